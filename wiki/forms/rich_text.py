"""Rich text in a form of the site: Markdown in a plain field, or a small editor where a script takes over."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from importing.report import translated
from markup.editing import stored as as_stored
from markup.fitting import fit
from markup.html import clean_tree
from markup.markdown import to_text
from markup.notes import with_notes
from markup.references import to_portable, to_stored, without_block_keys
from markup.remarks import UnreadableText
from markup.tree import Node, parse, walk, write
from markup.writing import to_markdown
from wiki.references import References, reference_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from community.models import User

MARKDOWN, HTML = "markdown", "html"
LONGEST_TEXT = 200_000  # characters, as it is sent
_LEADS_SOMEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/(?!/)|#", re.IGNORECASE)
_HEADING = re.compile(r"h[2-4]")
_PICTURE = re.compile(r'<img src="images/(\d{1,18})"')
_LIKE_A_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?:[/?#:].*)?", re.IGNORECASE)
# What the visual editor carries without loss.
_CARRIED = frozenset({"p", "ul", "ol", "li", "blockquote", "b", "i", "s", "sup", "sub", "code", "a", "img", "br"})


class Typed(NamedTuple):
    """What was sent: `form` says which of the two it is."""

    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the field shows: its Markdown, and the same as HTML where the visual editor carries it."""

    markdown: str
    html: str = ""
    is_visual: bool = False


class RichTextWidget(forms.Textarea):
    template_name = "wiki/rich_text.html"
    features: frozenset[str] = frozenset()
    language = ""
    references: References | None = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8, "class": "rich-text__source", **(attrs or {})})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed | None:  # noqa: ARG002 -- Django's signature
        text = data.get(name)
        form = HTML if data.get(f"{name}-form") == HTML else MARKDOWN
        return None if text is None else Typed(text.replace("\r\n", "\n"), form)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's signature
        return name not in data

    def format_value(self, value: Any) -> str:
        return value.markdown if isinstance(value, Drawn) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        drawn = value if isinstance(value, Drawn) else Drawn(self.format_value(value))
        if self.language:
            context["widget"]["attrs"]["lang"] = self.language
        headings = sorted(name for name in self.features if _HEADING.fullmatch(name))
        return context | {
            "drawn": drawn,
            "visual": self.visual(drawn.html),
            "features": " ".join(sorted(self.features)),
            "heading": "#" * int(headings[0][1]) if headings else "",
        }

    def visual(self, html: str) -> str:
        """What the editor starts with: pictures have the address of a file that exists, where the person may see it."""
        keys = {int(key) for key in _PICTURE.findall(html)}
        files = self.references.thumbnails(keys) if self.references and keys else {}

        def shown(match: re.Match[str]) -> str:
            return f'<img src="{escape(files.get(int(match[1]), ""))}" data-address="images/{match[1]}"'

        return mark_safe(_PICTURE.sub(shown, html))  # noqa: S308 -- cleaned by markup


@dataclass(slots=True)
class _Found:
    """What a typed text refers to that its place in the database has to be looked up for."""

    hrefs: set[str] = field(default_factory=set)
    keys: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    problems: list[str] = field(default_factory=list)


class RichTextFormField(forms.Field):
    """The value, in and out, is the HTML that Wagtail stores, without the keys of its lines.

    A block of the text that comes back as it was drawn is stored as it was, byte for byte; one that was written or
    changed holds only what `features` (names of Wagtail's) offer, and refers only to what its author may choose.
    """

    widget = RichTextWidget
    default_error_messages = {
        "too_long": gettext_lazy("This text is longer than %(most)s characters: make several of it."),
        "picture": gettext_lazy("The picture %(address)s is not one that you may use: take it out, or add another."),
        "document": gettext_lazy("The file %(address)s is not one that you may use: take it out, or link another."),
        "elsewhere": gettext_lazy(
            "The picture %(address)s is on another site: save it on your device, then choose “Add a picture”."
        ),
        "address": gettext_lazy(
            "“%(address)s” is not an address: write it whole, with https://, or from / for a page of this site."
        ),
    }

    def __init__(
        self, *, features: Iterable[str], user: User | None = None, language: str = "", licence: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.features = frozenset(features)
        self.licence = licence
        self.use(References(user))
        self.widget.features = self.features
        self.widget.language = language

    def __deepcopy__(self, memo: dict[int, Any]) -> RichTextFormField:
        """A form's own: what one person's texts refer to is no other person's."""
        copied: RichTextFormField = super().__deepcopy__(memo)
        copied.use(References(self.references.user))
        return copied

    def use(self, references: References) -> None:
        """Look up what the text refers to there, together with the other texts of a form."""
        self.references = self.widget.references = references

    def prepare_value(self, value: Any) -> Drawn:
        if isinstance(value, Typed):
            return self._drawn_again(value)
        stored = str(value or "")
        self.references.read([stored])
        return self._drawn(self._portable(stored))

    def _drawn_again(self, typed: Typed) -> Drawn:
        """As it was typed: what is wrong with it can be mended where it stands."""
        if typed.form == HTML:
            return self._drawn(_cleaned_html(typed.text))
        try:
            return Drawn(typed.text, html := _read_markdown(typed.text), self._is_carried(html))
        except UnreadableText:
            return Drawn(typed.text)

    def _drawn(self, portable: str) -> Drawn:
        return Drawn(to_markdown(portable), portable, self._is_carried(portable))

    def _is_carried(self, portable: str) -> bool:
        carried = _CARRIED | self.features & {"h2", "h3", "h4"}
        return all(
            node.tag in carried and not node.is_reference and "start" not in node.attrs
            for node in walk(parse(portable))
        )

    def _portable(self, stored: str) -> str:
        refs = self.references
        return to_portable(stored, picture=refs.picture, document=refs.document, page=refs.page, keep_headings=True)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled or data is None:
            return False
        try:
            return self.clean(data, initial) != without_block_keys(str(initial or ""))
        except ValidationError:
            return True

    def _clean_bound_field(self, bound: forms.BoundField) -> str:
        initial = bound.initial
        return str(initial or "") if self.disabled else self.clean(bound.data, initial)

    def clean(self, value: Any, initial: Any = "") -> str:
        """The text to store. A field that was not sent keeps what was there: a form cut short loses nothing."""
        before = without_block_keys(str(initial or ""))
        self.references.read([before])
        text = before if value is None else self._stored(value, before)
        self.validate(text)
        self.run_validators(text)
        return text

    def _stored(self, typed: Typed, before: str) -> str:
        if len(typed.text) > LONGEST_TEXT:
            raise ValidationError(
                self.error_messages["too_long"], "too_long", {"most": number_format(LONGEST_TEXT, force_grouping=True)}
            )
        portable = self._portable(before)
        if typed.form == MARKDOWN and typed.text.strip("\n") == to_markdown(portable).strip("\n"):
            return before
        try:
            html = _cleaned_html(typed.text) if typed.form == HTML else _read_markdown(typed.text)
        except UnreadableText as error:
            raise ValidationError(translated(error.message), "unreadable") from error
        return before if html == portable else self._stored_by_block(parse(html), before)

    def _stored_by_block(self, blocks: Sequence[Node | str], before: str) -> str:
        kept = self._kept(before)
        fitted: list[tuple[str, list[Node | str]]] = []
        for block in blocks:
            same = kept.get(write([block]))
            if same:
                fitted.append((same[0] if len(same) == 1 else same.pop(0), []))
            else:
                fitted.append(("", fit([block], self.features)))
        store = self._store_of([node for _same, nodes in fitted for node in walk(nodes)])
        return "".join(same or store(nodes) for same, nodes in fitted)

    def _kept(self, before: str) -> dict[str, list[str]]:
        """Each block of the text before, as it is stored, by the way it is drawn."""
        kept: dict[str, list[str]] = defaultdict(list)
        for node in parse(before):
            source = as_stored([node])
            kept[self._portable(source)].append(source)
        return kept

    def _store_of(self, nodes: Iterable[Node]) -> Any:
        """How blocks with these nodes are stored. Raises ValidationError for each reference that cannot stand."""
        found = _Found()
        for node in nodes:
            self._look_at(node, found)
        allowed = {kind: self.references.may_choose(kind, keys) for kind, keys in found.keys.items()}
        for kind in ("picture", "document"):
            for key in sorted(found.keys[kind] - allowed.get(kind, set())):
                address = getattr(self.references, kind)(key)
                found.problems.append(str(self.error_messages[kind]) % {"address": address})
        if found.problems:
            raise ValidationError(list(dict.fromkeys(found.problems)))
        pages = self.references.pages_at(found.hrefs)

        def key_of(kind: str) -> Any:
            def key(address: str) -> int | None:
                reference = reference_of(address)
                if reference and reference[0] == kind and reference[1] in allowed.get(kind, set()):
                    return reference[1]
                return pages.get(address) if kind == "page" else None

            return key

        kinds = {kind: key_of(kind) for kind in ("picture", "document", "page")}
        return lambda blocks: to_stored(write(blocks), **kinds)

    def _look_at(self, node: Node, found: _Found) -> None:
        if node.tag not in {"a", "img"}:
            return
        name = "href" if node.tag == "a" else "src"
        address = node.attrs.get(name, "")
        reference = reference_of(address)
        if reference and (reference[0] == "picture") == (node.tag == "img"):
            found.keys[reference[0]].add(reference[1])
        elif node.tag == "img":
            found.problems.append(str(self.error_messages["elsewhere"]) % {"address": address})
        elif _LEADS_SOMEWHERE.match(address):
            found.hrefs.add(address)
        elif _LIKE_A_HOST.fullmatch(address):
            node.attrs["href"] = f"https://{address}"
        else:
            found.problems.append(str(self.error_messages["address"]) % {"address": address})


def _cleaned_html(html: str) -> str:
    return clean_tree(html, keep_headings=True).html


def _read_markdown(markdown: str) -> str:
    text = to_text(markdown, keep_headings=True)
    return write(with_notes(text.nodes, text.notes))


def share_references(form: forms.BaseForm, *, user: User | None, texts: Iterable[str] = ()) -> References:
    """Let the rich texts of a form know who writes, and look up what they refer to together.

    `texts` are the stored texts of the page: what stands in one of them may be moved to another.
    """
    references = References(user)
    references.read(texts)
    for one in form.fields.values():
        if isinstance(one, RichTextFormField):
            one.use(references)
    return references

"""Rich text in a form of the site: Markdown in a plain field, or a small editor where a script takes over."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy

from importing.report import translated
from markup.editing import stored as as_stored
from markup.fitting import fit
from markup.html import clean_tree
from markup.markdown import to_text
from markup.notes import with_notes
from markup.references import embedded, to_portable, without_block_keys
from markup.remarks import UnreadableText
from markup.tree import Node, escape_attribute, parse, walk, write
from markup.writing import to_markdown
from wiki.forms.from_pool import PoolField
from wiki.forms.pool_panel import panel_again, tied_to_inputs
from wiki.forms.rich_text_widget import HTML, MARKDOWN, Drawn, RichTextWidget, Typed
from wiki.forms.typed_references import store_of
from wiki.pictures import Shown
from wiki.pool import Refused
from wiki.references import References

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django import forms

    from community.models import User

LONGEST_TEXT = 200_000  # characters, as it is sent
# What the visual editor carries without loss, besides the headings that a text is offered.
_CARRIED = frozenset({"p", "ul", "ol", "li", "blockquote", "b", "i", "s", "sup", "sub", "code", "a", "img", "br"})


class RichTextFormField(PoolField):
    """The value, in and out, is the HTML that Wagtail stores, without the keys of its lines.

    A block of the text that comes back as it was drawn is stored as it was, byte for byte; one that was written or
    changed holds only what `features` (names of Wagtail's) offer, and refers only to what its author may choose.
    A picture that came in the panel beside the text stands at its end. `licence`, a key or what gives one, is what
    pictures of the author's own are shared under.
    """

    widget = RichTextWidget
    default_error_messages = {
        "too_long": gettext_lazy("This text is longer than %(most)s characters: make several of it.")
    }

    def __init__(
        self,
        *,
        features: Iterable[str],
        user: User | None = None,
        language: str = "",
        licence: str | Callable[[], str] = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(user=user, **kwargs)
        self.features = frozenset(features)
        self.language = language
        self.licence = licence
        self.widget.features = self.features
        self.widget.language = language
        self.widget.own_licence = self.own_licence

    def __deepcopy__(self, memo: dict[int, Any]) -> RichTextFormField:
        copied: RichTextFormField = super().__deepcopy__(memo)
        copied.widget.own_licence = copied.own_licence
        return copied

    def own_licence(self) -> str:
        return (self.licence() if callable(self.licence) else self.licence) or self.references.licence()

    def prepare_value(self, value: Any) -> Drawn:
        if isinstance(value, Typed):
            return self._drawn_again(value)
        stored = str(value or "")
        self.references.read([stored])
        return self._drawn(self._portable(stored))

    def _drawn_again(self, typed: Typed) -> Drawn:
        """As it was typed: what is wrong with it can be mended where it stands; a picture that was taken is in it."""
        picture = self._taken.get(typed.picture.name)
        added = _markdown_of(picture) if isinstance(picture, Shown) else ""
        panel = None if added else panel_again(typed.picture, picture, user=self.references.user)
        try:
            html = _read(typed)
            markdown = to_markdown(html) if typed.form == HTML else typed.text
        except UnreadableText:
            return Drawn(f"{typed.text}{added}", panel=panel)
        whole = _read(Typed(f"{markdown}{added}", MARKDOWN, typed.picture)) if added else html
        return Drawn(f"{markdown}{added}".lstrip("\n"), whole, self._is_carried(whole), panel)

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
        """The text to store. A field that was not sent keeps what was there: a form cut short loses nothing.

        A picture is taken into the library once, whatever else is wrong with the form, and is in the text that comes
        back. An error about it has the `place` of its input.
        """
        before = without_block_keys(str(initial or ""))
        self.references.read([before])
        text = before if value is None else self._with_picture(value, before)
        self.validate(text)
        self.run_validators(text)
        return text

    def _with_picture(self, typed: Typed, before: str) -> str:
        picture = self._picture_beside(typed)
        problems = tied_to_inputs(picture) if isinstance(picture, Refused) else []
        try:
            text = self._stored(typed, before)
        except ValidationError as error:
            raise ValidationError([error, *problems]) from error
        if problems:
            raise ValidationError(problems)
        return text + embedded(picture.key, picture.alt) if isinstance(picture, Shown) else text

    def _picture_beside(self, typed: Typed) -> Any:
        if "image" not in self.features:
            return None
        return self.beside(typed.picture, own_licence=self.own_licence(), language=self.language)

    def _stored(self, typed: Typed, before: str) -> str:
        if len(typed.text) > LONGEST_TEXT:
            most = number_format(LONGEST_TEXT, force_grouping=True)
            raise ValidationError(self.error_messages["too_long"], "too_long", {"most": most})
        portable = self._portable(before)
        if typed.form == MARKDOWN and typed.text.strip("\n") == to_markdown(portable).strip("\n"):
            return before
        try:
            html = _read(typed)
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
        store = store_of([node for _same, nodes in fitted for node in nodes], self.references)
        return "".join(same or store(nodes) for same, nodes in fitted)

    def _kept(self, before: str) -> dict[str, list[str]]:
        """Each block of the text before, as it is stored, by the way it is drawn."""
        kept: dict[str, list[str]] = defaultdict(list)
        for node in parse(before):
            source = as_stored([node])
            kept[self._portable(source)].append(source)
        return kept


def _read(typed: Typed) -> str:
    """The small HTML of what was typed. Raises UnreadableText."""
    if typed.form == HTML:
        return clean_tree(typed.text, keep_headings=True).html
    text = to_text(typed.text, keep_headings=True)
    return write(with_notes(text.nodes, text.notes))


def _markdown_of(picture: Shown) -> str:
    image = f'<p><img src="{picture.address}" alt="{escape_attribute(picture.alt)}"></p>'
    return f"\n\n{to_markdown(image)}"


def share_references(form: forms.BaseForm, *, user: User | None, texts: Iterable[str] = ()) -> References:
    """Let the rich texts of a form know who writes, and look up what they refer to together.

    `texts` are the stored texts of the page: what stands in one of them may be moved to another.
    """
    references = References(user)
    references.read(texts)
    for one in form.fields.values():
        if isinstance(one, RichTextFormField):
            one.references = references
    return references


__all__ = ["LONGEST_TEXT", "Drawn", "RichTextFormField", "RichTextWidget", "Typed", "share_references"]

"""The form of a page on the site: the fields of its kind, grouped as the page is, and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import CollectionMember, Page

from wiki.content import content_of, field_of, texts_in
from wiki.domain.versions import LONGEST_SUMMARY
from wiki.forms.file_field import FilesFormField
from wiki.forms.from_pool import PoolField
from wiki.forms.own_rows import block_of_rows, from_rows, to_rows
from wiki.forms.rich_text import RichTextFormField
from wiki.forms.rows import MOST_ROWS, Rows
from wiki.forms.values import field_for, initial_of, plain_of
from wiki.references import References

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import QueryDict

    from community.models import User
    from wiki.content import Content
    from wiki.kinds import Group, Kind, Problems


@dataclass(slots=True)
class Part:
    """Rows, or fields that stand beside each other."""

    rows: Rows | None
    fields: list[Any]

    @property
    def is_wrong(self) -> bool:
        if self.rows is None:
            return any(field.errors for field in self.fields)
        return bool(self.rows.errors) or any(row.form.errors for row in self.rows.standing)


@dataclass(slots=True)
class Shown:
    """A group of the form as it is drawn."""

    group: Group
    parts: list[Part]
    is_open: bool
    form: PageForm

    @property
    def follows(self) -> str:
        """What follows from what the form says, as HTML."""
        return self.group.follows(self.form) if self.group.follows else ""


class Problem(NamedTuple):
    """`place` is the id of what to mend, "" when it is the whole; `where` says it in words."""

    place: str
    where: str
    message: str


class PageForm(forms.Form):
    """Filled with a `content`, or with what was sent (`data`), which is read against that content.

    Nothing but a title is asked for until the page is published: `check_whole` asks for the rest. What a form says of
    the change begins with `edit_`: a page may have a summary of its own.
    """

    edit_summary = forms.CharField(
        label=_("What did you change?"),
        required=False,
        max_length=LONGEST_SUMMARY,
        help_text=_("One sentence for the history: “Step 2: one pair of scissors for two”."),
    )
    edit_is_minor = forms.BooleanField(label=_("Only a detail (spelling, layout)"), required=False)

    def __init__(
        self, kind: Kind, *, content: Content, user: User, data: QueryDict | None = None, files: Any = None
    ) -> None:
        self.kind, self.content, self.user = kind, content, user
        self.rows: dict[str, Rows] = {}
        self.whole_problems: list[str] = []
        self.changed_row = ""
        initial = {name: initial_of(field_of(kind.model, name), value) for name, value in content.items()}
        super().__init__(data, files, initial=initial, auto_id="id_%s")
        self.references = References(user, licence=self._said("licence"), language=self._said("language"))
        self.references.read(texts_in(content))
        for name in kind.fields:
            self._add(name)
        self._share_references(self)
        kind.prepare(self, user)

    def _add(self, name: str) -> None:
        field = field_of(self.kind.model, name)
        if isinstance(field, models.ManyToOneRel):
            blocks: Any = {name: block_of_rows(field)}
        elif isinstance(field, StreamField):
            blocks = field.stream_block.child_blocks
        else:
            self.fields[name] = made = field_for(field)
            made.label = self.kind.labels.get(name, made.label)
            made.help_text = self.kind.helps.get(name, made.help_text)
            return
        self.rows[name] = rows = Rows(
            name, _label_of(field), blocks, most=self._most(name, field), ready=self._share_references,
            folded=self.kind.folded.get(name, ()),
        )  # fmt: skip
        stored = self.content.get(name) or []
        stored = to_rows(name, stored) if isinstance(field, models.ManyToOneRel) else stored
        if self.is_bound:
            rows.read(cast("QueryDict", self.data), self.files, stored=stored)
        else:
            rows.show(stored)

    def _share_references(self, form: forms.BaseForm) -> None:
        """What stands in one text of the page, or in one step, may be moved to another."""
        for name, field in form.fields.items():
            if isinstance(field, PoolField):
                field.references = self.references
            if isinstance(field, FilesFormField):
                self.references.known["document"].update(field.keys(form.initial.get(name)))

    def _said(self, name: str) -> Callable[[], str]:
        """What the form says now: pictures that come with it are shared under the licence of the page."""

        def said() -> str:
            if name not in self.fields:
                return ""
            return str((self[name].data if self.is_bound else self.initial.get(name)) or "")

        return said

    def _most(self, name: str, field: Any) -> int:
        block = getattr(field, "stream_block", None)
        own = block.meta.max_num if isinstance(block, StreamBlock) else None
        return min(filter(None, [own, self.kind.most.get(name), MOST_ROWS]))

    def quiet(self, *, moved: str = "") -> None:
        """Draw it without looking for what is wrong: its person has not sent it yet.

        `moved` is the place of the row that a button has just changed, and the button: its group stays open.
        """
        self.changed_row = moved.partition(":")[0]
        self._errors = ErrorDict()
        for rows in self.rows.values():
            rows.quiet()

    def only_words(self) -> None:
        """Take out what is chosen among files and pages: not all of their titles are public. It stays as it is."""
        for form in [self, *(row.form for rows in self.rows.values() for row in rows)]:
            for name, field in list(form.fields.items()):
                if isinstance(field, FilesFormField) or (
                    isinstance(field, forms.ModelChoiceField) and _is_guarded(field)
                ):
                    del form.fields[name]
                elif isinstance(field, RichTextFormField):
                    field.widget.features = field.features - {"image"}

    def is_valid(self) -> bool:
        rows_are = [rows.is_valid() for rows in self.rows.values()]
        return super().is_valid() and all(rows_are)

    def typed(self) -> Content:
        """What a valid form says, as a content."""
        said = {
            name: plain_of(field_of(self.kind.model, name), self.cleaned_data.get(name))
            for name in self.kind.fields
            if name in self.fields
        }
        for name, rows in self.rows.items():
            is_own = isinstance(field_of(self.kind.model, name), models.ManyToOneRel)
            said[name] = from_rows(rows.content()) if is_own else rows.content()
        return self.kind.settle(said)

    def check_whole(self) -> bool:
        """Ask for what a reader needs before it is published; whether all of it is there."""
        said = self.typed()
        for name in self.kind.expected:
            if said.get(name) in ("", None, []):
                self.add_error(name, _("Please fill this in: readers need it."))
        return not self.errors

    def add_problems(self, problems: Problems) -> None:
        """What keeps it from being public, beside its field where there is one."""
        for name, messages in problems.items():
            for message in messages:
                if name in self.fields:
                    self.add_error(name, str(message))
                elif name in self.rows:
                    self.rows[name].errors.append(str(message))
                else:
                    self.whole_problems.append(str(message))

    def groups(self) -> Iterator[Shown]:
        for group in self.kind.groups:
            parts = [part for names in group.fields if (part := self._part(names))]
            if not parts:
                continue
            is_open = group.open or any(self._is_looked_at(part) for part in parts)
            yield Shown(group, parts, is_open, self)

    @property
    def has_what_follows(self) -> bool:
        return any(group.follows for group in self.kind.groups)

    def what_follows(self) -> dict[str, str]:
        """What follows from what it says, as HTML, by name of the group that it stands below."""
        return {group.name: group.follows(self) for group in self.kind.groups if group.follows}

    def _is_looked_at(self, part: Part) -> bool:
        return part.is_wrong or bool(part.rows and any(row.place == self.changed_row for row in part.rows))

    def _part(self, names: str | tuple[str, ...]) -> Part | None:
        """None of what is not asked for in this form."""
        listed = (names,) if isinstance(names, str) else names
        rows = self.rows.get(listed[0])
        fields = [self[name] for name in listed if name in self.fields]
        return Part(rows, []) if rows else Part(None, fields) if fields else None

    def begin(self) -> None:
        """One empty row wherever a new page is likely to need one."""
        open_groups = [shown for shown in self.groups() if shown.group.open]
        for rows in [part.rows for shown in open_groups for part in shown.parts]:
            if rows is not None and not rows.rows:
                rows.show_blank()

    def problems(self) -> list[Problem]:
        """All that is wrong, each with the place to mend it."""
        found = [Problem("", "", str(message)) for message in [*self.whole_problems, *self.non_field_errors()]]
        for part in [part for shown in self.groups() for part in shown.parts]:
            found += _of_fields(part.fields) if part.rows is None else list(_of_rows(part.rows))
        return [*found, *_of_field(self["edit_summary"])]


def _is_guarded(field: Any) -> bool:
    """Whether some of what is chosen among is hidden from some readers."""
    return issubclass(field.queryset.model, Page | CollectionMember)


def _label_of(field: Any) -> str:
    words = str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name)
    return words[:1].upper() + words[1:]


def _of_fields(fields: list[Any]) -> list[Problem]:
    return [problem for bound in fields for problem in _of_field(bound)]


def _of_field(bound: Any, where: str = "") -> list[Problem]:
    words = [*filter(None, [where]), str(bound.label)]
    return [
        problem for error in bound.form.errors.as_data().get(bound.name, []) for problem in _tied(bound, error, words)
    ]


def _tied(bound: Any, error: Any, words: list[str]) -> list[Problem]:
    """A field made of several inputs may name the one at fault, by `place` and `where`."""
    part, where = getattr(error, "place", ""), getattr(error, "where", ())
    place = f"{bound.auto_id}-{part}" if part else bound.id_for_label or bound.auto_id
    return [Problem(place, ", ".join([*words, *map(str, where)]), str(message)) for message in error.messages]


def _of_rows(rows: Rows) -> Iterator[Problem]:
    yield from (Problem(f"id_{rows.name}", rows.label, message) for message in rows.errors)
    for row in rows.standing:
        where = f"{row.label} {row.number}"
        yield from (Problem("", where, str(message)) for message in row.form.non_field_errors())
        for name in row.form.fields:
            yield from _of_field(row.form[name], where)


def form_of(kind: Kind, page: Any, *, user: User, data: Any = None, files: Any = None) -> PageForm:
    """The form of a page as it stands."""
    return PageForm(kind, content=content_of(page, kind.fields), user=user, data=data, files=files)


def blank_form(
    kind: Kind, *, user: User, starting: Mapping[str, Any] | None = None, data: Any = None, files: Any = None
) -> PageForm:
    """The form of a page that is not there yet."""
    content = content_of(kind.model(), kind.fields) | dict(kind.starting(user)) | dict(starting or {})
    return PageForm(kind, content=content, user=user, data=data, files=files)

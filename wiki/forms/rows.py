"""Rows of a form: steps, materials, links. They are added, taken out and moved by buttons, with or without a script.

Each row posts its key in `<name>-row`, in the order of the page, its kind in `<name>-<key>-type` where there are
several, and its parts in `<name>-<key>-<part>`. What is taken out stays in the form with `<name>-<key>-gone`: it can be
put back, and a row that is not in what came (a form cut short) was not taken out by anybody.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import ngettext
from wagtail.blocks import StructBlock

from wiki.forms.values import WHOLE, fields_for, plain, says_nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import QueryDict
    from wagtail.blocks import Block

    Ready = Callable[[forms.Form], None]

# A row has its key in the names of its fields, and a new one in the page that draws it.
KEY = re.compile(r"[A-Za-z0-9-]{1,40}")
NEW = "__key__"
# Beyond that nothing is read: no page has so many, see the limits of each kind.
MOST_ROWS = 500
CALLED_BY = ("title", "name", "label", "question", "kind")


class Row:
    """One row: `form` has its parts. `number` is its place, `stored` what the page said of it when it was opened."""

    number = 0
    is_new = False
    # Drawn elsewhere in the form: among the others only its place is.
    is_apart = False

    def __init__(
        self, block: Block, *, name: str, key: str, type_: str = "", stored: Any = None, data: QueryDict | None = None,
        files: Any = None, ready: Ready = lambda _form: None, folded: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.block, self.name, self.key, self.type, self.stored = block, name, key, type_, stored
        self.folded = folded
        self.place = f"{name}-{key}"
        self.is_whole = not isinstance(block, StructBlock)
        initial = {WHOLE: stored} if self.is_whole else dict(stored or {})
        # A row that nobody filled in is no row: a browser must not ask for it.
        self.form = forms.Form(data, files, prefix=self.place, initial=initial, use_required_attribute=False)
        self.form.fields.update(fields_for(block, there=stored))
        ready(self.form)
        self.is_gone = bool(data and data.get(f"{self.place}-gone"))

    @property
    def label(self) -> str:
        return str(self.block.label)

    @property
    def called(self) -> str:
        """The first words that it says, to tell it from the others."""
        part = next((part for part in CALLED_BY if part in self.form.fields), None)
        return str(self.form[part].value() or "") if part else ""

    @property
    def parts(self) -> list[Any]:
        return [field for field in self.form if field.name not in self.folded]

    @property
    def folded_parts(self) -> list[Any]:
        return [field for field in self.form if field.name in self.folded]

    @property
    def is_open(self) -> bool:
        """Whether what few need is needed here."""
        return any(field.errors or not says_nothing([field.value()]) for field in self.folded_parts)

    @property
    def is_left_as_it_is(self) -> bool:
        """Nothing of it can be edited here: a table, for one."""
        return not self.form.fields

    def quiet(self) -> None:
        """Draw it without looking for what is wrong: its person has not sent it yet."""
        setattr(self.form, "_errors", ErrorDict())  # noqa: B010 -- what `full_clean` would make; stubs do not know it

    def is_valid(self) -> bool:
        return self.form.is_valid() and self._keeps_own_rules()

    def _keeps_own_rules(self) -> bool:
        """A block may ask more than its fields do: one right answer, for one."""
        if not isinstance(self.block, StructBlock) or type(self.block).clean is StructBlock.clean:
            return True
        try:
            self.block.clean(self.block.to_python(self.value()))
        except ValidationError as error:
            for name, problem in (getattr(error, "block_errors", None) or {}).items():
                self.form.add_error(name if name in self.form.fields else None, _sentences(problem))
        return self.form.is_valid()

    def is_blank(self) -> bool:
        """Whether nobody typed anything in it."""
        choices = (forms.ChoiceField, forms.BooleanField)
        fields = self.form.fields.items()
        sent = (self.form[name].data for name, field in fields if not isinstance(field, choices))
        return all(getattr(data, "says_nothing", None) or says_nothing([data]) for data in sent)

    def said(self) -> Any:
        """What it says now, or None when that is not whole; nothing is noted as wrong. It has no files of its own."""
        if not self.form.is_bound:
            return self.stored
        try:
            return {name: plain(field.clean(self.form[name].data)) for name, field in self.form.fields.items()}
        except ValidationError:
            return None

    def value(self) -> Any:
        """What a valid row says, as the plain value of its block."""
        stored = self.stored if isinstance(self.stored, dict) else {}
        if self.is_left_as_it_is:
            return self.stored
        if self.is_whole:
            return plain(self.form.cleaned_data[WHOLE])
        said = {name: plain(value) for name, value in self.form.cleaned_data.items()}
        return {name: said.get(name, stored.get(name, _empty(part))) for name, part in self.block.child_blocks.items()}


def _empty(block: Any) -> Any:
    default = block.get_default()
    return list(default) if hasattr(default, "bound_blocks") else default


def _sentences(error: ValidationError) -> list[str]:
    """Of an error, whose parts may have errors of their own; a block that is made of others keeps them apart."""
    inner = (getattr(error, "block_errors", None) or {}).values()
    return [sentence for one in inner for sentence in _sentences(one)] or list(getattr(error, "messages", ()))


class Rows:
    """The rows of one field of a page. `blocks` by the name of their kind; `most` there may be."""

    def __init__(
        self, name: str, label: str, blocks: Mapping[str, Block], *, most: int = MOST_ROWS,
        ready: Ready = lambda _form: None, folded: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.name, self.label, self.blocks, self.most = name, label, blocks, most
        self.ready, self.folded = ready, folded
        self.rows: list[Row] = []
        self.errors: list[str] = []

    def __iter__(self) -> Any:
        return iter(self.rows)

    @property
    def standing(self) -> list[Row]:
        return [row for row in self.rows if not row.is_gone]

    @property
    def ways_to_add(self) -> list[tuple[str, str]]:
        """Kind and words of each row that may be added."""
        return [(kind, str(block.label)) for kind, block in self.blocks.items() if fields_for(block)]

    def models(self) -> list[Row]:
        """An empty row of each kind, for the script that adds them."""
        return [self._made(kind, NEW) for kind, _label in self.ways_to_add]

    def show(self, content: Iterable[Mapping[str, Any]]) -> None:
        """The rows of a content."""
        for row in content:
            if row["type"] in self.blocks:
                self._add(self._made(row["type"], row["id"], stored=row["value"]))

    def show_blank(self) -> None:
        """One empty row to begin with."""
        for kind, _label in self.ways_to_add[:1]:
            self._add(self._made(kind, str(uuid.uuid4())))

    def _made(self, kind: str, key: str, **values: Any) -> Row:
        return Row(
            self.blocks[kind], name=self.name, key=key, type_=kind, ready=self.ready, folded=self.folded, **values
        )

    def read(self, data: QueryDict, files: Any, *, stored: Iterable[Mapping[str, Any]]) -> None:
        """The rows that a form sent: a key given twice counts once, and a row that is missing is put back."""
        before = {row["id"]: row for row in stored}
        keys = [key for key in dict.fromkeys(data.getlist(f"{self.name}-row")) if KEY.fullmatch(key) and key != NEW]
        if len(keys) > self.most:
            self.errors.append(self._too_many(len(keys)))
        for key in _with_missing(keys[:MOST_ROWS], list(before)):
            row = before.get(key)
            kind = row["type"] if row else data.get(f"{self.name}-{key}-type", "") or next(iter(self.blocks))
            if kind in self.blocks:
                sent = {"data": data, "files": files} if key in keys else {}
                made = self._made(kind, key, stored=row["value"] if row else None, **sent)
                made.is_new = row is None
                self._add(made)

    def _too_many(self, count: int) -> str:
        sentence = ngettext(
            "There may be at most %(most)s row, and you sent %(count)s: take some out.",
            "There may be at most %(most)s rows, and you sent %(count)s: take some out.",
            self.most,
        )
        return sentence % {"most": self.most, "count": count}

    def _add(self, row: Row) -> None:
        row.number = len(self.standing) + 1
        self.rows.append(row)

    def quiet(self) -> None:
        for row in self.rows:
            row.quiet()

    def is_valid(self) -> bool:
        wrong = [row for row in self._said() if not row.is_valid()]
        return not (self.errors or wrong)

    def _said(self) -> list[Row]:
        return [row for row in self.standing if row.form.is_bound and not (row.is_new and row.is_blank())]

    def content(self) -> list[dict[str, Any]]:
        """The rows of a valid form, in normal form."""
        said = self._said()
        return [
            {"id": row.key, "type": row.type, "value": row.value() if row in said else row.stored}
            for row in self.standing
            if row in said or not row.form.is_bound
        ]


def _with_missing(keys: list[str], before: list[str]) -> list[str]:
    """The keys sent, and each that is missing after the one that it followed."""
    sent = set(keys)
    out = list(keys)
    for place, key in enumerate(before):
        if key not in sent:
            previous = before[place - 1] if place else None
            out.insert(out.index(previous) + 1 if previous in out else 0, key)
    return out


def changed_rows(data: QueryDict, action: str) -> QueryDict:
    """What a form sent, after one of its buttons: `steps:add:step`, `steps:up:KEY`, `down`, `gone`, `back`."""
    name, verb, what = [*action.split(":", 2), "", ""][:3]
    changed = data.copy()
    keys = list(dict.fromkeys(changed.getlist(f"{name}-row")))
    if verb == "add" and len(keys) < MOST_ROWS:
        keys.append(new := str(uuid.uuid4()))
        changed[f"{name}-{new}-type"] = what
        changed["added"] = f"{name}-{new}"
    elif what in keys:
        place = keys.index(what)
        if verb in {"up", "down"}:
            target = max(0, place - 1) if verb == "up" else place + 1
            keys.insert(target, keys.pop(place))
        elif verb == "gone":
            changed[f"{name}-{what}-gone"] = "1"
        elif verb == "back":
            changed.pop(f"{name}-{what}-gone", None)
        changed["moved"] = f"{name}-{what}:{verb}"
    changed.setlist(f"{name}-row", keys)
    return changed

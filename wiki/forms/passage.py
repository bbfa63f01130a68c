"""The one piece of a form that somebody came to change: a field or a row. The others wait, folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wiki.forms.page_form import PageForm, Part
from wiki.forms.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wiki.kinds import Group

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Passage:
    """`part` is a bound field or the rows of a field; `row` is set when it is one of them."""

    form: PageForm
    name: str
    part: Any
    row: Row | None = None

    @property
    def label(self) -> str:
        if self.row is not None:
            return ", ".join(filter(None, [f"{self.row.label} {self.row.number}", self.row.called]))
        return str(self.part.label)

    @property
    def is_rows(self) -> bool:
        return isinstance(self.part, Rows) and self.row is None

    def rest(self) -> Iterator[tuple[Group, list[Part]]]:
        """The groups of the form without the passage; a row that stands apart keeps its place among the others."""
        for shown in self.form.groups():
            parts = [left for part in shown.parts if (left := self._without_passage(part))]
            if parts:
                yield shown.group, parts

    def _without_passage(self, part: Part) -> Part | None:
        if self.row is not None:
            return part
        if part.rows is not None:
            return None if part.rows.name == self.name else part
        fields = [field for field in part.fields if field.name != self.name]
        return Part(None, fields) if fields else None

    @property
    def rest_is_wrong(self) -> bool:
        """Whether something to mend stands in what is folded."""
        inside = {problem.place for problem in self.form.problems() if problem.place}
        mine = f"id_{self.row.place if self.row else self.name}"
        return any(place != mine and not place.startswith(f"{mine}-") for place in inside)


def passage_in(form: PageForm, asked: str) -> Passage | None:
    """The passage that `asked` names: a field ("summary") or a row ("steps-<id>"); None when the form has none such."""
    if not asked or len(asked) > LONGEST:
        return None
    if asked in form.rows:
        return Passage(form, asked, form.rows[asked])
    if asked in form.kind.fields and asked in form.fields:
        return Passage(form, asked, form[asked])
    for name, rows in form.rows.items():
        for row in rows:
            if row.place == asked and not row.is_gone:
                row.is_apart = True
                return Passage(form, name, rows, row)
    return None

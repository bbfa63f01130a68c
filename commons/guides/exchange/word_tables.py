"""The tables that a Word document is laid out in: the facts of a workshop, how it goes, a frame around a text.

Facilitators write “Durée | 2 h” in two columns, and the run of a workshop as “Durée | Activité | Matériel”, one row a
step. Either becomes what a sheet without tables would say; any other table stays a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commons.guides.exchange.bare_headings import is_known, is_run
from commons.guides.exchange.quantities import minutes_of
from commons.guides.exchange.steps import beginning
from markup.inline import one_line
from markup.normalize import normalize
from markup.tree import Node, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    Nodes = list[Node | str]
    Rows = list[list[Node]]

_HEADING = re.compile(r"h[1-6]")
_TWO = 2
_LONGEST_TITLE = 90
_LONGEST_FACT = 200
_MINUTES = re.compile(r"(?:duree|temps|minutage|timing|duration|time|minutes)\b(?: .{0,20})?")
_TITLE = re.compile(
    r"(?:n[°o]? ?)?(?:etapes?|sequences?|phases?|activites?|moments?|intitules?|titres?|quoi|steps?|activity|"
    r"activities|what|title)\b.{0,25}"
)
_NUMBER = re.compile(r"\d{1,3}")


def unfolded(nodes: Nodes) -> Nodes:
    """The same, with these tables as lines, headings and text. `nodes` are those that Mammoth wrote."""
    out: Nodes = []
    has_headings = any(_HEADING.fullmatch(node.tag) and node.tag != "h1" for node in walk(nodes))
    last = ""
    for number, node in enumerate(nodes, start=1):
        rows = _rows(node) if isinstance(node, Node) and node.tag == "table" else []
        if isinstance(node, Node) and _HEADING.fullmatch(node.tag):
            last = text_of(node.children)
        writer = _Writer(has_headings=has_headings, in_run=is_run(last), is_last=number == len(nodes))
        made = _of_rows(rows, writer) if rows else []
        out += made or [node]
    return out


def _rows(table: Node) -> Rows:
    """The cells of each row; none for a table that holds another."""
    if any(node.tag == "table" for node in walk(table.children)):
        return []
    return [
        [cell for cell in row.children if isinstance(cell, Node) and cell.tag in {"td", "th"}]
        for row in walk(table.children)
        if row.tag == "tr"
    ]


def _of_rows(rows: Rows, writer: _Writer) -> Nodes:
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0].children
    if _are_facts(rows):
        made = [writer.fact(row) for row in rows]
        lines, headed = ([nodes for nodes in made if (len(nodes) > 1) == more] for more in (False, True))
        # Lines first, and what follows the table under a heading of its own: below another it would belong to it.
        after = [writer.heading("Introduction", level=2)] if headed and not writer.is_last else []
        return [*(node for nodes in (*lines, *headed) for node in nodes), *after]
    columns = _Columns.of(rows)
    return [*writer.run(), *(node for row in rows[1:] for node in writer.step(columns, row))] if columns else []


def _are_facts(rows: Rows) -> bool:
    """Two columns, the first of which mostly names what a guide has a place for; a row of one cell may be a title."""
    pairs = [row for row in rows if len(row) == _TWO]
    known = [row for row in pairs if is_known(_words(row[0]))]
    alone = [row for row in rows if len(row) == 1]
    return len(known) >= _TWO and len(known) * 2 >= len(pairs) and len(pairs) + len(alone) == len(rows)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What each column of a run holds; `minutes` and `title` are numbers of columns."""

    labels: list[str]
    minutes: int | None
    title: int

    @classmethod
    def of(cls, rows: Rows) -> _Columns | None:
        """None for a table whose first row does not name its columns, or whose rows are not as long as that one."""
        labels = [_words(cell) for cell in rows[0]]
        if len(rows) < _TWO or len(labels) < _TWO or any(len(row) != len(labels) for row in rows):
            return None
        keys = [normalize(label).strip(" :.") for label in labels]
        minutes = next((number for number, key in enumerate(keys) if _MINUTES.fullmatch(key)), None)
        titles = [number for number, key in enumerate(keys) if _TITLE.fullmatch(key) and number != minutes]
        if not titles and minutes is None:
            return None
        title = titles[0] if titles else next(number for number in range(len(keys)) if number != minutes)
        return cls(labels, minutes, title)


class _Writer:
    """Writes rows as headings where the document has headings of its own, as lines in bold elsewhere."""

    def __init__(self, *, has_headings: bool, in_run: bool, is_last: bool) -> None:
        self.has_headings = has_headings
        self.in_run = in_run
        self.is_last = is_last
        self.number = 0

    def fact(self, row: list[Node]) -> Nodes:
        label, value = (_words(row[0]), row[1]) if len(row) == _TWO else ("", row[0])
        words = _words(value)
        if not label or not words:
            return value.children if words else []
        if is_known(label) and (_has_blocks(value) or len(words) > _LONGEST_FACT):
            return [self.heading(label, level=2), *_blocks(value)]
        return [Node("p", {}, [f"{label} : {words}"])] if not _has_blocks(value) else [_bold(label), *_blocks(value)]

    def run(self) -> Nodes:
        return [] if self.in_run else [self.heading("Déroulement", level=2)]

    def step(self, columns: _Columns, row: list[Node]) -> Nodes:
        if not any(_words(cell) for cell in row):
            return []
        self.number += 1
        title, rest = _title_of(row[columns.title])
        minutes = None if columns.minutes is None else _minutes(_words(row[columns.minutes]))
        title = title or beginning(_words(row[columns.title])) or f"Étape {self.number}"
        timing = f" ({minutes} min)" if minutes else ""
        step = self.heading(f"Étape {self.number} : {title}{timing}", level=3)
        return [step, *rest, *self._others(columns, row, minutes)]

    def _others(self, columns: _Columns, row: list[Node], minutes: int | None) -> Iterator[Node | str]:
        """What the other columns say, each under its name; the longest is the text, and needs none."""
        taken = {columns.title, *({columns.minutes} if minutes else ())}
        others = [number for number, cell in enumerate(row) if number not in taken and _words(cell)]
        longest = max(others, key=lambda number: len(_words(row[number])), default=None)
        for number in sorted(others, key=lambda number: number != longest):
            label = columns.labels[number]
            if number == longest or not label:
                yield from _blocks(row[number])
            elif _has_blocks(row[number]):
                yield from (_bold(f"{label} :"), *_blocks(row[number]))
            else:
                yield Node("p", {}, [Node("b", {}, [f"{label} :"]), f" {_words(row[number])}"])

    def heading(self, words: str, *, level: int) -> Node:
        return Node(f"h{level}", {}, [words]) if self.has_headings else _bold(words)


def _title_of(cell: Node) -> tuple[str, Nodes]:
    """The first line of a cell, when it is short enough to be a title, and what follows it."""
    blocks = _blocks(cell)
    first = blocks[0] if blocks else ""
    words = one_line(text_of(first.children)) if isinstance(first, Node) and first.tag == "p" else ""
    if not words or len(words) > _LONGEST_TITLE:
        return "", blocks
    return re.sub(r"^\d{1,2}\s*[.):–-]\s*", "", words).rstrip(" .:"), blocks[1:]


def _minutes(words: str) -> int | None:
    """“20 min”, “1 h 30”, or “20” in a column that says what it counts."""
    return int(words) if _NUMBER.fullmatch(words) else minutes_of(words)


def _words(cell: Node) -> str:
    return one_line(" ".join(child if isinstance(child, str) else text_of([child]) for child in cell.children))


def _has_blocks(cell: Node) -> bool:
    """Whether a cell holds more than one line of words."""
    blocks = [child for child in cell.children if isinstance(child, Node) and child.is_block]
    return len(blocks) > 1 or any(node.tag in {"ul", "ol", "img"} for node in walk(cell.children))


def _blocks(cell: Node) -> Nodes:
    """The content of a cell as blocks."""
    if any(isinstance(child, Node) and child.is_block for child in cell.children):
        return cell.children
    return [Node("p", {}, cell.children)] if cell.children else []


def _bold(words: str) -> Node:
    return Node("p", {}, [Node("b", {}, [words])])

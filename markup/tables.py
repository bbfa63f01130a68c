"""Tables in their one form: rows of cells that hold one line of words each, the headings in the first row if at all."""

from __future__ import annotations

from itertools import zip_longest

from markup.inline import Run, runs_of, runs_to_nodes
from markup.tree import Node, walk

MAX_COLUMNS = 20
_MAX_SPAN = 50
_PLAIN = frozenset({"p", "div"})


def grid_of(table: Node) -> list[list[Node]]:
    """The cells of a table row by row, an empty one wherever another reaches across columns or rows."""
    rows: list[list[Node]] = []
    below: dict[tuple[int, int], Node] = {}
    for number, cells in enumerate(_rows(table)):
        row: list[Node] = []
        for cell in cells:
            while (number, len(row)) in below:
                row.append(below.pop((number, len(row))))
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            below |= {(number + y, len(row) + x): Node("td") for y in range(1, down) for x in range(across)}
            row += [Node(cell.tag, {}, cell.children), *(Node(cell.tag) for _ in range(across - 1))]
        rows.append(row)
    return [row for row in rows if any(map(_says_something, row))]


def is_layout(rows: list[list[Node]]) -> bool:
    """Whether a table only sets blocks beside or above one another: one row, or one column without a heading."""
    if len(rows) <= 1:
        return True
    return all(len(row) == 1 for row in rows) and not any(cell.tag == "th" for row in rows for cell in row)


def table_of(rows: list[list[Node]]) -> Node | None:
    """The table; none when a cell holds more than words, or when it is wider than anybody reads."""
    columns = max(map(len, rows))
    if columns > MAX_COLUMNS or any(_is_rich(cell) for row in rows for cell in row):
        return None
    has_head = all(cell.tag == "th" for cell in rows[0])
    lines = [_line(row, columns, is_head=has_head and number == 0) for number, row in enumerate(rows)]
    return Node("table", {}, [*lines])


def _says_something(cell: Node) -> bool:
    return bool(runs_to_nodes(runs_of(cell.children))) or any(node.tag in {"img", "hr"} for node in walk(cell.children))


def _line(row: list[Node], columns: int, *, is_head: bool) -> Node:
    tag = "th" if is_head else "td"
    cells: list[Node | str] = [
        Node(tag, {}, _words(cell, bold=cell.tag == "th" and not is_head) if cell else [])
        for cell, _ in zip_longest(row, range(columns))
    ]
    return Node("tr", {}, cells)


def _words(cell: Node, *, bold: bool) -> list[Node | str]:
    runs: list[Run] = []
    for child in cell.children:
        is_block = isinstance(child, Node) and child.tag in _PLAIN
        runs += [Run("br")] if is_block and runs else []
        runs += runs_of([Node("b", {}, [child])] if bold else [child])
    return runs_to_nodes(runs)


def _is_rich(cell: Node) -> bool:
    return any(node.tag == "img" or (node.is_block and node.tag not in _PLAIN) for node in walk(cell.children))


def as_list(rows: list[list[Node]]) -> Node:
    """`heading : cell` line by line under a header row, cells side by side without one."""
    has_head = all(cell.tag == "th" for cell in rows[0]) and len(rows) > 1
    head, body = (rows[0], rows[1:]) if has_head else ([], rows)
    return Node("ul", {}, [Node("li", {}, _item(row, head=head)) for row in body])


def _item(row: list[Node], *, head: list[Node]) -> list[Node | str]:
    out: list[Node | str] = []
    for number, cell in enumerate(row):
        if not runs_to_nodes(runs_of(cell.children)):
            continue
        if out:
            out += [Node("br")] if head else [" · "]
        if number < len(head) and runs_to_nodes(runs_of(head[number].children)):
            out += [Node("b", {}, head[number].children), "\u00a0: "]
        out += cell.children
    return out


def _rows(node: Node) -> list[list[Node]]:
    rows: list[list[Node]] = []
    for child in node.children:
        if not isinstance(child, Node):
            continue
        if child.tag == "tr":
            rows.append([cell for cell in child.children if isinstance(cell, Node)])
        elif child.tag != "caption":
            rows += _rows(child)
    return [row for row in rows if row]


def _span(cell: Node, name: str) -> int:
    value = cell.attrs.get(name, "")
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1

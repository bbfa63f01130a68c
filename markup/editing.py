"""Stored rich text as the editor's flat lines, and back: what the editor has no block for keeps its words and place.

The editor (Draft.js) knows a line with a type, no block inside another. A box of several paragraphs is several lines of
quotation, its lists are lines that begin with a bullet, a row of a table is a line whose cells a bar separates. Where a
list does not begin at 1, the key of its first line says so: the editor keeps keys, and has no other place for a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markup.tree import VOID, Node, escape_attribute, escape_text, parse, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KEY = "data-block-key"
_BULLET = "• "
_BAR = re.compile(r"[ \u00a0]*(?<!\\)\|[ \u00a0]*")
_TITLED = {"h3", "h4"}
_LISTS = {"ul", "ol"}
_WITHIN_ITEM = {"p", "table", "blockquote", "h3", "h4"}  # written as lines of the item
_BEGINS_AT = re.compile(r"from(\d{1,9})-")
_ITEM = re.compile(r"(•|\d{1,5}[.)])[ \u00a0]+")

Nodes = list[Node | str]


def to_lines(html: str) -> str:
    """Stored rich text for the editor to read."""
    out: Nodes = []
    for node in parse(html):
        is_quote = isinstance(node, Node) and node.tag == "blockquote"
        is_after_one = is_quote and bool(out) and isinstance(out[-1], Node) and out[-1].tag == "blockquote"
        out += [*([Node("p")] if is_after_one else []), *_lines(node)]
    for number, item in enumerate(walk(out)):
        if start := item.attrs.pop("start", ""):
            item.attrs[KEY] = f"from{start}-{_BEGINS_AT.sub('', item.attrs.get(KEY, str(number)))}"
    return stored(out)


def from_lines(html: str) -> str:
    """What the editor wrote, with boxes, lists in them and tables whole again."""
    out: Nodes = []
    nodes = parse(html)
    _begin_lists(nodes)
    for node in nodes:
        tag = node.tag if isinstance(node, Node) else ""
        before = out[-1] if out and isinstance(out[-1], Node) else None
        if isinstance(node, Node) and tag == "blockquote":
            if before and before.tag == "blockquote" and not _is_title(node):
                before.children += _quoted(node)
            else:
                out += [Node("blockquote", {}, _quoted(node))] if node.children else []
        elif isinstance(node, Node) and tag == "table":
            out.append(_table(node))
        elif not (before and before.tag == "blockquote" and tag == "p" and not text_of([node]).strip(" \n")):
            out.append(node)
    return stored(out)


def _begin_lists(nodes: Nodes) -> None:
    for node in walk(nodes):
        first = node.children[0] if node.tag == "ol" and node.children else None
        match = _BEGINS_AT.match(first.attrs.get(KEY, "")) if isinstance(first, Node) else None
        if match:
            node.attrs["start"] = match[1]


def stored(nodes: Nodes) -> str:
    """HTML as Wagtail stores it: what has no content closes itself."""
    return "".join(escape_text(node) if isinstance(node, str) else _stored(node) for node in nodes)


def _stored(node: Node) -> str:
    attributes = "".join(f' {name}="{escape_attribute(value)}"' for name, value in node.attrs.items())
    if node.tag in VOID or node.tag == "embed":
        return f"<{node.tag}{attributes}/>"
    return f"<{node.tag}{attributes}>{stored(node.children)}</{node.tag}>"


def _lines(node: Node | str) -> Nodes:
    """The lines of a block at the top of a text."""
    if isinstance(node, str) or node.tag not in {"blockquote", "table", "pre", *_LISTS}:
        return [node]
    if node.tag == "blockquote":
        return _quote(node)
    if node.tag == "table":
        return [Node("table", {}, [_row(row) for row in _nodes(node)])]
    if node.tag == "pre":
        return [Node("pre", node.attrs, [text_of(node.children)])]
    return [_list(node)]


def _nodes(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _list(node: Node) -> Node:
    """A list of plain items; the first remembers where it begins."""
    items = [_item(item) for item in _nodes(node)]
    start = node.attrs.get("start", "1")
    if items and start != "1":
        items[0].attrs = {**items[0].attrs, "start": start}
    return Node(node.tag, {}, [*items])


def _item(item: Node) -> Node:
    """An item with its paragraphs as lines of it; lists and other blocks inside it follow."""
    words: Nodes = []
    after: Nodes = []
    for child in item.children:
        if isinstance(child, Node) and child.tag in _LISTS:
            after.append(_list(child))
        elif isinstance(child, Node) and child.tag in _WITHIN_ITEM:
            words += [*([Node("br"), Node("br")] if words else []), *_as_lines(child)]
        elif isinstance(child, Node) and (child.is_block or child.tag == "embed"):
            after += _lines(child)
        else:
            words.append(child)
    return Node("li", item.attrs, [*words, *after])


def _quote(quote: Node) -> Nodes:
    out: Nodes = []
    for child in quote.children:
        is_box = isinstance(child, Node) and (child.is_block or child.tag == "embed")
        if not is_box and out and isinstance(out[-1], Node) and out[-1].tag == "blockquote":
            out[-1].children.append(child)
        elif not isinstance(child, Node) or not is_box:
            out.append(Node("blockquote", quote.attrs, [child]))
        elif child.tag == "embed":
            out.append(child)
        elif lines := _as_lines(child):
            out.append(Node("blockquote", {name: child.attrs[name] for name in child.attrs if name == KEY}, lines))
    return out


def _as_lines(block: Node) -> Nodes:
    """The content of a block inside a quotation, as lines."""
    if block.tag in _LISTS:
        return _joined(_listed(block))
    if block.tag == "pre":
        return _joined([Node("code", {}, [line])] for line in text_of(block.children).split("\n") if line.strip())
    if block.tag == "table":
        return _joined(_row(row).children for row in _nodes(block))
    if block.tag in _TITLED:
        return [Node("b", {}, block.children)]
    if block.tag == "blockquote":
        return _joined(
            _as_lines(child) if isinstance(child, Node) and child.is_block else [child] for child in block.children
        )
    return block.children


def _listed(block: Node) -> list[Nodes]:
    lines: list[Nodes] = []
    for number, item in enumerate(_nodes(block), start=int(block.attrs.get("start", "1"))):
        mark = _BULLET if block.tag == "ul" else f"{number}. "
        words: Nodes = []
        inner: list[Nodes] = []
        for child in item.children:
            if isinstance(child, Node) and child.tag in _LISTS:
                inner += _listed(child)
            elif isinstance(child, Node) and child.is_block:
                words += [*([" "] if words else []), *_as_lines(child)]
            else:
                words.append(child)
        lines += [[mark, *words], *inner]
    return lines


def _joined(lines: Iterable[Nodes]) -> Nodes:
    out: Nodes = []
    for line in lines:
        out += [*([Node("br")] if out else []), *line]
    return out


def _row(row: Node) -> Node:
    out: Nodes = []
    for cell in _nodes(row):
        words = _barred(cell.children)
        out += [
            *([" | "] if cell is not row.children[0] else []),
            *([Node("b", {}, words)] if cell.tag == "th" and words else words),
        ]
    return Node("tr", {name: row.attrs[name] for name in row.attrs if name == KEY}, out)


def _barred(nodes: Nodes) -> Nodes:
    return [
        node.replace("|", "\\|") if isinstance(node, str) else Node(node.tag, node.attrs, _barred(node.children))
        for node in nodes
    ]


def _table(table: Node) -> Node:
    """Rows of as many cells each; the first holds the headings when all it says is in bold."""
    rows = [(row, _split(row.children, _at_bars)) for row in _nodes(table)]
    width = max((len(cells) for _, cells in rows), default=0)
    lines: Nodes = []
    for number, (row, cells) in enumerate(rows):
        filled = cells + [[] for _ in range(width - len(cells))]
        is_head = number == 0 and len(rows) > 1 and any(cells) and all(_is_bold(cell) for cell in cells if cell)
        lines.append(Node("tr", row.attrs, [_cell(cell, is_head=is_head) for cell in filled]))
    return Node("table", {}, lines)


def _cell(cell: Nodes, *, is_head: bool) -> Node:
    return Node("th", {}, _plain(cell)) if is_head else Node("td", {}, cell)


def _plain(nodes: Nodes) -> Nodes:
    """The same without bold."""
    out: Nodes = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif node.tag == "b":
            out += _plain(node.children)
        else:
            out.append(Node(node.tag, node.attrs, _plain(node.children)))
    return out


def _is_bold(nodes: Nodes) -> bool:
    return all(
        (node.tag in {"b", "br"} or (bool(node.children) and _is_bold(node.children)))
        if isinstance(node, Node)
        else not node.strip()
        for node in nodes
    )


def _quoted(quote: Node) -> Nodes:
    """The lines of a quotation as paragraphs, and as lists where they begin with bullets or numbers."""
    out: Nodes = []
    for line in _split(quote.children, _at_breaks):
        first = line[0] if line and isinstance(line[0], str) else ""
        match = _ITEM.match(first)
        before = out[-1] if out and isinstance(out[-1], Node) else None
        if match:
            tag = "ul" if match[1] == "•" else "ol"
            item = Node("li", {}, [first[match.end() :], *line[1:]])
            if before and before.tag == tag:
                before.children.append(item)
            else:
                start = {} if tag == "ul" or match[1][:-1] == "1" else {"start": match[1][:-1]}
                out.append(Node(tag, start, [item]))
        elif before and before.tag == "p":
            before.children += [Node("br"), *line]
        else:
            out.append(Node("p", quote.attrs if not out else {}, line))
    return out


def _is_title(quote: Node) -> bool:
    """Whether a line of quotation begins a box: all of it is bold."""
    return bool(quote.children) and _is_bold(quote.children)


def _at_bars(leaf: Node | str) -> list[Nodes]:
    if not isinstance(leaf, str):
        return [[leaf]]
    return [[piece.replace("\\|", "|")] if piece else [] for piece in _BAR.split(leaf)]


def _at_breaks(leaf: Node | str) -> list[Nodes]:
    return [[], []] if isinstance(leaf, Node) and leaf.tag == "br" else [[leaf]]


def _split(nodes: Nodes, at: Callable[[Node | str], list[Nodes]]) -> list[Nodes]:
    """Nodes cut where `at` cuts their leaves, each piece with the marks that stood around it."""
    out: list[Nodes] = [[]]
    for node in nodes:
        inside = isinstance(node, Node) and bool(node.children)
        pieces = _split(node.children, at) if inside and isinstance(node, Node) else at(node)
        if inside and isinstance(node, Node):
            pieces = [[Node(node.tag, node.attrs, piece)] if piece else [] for piece in pieces]
        out[-1] = [*out[-1], *pieces[0]]
        out += pieces[1:]
    return out

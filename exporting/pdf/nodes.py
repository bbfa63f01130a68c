"""Small HTML as plain data that the Typst template draws. Words stay data: nothing in them is ever read as markup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exporting.pdf.addresses import linked
from exporting.pdf.glyphs import drawable
from legaltools.credit.segments import CreditLine
from markup.tree import Node, parse, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Deeper, only the words: Typst ends at some eighty calls, one of which calls the other.
MOST_DEPTH = 8
_LEVEL = {"h1": 1, "h2": 1, "h3": 1, "h4": 2, "h5": 2, "h6": 2}
_INLINE = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "s": "s", "del": "s", "sup": "sup", "sub": "sub", "code": "code",
}  # fmt: skip
_LISTS = {"ul", "ol"}

Blocks = list[dict[str, Any]]
Inline = list[Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the texts of one sheet. `picture` gives what is drawn for the path of a picture, or None."""

    picture: Callable[[str, str], dict[str, Any] | None] = field(default=lambda _path, _alt: None)

    def blocks(self, html: str) -> Blocks:
        """A tagged PDF may hold no empty heading, and none whose level skips one."""
        read = list(self._blocks(parse(html), 0))
        _settle(read, [0])
        return read

    def _blocks(self, nodes: list[Node | str], depth: int) -> Iterator[dict[str, Any]]:
        loose: list[Node | str] = []
        for node in nodes:
            if isinstance(node, Node) and node.is_block:
                yield from self._paragraph(loose)
                loose = []
                yield from self._block(node, depth)
            else:
                loose.append(node)
        yield from self._paragraph(loose)

    def _block(self, node: Node, depth: int) -> Iterator[dict[str, Any]]:
        if depth >= MOST_DEPTH:
            yield from self._paragraph([text_of(node.children)])
        elif node.tag in _LEVEL:
            yield from self._heading(node)
        elif node.tag in _LISTS:
            yield self._list(node, depth)
        elif node.tag == "pre":
            yield {"k": "pre", "t": drawable(text_of(node.children))}
        elif node.tag == "hr":
            yield {"k": "hr"}
        elif node.tag == "table":
            yield _table(node)
        elif node.tag == "blockquote":
            yield {"k": "quote", "c": list(self._blocks(node.children, depth + 1))}
        elif any(isinstance(child, Node) and child.is_block for child in node.children):
            yield from self._blocks(node.children, depth + 1)
        else:
            yield from self._paragraph(node.children)

    def _heading(self, node: Node) -> Iterator[dict[str, Any]]:
        for block in self._paragraph(node.children):
            yield block | {"k": "h", "n": _LEVEL[node.tag]} if block["k"] == "p" else block

    def _paragraph(self, nodes: list[Node | str]) -> Iterator[dict[str, Any]]:
        words = inline(nodes)
        if _says_something(words):
            yield {"k": "p", "c": words}
        for node in walk(nodes):
            drawn = self.picture(node.attrs.get("src", ""), node.attrs.get("alt", "")) if node.tag == "img" else None
            if drawn:
                yield {"k": "img", **drawn}

    def _list(self, node: Node, depth: int) -> dict[str, Any]:
        items = [child for child in node.children if isinstance(child, Node)]
        start = node.attrs.get("start", "1")
        return {
            "k": "list",
            "ordered": node.tag == "ol",
            "start": int(start) if start.isascii() and start.isdigit() and len(start) < len("1000000") else 1,
            "items": [list(self._blocks(item.children, depth + 1)) for item in items],
        }


def _settle(blocks: Blocks, last: list[int]) -> None:
    """Headings in the order they are read: one that would skip a level is raised to the next."""
    for block in blocks:
        if block["k"] == "h":
            block["n"] = last[0] = min(block["n"], last[0] + 1)
        for inside in block.get("items", [block["c"]] if block["k"] == "quote" else []):
            _settle(inside, last)


def _says_something(words: Inline) -> bool:
    return any(part.strip() if isinstance(part, str) else _says_something(part.get("c", [])) for part in words)


def _table(node: Node) -> dict[str, Any]:
    """Rows of equal length; the first is a head when its cells are."""
    rows = [row for row in walk([node]) if row.tag == "tr"]
    cells = [[cell for cell in row.children if isinstance(cell, Node)] for row in rows]
    width = max(map(len, cells), default=0)
    written = [[inline(cell.children) for cell in row] + [[]] * (width - len(row)) for row in cells]
    has_head = bool(cells and cells[0]) and all(cell.tag == "th" for cell in cells[0])
    return {"k": "table", "width": width, "head": written[0] if has_head else [], "rows": written[has_head:]}


def inline(nodes: list[Node | str], depth: int = 0) -> Inline:
    """Words and what marks them; pictures are blocks of their own."""
    parts: Inline = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(drawable(node))
        elif node.tag == "br":
            parts.append({"k": "br"})
        elif node.tag != "img":
            parts += _marked(node, depth)
    return [part for part in parts if part != ""]


def _marked(node: Node, depth: int) -> Inline:
    if depth >= MOST_DEPTH:
        return [drawable(text_of(node.children))]
    inside = inline(node.children, depth + 1)
    if node.is_reference:
        return [{"k": "sup", "c": inside}] if inside else []
    if node.tag == "a":
        href = linked(node.attrs.get("href", ""))
        return [{"k": "a", "href": href, "c": inside}] if href and inside else inside
    kind = _INLINE.get(node.tag)
    return [{"k": kind, "c": inside}] if kind and inside else inside


def words(text: str) -> Inline:
    """Plain text, its line ends kept."""
    parts: Inline = []
    for line in drawable(text).split("\n"):
        parts += [{"k": "br"}, line] if parts else [line]
    return [part for part in parts if part != ""]


def credit_nodes(line: CreditLine, depth: int = 0) -> Inline:
    """A credit with its links, and their addresses spelled for those who read it on paper."""
    parts: Inline = []
    for segment in line.segments:
        if isinstance(segment, CreditLine):
            parts += credit_nodes(segment, depth + 1) if depth < MOST_DEPTH else ["…"]
        elif href := linked(segment.href):
            parts.append({"k": "a", "href": href, "c": [drawable(segment.text)]})
        else:
            parts.append(drawable(segment.text))
    return parts

"""HTML as lines of words: what a comparison pairs, and what it is written back from.

Only what is known here is read and written again: words, marks, links, pictures, lists, tables, quotations. Nothing of
the HTML that comes in is copied as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from markup.tree import Node, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

# A word or a sign, with the spaces behind it.
_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_SPACES = re.compile(r"\s+")
_LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "dt", "dd", "caption", "figcaption", "summary", "li"}
_MARKS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "s": "s", "del": "s", "strike": "s",
    "code": "code", "sup": "sup", "sub": "sub",
}  # fmt: skip
_CONTAINERS = {"ul", "ol", "blockquote"}
_SAFE_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|ftp:|/|#|\?)", re.IGNORECASE)
# Of a picture; an address of another scheme is left out.
_OF_A_PICTURE = ("src", "srcset", "sizes", "width", "height", "alt")
_MOST_NESTING = 12


class Token(NamedTuple):
    """A word with the space behind it, or a picture: `key` is what it is compared by."""

    key: str
    text: str
    marks: tuple[str, ...] = ()
    href: str = ""
    # Of a picture, its attributes.
    picture: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Line:
    """A paragraph, a heading, an item of a list, a row of a table, a picture: what a reader sees as one.

    `path` names what it stands in from outside in (ul, li, blockquote, table); from `begins` on these are new with it.
    A row of a table has several `cells`, each "td" or "th" among `heads`; any other line has one.
    """

    path: tuple[str, ...]
    tag: str
    cells: list[list[Token]]
    begins: int
    heads: list[str] = field(default_factory=list)
    tokens: list[Token] = field(init=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = [token for cell in self.cells for token in cell]
        words = "\x1e".join("\x1f".join(token.key for token in cell) for cell in self.cells)
        self.key = f"\x1d{words}" if self.is_row else words or self.tag

    @property
    def is_row(self) -> bool:
        return self.tag == "tr"

    @property
    def shape(self) -> tuple[tuple[str, ...], str]:
        return self.path, self.tag


def lines_of(html: str) -> list[Line]:
    """The lines of HTML in their order; lines without anything in them are left out."""
    reader = _Reader()
    reader.blocks(parse(html), ())
    return reader.lines


class _Reader:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.fresh: int | None = None

    def blocks(self, nodes: list[Node | str], path: tuple[str, ...], leaf: str = "p") -> None:
        inline: list[Node | str] = []
        for node in nodes:
            if isinstance(node, str) or not (node.is_block and node.tag != "figcaption"):
                inline.append(node)
                continue
            self.line(leaf, inline, path)
            inline = []
            self.block(node, path, leaf)
        self.line(leaf, inline, path)

    def block(self, node: Node, path: tuple[str, ...], leaf: str) -> None:
        if node.tag in _CONTAINERS and len(path) < _MOST_NESTING:
            self.container(node, path)
        elif node.tag == "table":
            self.table(node, path)
        elif node.tag == "figure":
            self.line("figure", node.children, path)
        elif node.tag in _LEAVES and not _holds_blocks(node):
            self.line("p" if node.tag in {"li", "figcaption"} else node.tag, node.children, path)
        else:
            self.blocks(node.children, path, leaf)

    def container(self, node: Node, path: tuple[str, ...]) -> None:
        self.begin(len(path))
        inside = (*path, node.tag)
        if node.tag == "blockquote":
            self.blocks(node.children, inside)
        else:
            for item in (child for child in node.children if isinstance(child, Node)):
                self.begin(len(inside))
                self.blocks(item.children if item.tag == "li" else [item], (*inside, "li"), leaf="")
        self.fresh = None

    def begin(self, depth: int) -> None:
        self.fresh = depth if self.fresh is None else min(self.fresh, depth)

    def table(self, node: Node, path: tuple[str, ...]) -> None:
        self.begin(len(path))
        for row in _rows(node):
            cells = [cell for cell in row.children if isinstance(cell, Node)]
            heads = ["th" if cell.tag == "th" else "td" for cell in cells]
            words = [tokens_of(cell.children) for cell in cells]
            self.lines.append(Line((*path, "table"), "tr", words, self.taken(len(path) + 1), heads))
        self.fresh = None

    def line(self, tag: str, nodes: list[Node | str], path: tuple[str, ...]) -> None:
        tokens = tokens_of(nodes, verbatim=tag == "pre")
        if tokens or tag == "hr":
            self.lines.append(Line(path, tag, [tokens], self.taken(len(path))))

    def taken(self, depth: int) -> int:
        fresh, self.fresh = self.fresh, None
        return depth if fresh is None else fresh


def _holds_blocks(node: Node) -> bool:
    return any(isinstance(child, Node) and child.is_block for child in node.children)


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            else:
                yield from _rows(child)


def tokens_of(nodes: list[Node | str], *, verbatim: bool = False) -> list[Token]:
    """The words under `nodes`, each with the marks and the link that it carries, and the spaces behind it."""
    out: list[Token] = []
    _collect(nodes, (), "", out, verbatim=verbatim)
    return out


def _collect(nodes: list[Node | str], marks: tuple[str, ...], href: str, out: list[Token], *, verbatim: bool) -> None:
    for node in nodes:
        if isinstance(node, str):
            _collect_words(node if verbatim else _SPACES.sub(" ", node), marks, href, out)
        elif node.tag == "br":
            out.append(Token("\n", "\n", marks, href))
        elif node.tag == "img":
            out += _picture(node)
        else:
            mark = _MARKS.get(node.tag)
            inside = (*marks, mark) if mark and mark not in marks else marks
            link = safe_address(node.attrs.get("href", "")) if node.tag == "a" else href
            _collect(node.children, inside, link, out, verbatim=verbatim)


def _collect_words(text: str, marks: tuple[str, ...], href: str, out: list[Token]) -> None:
    for word in _TOKEN.findall(text):
        if not word.isspace():
            out.append(Token(word.strip(), word, marks, href))
        elif out:
            out[-1] = out[-1]._replace(text=out[-1].text + word)


def _picture(node: Node) -> list[Token]:
    address = safe_address(node.attrs.get("src", ""))
    if not address:
        alt = node.attrs.get("alt", "")
        return [Token(alt, alt)] if alt else []
    attrs = tuple((name, node.attrs[name]) for name in _OF_A_PICTURE if name in node.attrs)
    return [Token(f"\x00{address}\x00{node.attrs.get('alt', '')}", "", picture=attrs)]


def safe_address(href: str) -> str:
    """An address that a browser may be led to; "" for one that would run something."""
    href = href.strip()
    return href if _SAFE_ADDRESS.match(href) or ":" not in href else ""

"""Any HTML in, a small HTML out: p, h3, h4, ul, ol, li, blockquote, pre, table, hr and marks inside them.

The result is a normal form, one way to write each thing: `clean(clean(x)) == clean(x)`, and Markdown can carry it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import nh3

from markup.inline import Run, runs_of, runs_to_nodes
from markup.remarks import Kind, Remark
from markup.tables import as_list, grid_of, is_layout, table_of
from markup.tags import ATTRIBUTES, MARKS, Shield
from markup.tree import BLOCKS, Node, parse, write

_TAGS = (BLOCKS - {"form", "fieldset"}) | MARKS
_SCHEMES = {"http", "https", "mailto", "tel", "ftp"}
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_MAX_NESTING = 10
_MAX_START = 99_999


@dataclass(slots=True)
class Cleaned:
    """`nodes` in normal form, and what was changed that a person should know."""

    nodes: list[Node | str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def html(self) -> str:
        return write(self.nodes)


def clean(html: str) -> str:
    """The small HTML of any HTML: nothing that runs, every word kept, what is not HTML shown as it is written."""
    return clean_tree(html).html


def clean_tree(html: str, *, keep_headings: bool = False) -> Cleaned:
    """Like `clean`, as nodes. With `keep_headings`, h1 to h6 stay as they are: readers cut the text along them."""
    shield = Shield()
    cleaned = clean_known(shield.html(html), keep_headings=keep_headings)
    cleaned.remarks += shield.remarks
    return cleaned


def clean_known(html: str, *, keep_headings: bool = False) -> Cleaned:
    """Like `clean_tree`, of HTML that a `Shield` wrote: it holds no tag but those that we know."""
    safe = nh3.clean(html, tags=_TAGS, attributes=ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    cleaner = _Cleaner(keep_headings)
    nodes = cleaner.blocks(parse(safe), depth=0)
    return Cleaned(nodes, cleaner.remarks)


class _Cleaner:
    def __init__(self, keep_headings: bool) -> None:  # noqa: FBT001 - private, one caller
        self.keep_headings = keep_headings
        self.remarks: list[Remark] = []

    def blocks(self, nodes: list[Node | str], *, depth: int) -> list[Node | str]:
        """Blocks only: inline content between them becomes paragraphs; a rule stands between two tables."""
        return _tables_apart(self._blocks(nodes, depth=depth))

    def _blocks(self, nodes: list[Node | str], *, depth: int) -> list[Node | str]:
        out: list[Node | str] = []
        inline: list[Node | str] = []
        for node in _lifted(nodes):
            if isinstance(node, Node) and node.is_block:
                out += _paragraph(inline)
                inline = []
                out += self.block(node, depth=depth)
            else:
                inline.append(node)
        return out + _paragraph(inline)

    def block(self, node: Node, *, depth: int) -> list[Node | str]:  # noqa: PLR0911 - one return a kind of block
        tag = node.tag
        if tag in _HEADINGS:
            return _heading(tag if self.keep_headings else _HEADINGS[tag], node)
        if tag in {"p", "dt", "summary", "caption"} and not _has_block(node):
            return _leaf("p", node, bold=tag in {"dt", "summary"})
        if tag == "hr":
            return [Node("hr")]
        if tag == "pre":
            return _pre(node)
        if tag in {"ul", "ol"}:
            return self.listing(node, depth=depth)
        if tag == "blockquote" and depth < _MAX_NESTING:
            inside = self.blocks(node.children, depth=depth + 1)
            return [Node("blockquote", {}, inside)] if inside else []
        if tag == "table":
            return self.table(node, depth=depth)
        return self.blocks(node.children, depth=depth)

    def listing(self, node: Node, *, depth: int) -> list[Node | str]:
        if depth >= _MAX_NESTING:
            return self.blocks([child for child in node.children if isinstance(child, Node)], depth=depth)
        items = [self.item(child, depth=depth) for child in _items(node)]
        children: list[Node | str] = [Node("li", {}, item) for item in items if item]
        return [Node(node.tag, _start(node), children)] if children else []

    def item(self, node: Node, *, depth: int) -> list[Node | str]:
        content = self.blocks(node.children, depth=depth + 1)
        first = content[0] if content else ""
        tight = isinstance(first, Node) and first.tag == "p" and all(_is_list(block) for block in content[1:])
        return [*first.children, *content[1:]] if tight and isinstance(first, Node) else content

    def table(self, node: Node, *, depth: int) -> list[Node | str]:
        """A table of lines; a list when a cell holds more than words; blocks when it only sets them side by side."""
        captions = [child for child in node.children if isinstance(child, Node) and child.tag == "caption"]
        rows = grid_of(node)
        out = self.blocks(list(captions), depth=depth)
        if is_layout(rows):
            return out + [block for row in rows for cell in row for block in self.blocks(cell.children, depth=depth)]
        table = table_of(rows)
        if table:
            return [*out, table]
        self.remarks.append(Remark(Kind.TABLE))
        return out + self.listing(as_list(rows), depth=depth)


def _tables_apart(nodes: list[Node | str]) -> list[Node | str]:
    """Two tables in a row would be edited as one."""
    out: list[Node | str] = []
    for node in nodes:
        both = bool(out) and all(isinstance(one, Node) and one.tag == "table" for one in (out[-1], node))
        out += [Node("hr"), node] if both else [node]
    return out


def _lifted(nodes: list[Node | str]) -> list[Node | str]:
    """Blocks inside a link or an emphasis come out of it, and take the link or emphasis inside themselves."""
    out: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str) or node.is_block or not _has_block(node):
            out.append(node)
            continue
        for child in _lifted(node.children):
            if isinstance(child, Node) and child.is_block:
                inner: list[Node | str] = [Node(node.tag, node.attrs, child.children)] if child.children else []
                out.append(Node(child.tag, child.attrs, inner))
            else:
                out.append(Node(node.tag, node.attrs, [child]))
    return out


def _has_block(node: Node) -> bool:
    return any(isinstance(child, Node) and (child.is_block or _has_block(child)) for child in node.children)


def _paragraph(nodes: list[Node | str]) -> list[Node | str]:
    return _leaf("p", Node("p", {}, nodes)) if nodes else []


def _leaf(tag: str, node: Node, *, bold: bool = False) -> list[Node | str]:
    content = runs_to_nodes(runs_of([Node("b", {}, node.children)] if bold else node.children))
    return [Node(tag, {}, content)] if content else []


def _heading(tag: str, node: Node) -> list[Node | str]:
    """One line of words; pictures come after it."""
    runs = runs_of(node.children)
    words = runs_to_nodes([Run("text", " ") if run.kind == "br" else run for run in runs if run.kind != "img"])
    pictures = runs_to_nodes([run for run in runs if run.kind == "img"])
    heading: list[Node | str] = [Node(tag, {}, words)] if words else []
    return heading + ([Node("p", {}, pictures)] if pictures else [])


def _pre(node: Node) -> list[Node | str]:
    code = _verbatim(node.children).expandtabs(4)
    code = "\n".join("" if line.isspace() else line for line in code.split("\n")).rstrip().lstrip("\n")
    return [Node("pre", {}, [Node("code", {}, [code])])] if code else []


def _verbatim(nodes: list[Node | str]) -> str:
    parts = (
        node if isinstance(node, str) else "\n" if node.tag == "br" else _verbatim(node.children) for node in nodes
    )
    text = "".join(parts).replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or char.isprintable() or char in "\u00a0\u202f\u3000")


def _items(node: Node) -> list[Node]:
    """The `li` of a list; what stands between them by mistake becomes an item too."""
    strays = (child for child in node.children if not (isinstance(child, str) and not child.strip()))
    return [child if isinstance(child, Node) and child.tag == "li" else Node("li", {}, [child]) for child in strays]


def _start(node: Node) -> dict[str, str]:
    start = node.attrs.get("start", "")
    if node.tag != "ol" or not (start.isascii() and start.isdigit()) or int(start) == 1 or int(start) > _MAX_START:
        return {}
    return {"start": str(int(start))}


def _is_list(node: Node | str) -> bool:
    return isinstance(node, Node) and node.tag in {"ul", "ol"}

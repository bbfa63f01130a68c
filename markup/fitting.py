"""A text as its place takes it: headings of the level that fits, and of the other marks only those that are offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markup.inline import Run, runs_of, runs_to_nodes
from markup.tree import REFERENCES, Node, text_of

if TYPE_CHECKING:
    from collections.abc import Collection

# What a text may hold, by the names that Wagtail gives its features.
FEATURES = frozenset({
    "h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "image", "blockquote", "code",
    "code-block", "table", "superscript", "subscript", "strikethrough", "hr",
})  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_SHIFTS = {"sup": "superscript", "sub": "subscript"}
_FILE = re.compile(r"documents/\d+")
_BULLET, _BAR = "• ", " · "

Nodes = list[Node | str]


def fit(nodes: Nodes, features: Collection[str]) -> Nodes:
    """Blocks in the normal form of `markup.html`, with nothing that is not among `features`; no word is lost.

    A heading takes the nearest level that is offered, or becomes a line in bold; a list takes the other kind, or
    becomes paragraphs; a quotation, a table and code leave their paragraphs; a ruled line and a picture go.
    """
    return _Fitting(features).blocks(nodes)


class _Fitting:
    def __init__(self, features: Collection[str]) -> None:
        self.features = features
        self.levels = sorted(int(name[1]) for name in features if _HEADING.fullmatch(name))

    def blocks(self, nodes: Nodes) -> Nodes:
        return [block for node in nodes if isinstance(node, Node) for block in self.block(node)]

    def block(self, node: Node) -> Nodes:  # noqa: PLR0911 - one return a kind of block
        if _HEADING.fullmatch(node.tag):
            return self.heading(node)
        if node.tag in {"ul", "ol"}:
            return self.listing(node)
        if node.tag == "blockquote":
            inside = self.blocks(node.children)
            return [Node("blockquote", {}, inside)] if inside and "blockquote" in self.features else inside
        if node.tag == "pre":
            return [node] if "code-block" in self.features else self.lines_of_code(node)
        if node.tag == "table":
            return self.table(node)
        if node.tag == "hr":
            return [node] if "hr" in self.features else []
        return self.leaf("p", node.children)

    def leaf(self, tag: str, inline: Nodes, *, bold: bool = False) -> Nodes:
        content = self.inline([Node("b", {}, inline)] if bold else inline)
        return [Node(tag, {}, content)] if content else []

    def heading(self, node: Node) -> Nodes:
        level = int(node.tag[1])
        fitting = [one for one in self.levels if one <= level] or self.levels[:1]
        return self.leaf(f"h{fitting[-1]}", node.children) if fitting else self.leaf("p", node.children, bold=True)

    def listing(self, node: Node) -> Nodes:
        tag = node.tag if node.tag in self.features else next((one for one in ("ul", "ol") if one in self.features), "")
        items = [self.item(item) for item in node.children if isinstance(item, Node)]
        if tag:
            children: Nodes = [Node("li", {}, item) for item in items if item]
            return [Node(tag, node.attrs if tag == "ol" == node.tag else {}, children)] if children else []
        return [block for item in items for block in self.unlisted(item)]

    def item(self, item: Node) -> Nodes:
        inline, blocks = _parts(item)
        return [*self.inline(inline), *self.blocks(blocks)]

    def unlisted(self, item: Nodes) -> Nodes:
        inline, blocks = _parts(Node("li", {}, item))
        words: Nodes = [Node("p", {}, runs_to_nodes(runs_of([_BULLET, *inline])))] if inline else []
        return [*words, *blocks]

    def lines_of_code(self, node: Node) -> Nodes:
        lines = (line.strip() for line in text_of(node.children).split("\n"))
        return [block for line in lines if line for block in self.leaf("p", [Node("code", {}, [line])])]

    def table(self, node: Node) -> Nodes:
        lines = [row for row in node.children if isinstance(row, Node)]
        rows = [[cell for cell in row.children if isinstance(cell, Node)] for row in lines]
        if "table" in self.features:
            return [Node("table", {}, [self.row(row) for row in rows])]
        return [block for row in rows for block in self.leaf("p", _side_by_side(row))]

    def row(self, cells: list[Node]) -> Node:
        return Node("tr", {}, [Node(cell.tag, {}, self.inline(cell.children)) for cell in cells])

    def inline(self, nodes: Nodes) -> Nodes:
        runs = [self.run(run) for run in runs_of(nodes) if run.kind != "img" or "image" in self.features]
        return runs_to_nodes(runs)

    def run(self, run: Run) -> Run:
        offered = self.features
        is_note = run.href.startswith(REFERENCES) and "link" in offered
        link = "document-link" if _FILE.fullmatch(run.href) else "link"
        return run._replace(
            kind="text" if run.kind == "code" and "code" not in offered else run.kind,
            bold=run.bold and "bold" in offered,
            italic=run.italic and "italic" in offered,
            struck=run.struck and "strikethrough" in offered,
            shift=run.shift if _SHIFTS.get(run.shift) in offered or is_note else "",
            href=run.href if link in offered else "",
        )


def _parts(item: Node) -> tuple[Nodes, Nodes]:
    """The words of an item, and the blocks inside it."""
    inline = [child for child in item.children if isinstance(child, str) or not child.is_block]
    return inline, [child for child in item.children if isinstance(child, Node) and child.is_block]


def _side_by_side(cells: list[Node]) -> Nodes:
    out: Nodes = []
    for cell in cells:
        out += [*([_BAR] if out and cell.children else []), *cell.children]
    return out

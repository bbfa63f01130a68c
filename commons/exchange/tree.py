"""The few HTML nodes that readers and writers share: parse, write, walk. No knowledge of what is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "hr",
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption",
    "div", "section", "article", "aside", "header", "footer", "main", "nav", "figure", "figcaption", "details",
    "summary", "address", "center", "form", "fieldset", "video", "audio", "iframe",
})  # fmt: skip
VOID = frozenset({"br", "hr", "img"})
# Browsers stop nesting at about this depth too; deeper elements lose their tag and keep their text.
MAX_DEPTH = 80


@dataclass(slots=True)
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self.open) > MAX_DEPTH and tag not in VOID:
            return
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        tags = [node.tag for node in self.open]
        if tag in tags[1:]:
            last = len(tags) - 1 - tags[::-1].index(tag)
            del self.open[last:]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> list[Node | str]:
    """The top nodes of well-formed HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root.children


def write(nodes: list[Node | str]) -> str:
    """HTML text of the nodes."""
    return "".join(map(_write, nodes))


def _write(node: Node | str) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
    if node.tag in VOID:
        return f"<{node.tag}{attrs}>"
    return f"<{node.tag}{attrs}>{write(node.children)}</{node.tag}>"


def walk(nodes: list[Node | str]) -> Iterator[Node]:
    """Every node, parents first."""
    for node in nodes:
        if isinstance(node, Node):
            yield node
            yield from walk(node.children)


def text_of(nodes: list[Node | str]) -> str:
    """The words alone, a line break kept as a newline."""
    return "".join(
        node if isinstance(node, str) else "\n" if node.tag == "br" else text_of(node.children) for node in nodes
    )

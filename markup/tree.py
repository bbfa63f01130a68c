"""The few HTML nodes that readers and writers share: parse, write, walk. No knowledge of what is allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "hr",
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption",
    "div", "section", "article", "aside", "header", "footer", "main", "nav", "figure", "figcaption", "details",
    "summary", "address", "center", "form", "fieldset",
})  # fmt: skip
VOID = frozenset({"br", "hr", "img"})
# What begins and ends as nh3 and `write` write it; of other tags, comments and entities `HTMLParser` knows the rules.
# With bounds, since the search remembers each turn; beyond them the library reads.
_ATTRIBUTE = r' ([a-z][a-z-]*+)="([^"&]*+(?:&(?:amp|lt|gt|quot|nbsp);[^"&]*+){0,1000})"'
_PLAIN_TAG = re.compile(
    rf"<(/?+)(?!(?:script|style|textarea|title|iframe|xmp|no(?:embed|frames|script)|plaintext)\b)([a-z][a-z0-9]*+)((?:{_ATTRIBUTE}){{0,50}})>"
)
_PLAIN_ATTRIBUTE = re.compile(_ATTRIBUTE)
# Browsers stop nesting at about this depth too; deeper elements lose their tag and keep their text.
MAX_DEPTH = 80
# Where a reference leads: to a note of its text, from the note back, and while a document is read to a note of it.
NOTE, NOTE_BACK, NOTE_OF_DOCUMENT = "#note-", "#renvoi-", "#^"
REFERENCES = (NOTE, NOTE_BACK, NOTE_OF_DOCUMENT)
# Powers and indices that have a form of their own in plain text; a text with others stays as it is (1er).
_SMALL = {
    "sup": str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"),
    "sub": str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}


@dataclass(slots=True)
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS

    @property
    def is_reference(self) -> bool:
        """Whether it leads to a note of the text, or from the note back to the text."""
        return self.tag == "a" and self.attrs.get("href", "").startswith(REFERENCES)


class _Builder:
    """The nodes of tags and words as they come."""

    def __init__(self) -> None:
        self.root = Node("root")
        self.open = [self.root]

    def begin(self, tag: str, attrs: dict[str, str]) -> None:
        if len(self.open) > MAX_DEPTH and tag not in VOID:
            return
        node = Node(tag, attrs)
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def end(self, tag: str) -> None:
        if self.open[-1].tag == tag and len(self.open) > 1:
            self.open.pop()
            return
        tags = [node.tag for node in self.open]
        if tag in tags[1:]:
            last = len(tags) - 1 - tags[::-1].index(tag)
            del self.open[last:]

    def words(self, text: str) -> None:
        self.open[-1].children.append(text)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = _Builder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.begin(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.words(data)


def parse(html: str) -> list[Node | str]:
    """The top nodes of well-formed HTML."""
    plain = _plainly(html)
    if plain is not None:
        return plain
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.builder.root.children


def _plainly(html: str) -> list[Node | str] | None:
    """The same of HTML that nh3 or `write` wrote, in a fourth of the time; None of any other."""
    builder = _Builder()
    place = 0
    while (start := html.find("<", place)) >= 0:
        match = _PLAIN_TAG.match(html, start)
        if match is None:
            return None
        if place < start:
            builder.words(_decoded(html[place:start]))
        closes, tag, written = match[1], match[2], match[3]
        if not closes:
            builder.begin(tag, {name: _decoded(value) for name, value in _PLAIN_ATTRIBUTE.findall(written)})
        elif written:
            return None
        else:
            builder.end(tag)
        place = match.end()
    if place < len(html):
        builder.words(_decoded(html[place:]))
    return builder.root.children


def _decoded(text: str) -> str:
    return unescape(text) if "&" in text else text


def write(nodes: list[Node | str]) -> str:
    """HTML text of the nodes."""
    return "".join(map(_write, nodes))


def escape_text(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(value: str) -> str:
    """A value between double quotes, with only the four entities that every reader of rich text decodes.

    Wagtail's own reader of attributes knows no other: an apostrophe escaped here would be shown as an entity.
    """
    return escape_text(value).replace('"', "&quot;")


def _write(node: Node | str) -> str:
    if isinstance(node, str):
        return escape_text(node)
    attrs = "".join(f' {name}="{escape_attribute(value)}"' for name, value in node.attrs.items())
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
    """The words alone: a line break as a newline, x² and H₂O as such, no numbers of notes."""
    return "".join(node if isinstance(node, str) else _text_of(node) for node in nodes)


def _text_of(node: Node) -> str:
    if node.tag == "br":
        return "\n"
    if node.is_reference:
        return ""
    text = text_of(node.children)
    small = _SMALL.get(node.tag)
    return text.translate(small) if small and all(ord(char) in small for char in text) else text


def words_of(html: str) -> str:
    """The words of HTML on one line, decoded, blocks apart, powers as such; `plain_text` serves the search."""
    return " ".join("".join(_spaced(parse(html))).split())


def _spaced(nodes: list[Node | str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.is_reference or node.tag in _SMALL:
            yield _text_of(node)
        elif node.is_block or node.tag == "br":
            yield from (" ", *_spaced(node.children), " ")
        else:
            yield from _spaced(node.children)

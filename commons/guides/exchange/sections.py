"""A text cut along its headings, and small questions to ask of what stands under one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from textwrap import dedent
from urllib.parse import unquote

from commons.guides.exchange.titles import tidy
from markup.inline import one_line
from markup.normalize import normalize
from markup.tree import Node, text_of, walk

_HEADING = re.compile(r"h([1-6])")
_NUMBERING = re.compile(r"^(?:[IVX]+\s*[.)]|\d*\s*[.)]|\d+\s*-)\s*(?=\S)")
_PICTOGRAM = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:$")
_FIRST_INSIDE = 3
_WEB = ("http://", "https://", "tel:", "ftp://")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀÂÇÉÈÊÎÔÛŒ«“\"(])")


@dataclass(slots=True)
class Part:
    """A heading (level 0 and no title before the first) and what follows it up to the next."""

    level: int = 0
    title: str = ""
    nodes: list[Node | str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def key(self) -> str:
        return heading_key(self.title)

    @property
    def text(self) -> str:
        return one_line(" ".join(text_of([node]) for node in self.nodes))

    def with_parts(self) -> list[Node | str]:
        """Everything below the heading, sub-headings as h3 and h4."""
        nodes = list(self.nodes)
        for part in self.parts:
            nodes.append(Node("h3" if part.level - self.level <= 1 else "h4", {}, [part.title]))
            nodes += part.with_parts()
        return nodes

    def with_parts_flat(self) -> list[Node | str]:
        """Like `with_parts`, when this part has no place of its own in the text."""
        nodes = list(self.nodes)
        for part in self.parts:
            nodes += [Node("h3" if part.level <= _FIRST_INSIDE else "h4", {}, [part.title])] if part.title else []
            nodes += part.with_parts()
        return nodes


def cut(nodes: list[Node | str], *, language: str = "fr") -> list[Part]:
    """Flat parts, in order; the first has no heading. Headings are made tidy as titles of that language."""
    parts = [Part()]
    for node in nodes:
        match = _HEADING.fullmatch(node.tag) if isinstance(node, Node) else None
        if match and isinstance(node, Node):
            parts.append(Part(int(match[1]), tidy(text_of(node.children), language=language)))
        else:
            parts[-1].nodes.append(node)
    return parts


def nested(parts: list[Part], top: int) -> list[Part]:
    """Parts of level `top` or above, each holding the deeper ones that follow it; deeper ones before it stand alone."""
    out: list[Part] = []
    for part in parts:
        if part.level > top and out and out[-1].level <= top:
            out[-1].parts.append(part)
        else:
            out.append(part)
    return out


def heading_key(title: str) -> str:
    """A heading as it is compared: no numbering, accents, case, punctuation or brackets at the end."""
    bare = _NUMBERING.sub("", re.sub(r"\([^)]*\)\s*$", "", title.strip()))
    return normalize(bare).strip(" :?!.,;_*-")


def without_numbering(title: str) -> str:
    words = _NUMBERING.sub("", title.strip())
    return (words if _PICTOGRAM.search(words) else words.rstrip(" :\u00a0\u202f")).strip() or title


def items(nodes: list[Node | str]) -> list[Node]:
    """The items of the lists that stand directly among `nodes`."""
    lists = [node for node in nodes if isinstance(node, Node) and node.tag in {"ul", "ol"}]
    return [item for node in lists for item in node.children if isinstance(item, Node)]


def is_only_list(nodes: list[Node | str]) -> bool:
    return bool(nodes) and all(isinstance(node, Node) and node.tag in {"ul", "ol"} for node in nodes)


def line_of(node: Node) -> str:
    return one_line(text_of(node.children))


def has_picture(nodes: list[Node | str]) -> bool:
    return any(node.tag == "img" for node in walk(nodes))


def unlinked(nodes: list[Node | str]) -> list[Node | str]:
    """The same, with the links that lead nowhere outside their first site turned back into words."""
    out: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif node.tag == "a" and not node.is_reference and not node.attrs.get("href", "").startswith(_WEB):
            out += unlinked(node.children)
        else:
            out.append(Node(node.tag, node.attrs, unlinked(node.children)))
    return out


def led_nowhere(nodes: list[Node | str]) -> list[str]:
    """The addresses that `unlinked` takes out, as a person would look for them; places of the same text are none."""
    links = [(node.attrs.get("href", ""), text_of(node.children)) for node in walk(nodes) if node.tag == "a"]
    led = [href for href, _words in links if href and not href.startswith((*_WEB, "#"))]
    visible = {href for href, words in links if href.removeprefix("mailto:") in words}
    return list(dict.fromkeys(unquote(href) for href in led if href not in visible))


def dedented(nodes: list[Node | str]) -> list[Node | str]:
    """The same, with code brought back to its margin: lists and marks of the source leave it indented."""
    return [
        node
        if isinstance(node, str)
        else Node("pre", {}, [Node("code", {}, [dedent(text_of(node.children))])])
        if node.tag == "pre"
        else Node(node.tag, node.attrs, dedented(node.children))
        for node in nodes
    ]


def shortened(text: str, length: int) -> str:
    """The first sentences that fit in `length` characters; words and an ellipsis when not even one does."""
    if len(text) <= length:
        return text
    start = ""
    for sentence in SENTENCE_END.split(text):
        if len(start) + len(sentence) + 1 > length:
            break
        start = f"{start} {sentence}".strip()
    return start or text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

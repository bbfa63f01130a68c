"""Markdown to the small HTML of `document.py` and back.

`to_html(to_markdown(html)) == html` for every html that `clean` returns: a property test holds it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from commons.exchange.document import UnreadableGuide
from commons.exchange.html import Cleaned, clean_tree
from commons.exchange.inline import one_line
from commons.exchange.messages import message as _
from commons.exchange.tree import Node, parse, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_NESTING = 60
_ALWAYS_ESCAPED = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_STARTS = re.compile(r"(#{1,6}|[-+])(?=[ ]|$)|>|-(?=[-|: ])|=|~(?=~~)|:(?=::|-)|\|")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=[ ]|$)")
_ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")
_AUTOLINK = re.compile(r"https?://[^\s<>]+")


def parser() -> MarkdownIt:
    """CommonMark with tables, raw HTML let through for `clean` to judge, addresses kept as they are written."""
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING}).enable("table")
    for name, rule in {"validateLink": lambda _: True, "normalizeLink": str, "normalizeLinkText": str}.items():
        setattr(markdown, name, rule)
    return markdown


_PARSER = parser()


def to_html(markdown: str) -> str:
    """Markdown text to small HTML. Raises UnreadableGuide when it nests deeper than any reader could follow."""
    return to_tree(markdown).html


def to_tree(markdown: str, *, keep_headings: bool = False) -> Cleaned:
    """Markdown text to nodes in normal form; with `keep_headings`, h1 to h6 stay as they are."""
    try:
        tokens = _PARSER.parse(markdown)
        if any(token.level >= MAX_NESTING - 1 for token in tokens):
            raise UnreadableGuide(_TOO_DEEP)
        return clean_tree(_PARSER.renderer.render(tokens, _PARSER.options, {}), keep_headings=keep_headings)
    except RecursionError:
        raise UnreadableGuide(_TOO_DEEP) from None


_TOO_DEEP = _("The text has lists or quotations nested too deeply to be read: flatten them.")


def to_markdown(html: str) -> str:
    """Clean HTML to Markdown, without a final newline. Give it what `clean` returned."""
    return nodes_to_markdown(parse(html))


def nodes_to_markdown(nodes: list[Node | str]) -> str:
    return "\n".join(_blocks(nodes))


def escaped(text: str) -> str:
    """One line of plain text as Markdown that reads back as the same words."""
    return _text(one_line(text))


def _blocks(nodes: list[Node | str]) -> list[str]:
    lines: list[str] = []
    second = False
    for before, node in pairwise([None, *nodes]):
        if not isinstance(node, Node):
            continue
        if lines:
            lines.append("")
        # Two lists of one kind in a row would be read as one: the second changes its marker.
        second = isinstance(before, Node) and before.tag == node.tag and not second
        lines += _list(node, second=second) if node.tag in {"ul", "ol"} else _WRITERS[node.tag](node)
    return lines


def _paragraph(node: Node) -> list[str]:
    return [_line_start(line) for line in _inline(node.children).split("\n")]


def _heading(node: Node) -> list[str]:
    text = _inline(node.children)
    return ["#" * int(node.tag[1]) + " " + (text[:-1] + "\\#" if text.endswith("#") else text)]


def _pre(node: Node) -> list[str]:
    code = text_of(node.children)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return [fence, *code.split("\n"), fence]


def _quote(node: Node) -> list[str]:
    return [f"> {line}".rstrip(" ") if not line else f"> {line}" for line in _blocks(node.children)]


_WRITERS: dict[str, Callable[[Node], list[str]]] = {
    "p": _paragraph,
    **{f"h{level}": _heading for level in range(1, 7)},
    "pre": _pre,
    "blockquote": _quote,
    "hr": lambda _: ["___"],
}


def _list(node: Node, *, second: bool) -> list[str]:
    items = [child for child in node.children if isinstance(child, Node)]
    contents = [_item(item) for item in items]
    loose = any(_is_loose(item) for item in items)
    lines: list[str] = []
    number = int(node.attrs.get("start", "1"))
    for position, content in enumerate(contents):
        marker = ("* " if second else "- ") if node.tag == "ul" else f"{number + position}{')' if second else '.'} "
        if loose and lines:
            lines.append("")
        lines.append(marker + content[0])
        lines += [" " * len(marker) + line if line else "" for line in content[1:]]
    return lines


def _item(item: Node) -> list[str]:
    inline = [child for child in item.children if isinstance(child, str) or not child.is_block]
    blocks = item.children[len(inline) :]
    if not inline:
        return _blocks(blocks)
    lines = _paragraph(Node("p", {}, inline))
    first = blocks[0] if blocks else None
    gap = [""] if isinstance(first, Node) and "start" in first.attrs else []
    return lines + gap + _blocks(blocks)


def _is_loose(item: Node) -> bool:
    return any(isinstance(child, Node) and child.is_block and child.tag not in {"ul", "ol"} for child in item.children)


def _inline(nodes: list[Node | str], *, before: str = "", after: str = "") -> str:
    """`before` and `after`: the characters around, which decide whether an emphasis may use asterisks."""
    pieces = [_opening(node) for node in nodes]
    out = ""
    for position, node in enumerate(nodes):
        following = next((piece for piece in pieces[position + 1 :] if piece), after)
        out += _node(node, before=out[-1:] or before, after=following[:1])
    return out


def _opening(node: Node | str) -> str:
    """The first character that `node` will be written with; an asterisk stands for any emphasis."""
    if isinstance(node, str):
        return _text(node)[:1]
    return {"b": "*", "i": "*", "a": "[", "code": "`", "img": "!", "br": "\\"}[node.tag]


def _node(node: Node | str, *, before: str, after: str) -> str:
    if isinstance(node, str):
        text = _text(node)
        return text[:-1] + "\\!" if text.endswith("!") and after == "[" else text
    if node.tag == "br":
        return "\\\n"
    if node.tag == "code":
        return _code(text_of(node.children))
    if node.tag == "img":
        return f"![{_text(node.attrs.get('alt', ''))}]({_address(node.attrs['src'])})"
    if node.tag == "a":
        return _link(node)
    return _emphasis(node, before=before, after=after)


def _emphasis(node: Node, *, before: str, after: str) -> str:
    content = _inline(node.children, before="*", after="*")
    mark = "**" if node.tag == "b" else "*"
    if _can_stand(before, content[0]) and _can_stand(after, content[-1]):
        return f"{mark}{content}{mark}"
    return f"<{node.tag}>{content}</{node.tag}>"


def _can_stand(outside: str, inside: str) -> bool:
    """CommonMark's flanking rule for a run of asterisks between `outside` and `inside`."""
    if "*" in (outside, inside):
        return False
    return not _is_punctuation(inside) or not outside or isWhiteSpace(ord(outside)) or _is_punctuation(outside)


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _link(node: Node) -> str:
    href = node.attrs["href"]
    if node.children == [href] and _AUTOLINK.fullmatch(href):
        return f"<{href}>"
    return f"[{_inline(node.children, before='[', after=']')}]({_address(href)})"


def _address(href: str) -> str:
    href = _ENTITY_LIKE.sub("&amp;", href)
    return f"<{href}>" if "(" in href or ")" in href else href


def _code(code: str) -> str:
    fence = "`" * (1 + max(map(len, re.findall("`+", code)), default=0))
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def _text(text: str) -> str:
    return _ALWAYS_ESCAPED.sub(lambda found: "\\" + found[0], text)


def _line_start(line: str) -> str:
    if _LINE_STARTS.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line

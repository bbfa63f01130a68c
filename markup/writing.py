"""Small HTML as Markdown that reads back as the same.

`to_html(to_markdown(html)) == html` for every html that `clean` returns: a property test holds it.
"""

from __future__ import annotations

import re
from itertools import count, pairwise
from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from markup import notes
from markup.inline import one_line
from markup.marks import TASKS
from markup.tree import Node, parse, text_of
from markup.wiki_links import LINK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_ALWAYS_ESCAPED = re.compile(r"[\\`*\[\]<$]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_STARTS = re.compile(r"(#{1,6}|[-+])(?=[ ]|$)|>|-(?=[-|: ])|=|~(?=~~|[ ]|$)|:(?=::|-|[ ]|$)|\||!!!|\?\?\?")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=[ ]|$)")
_ENTITY_LIKE = re.compile(r"&(?=#?\w+;)")
_AUTOLINK = re.compile(r"https?://[^\s<>]+")


_TITLES = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MARK_OF = {sign: mark for mark, sign in reversed(TASKS.items())}


def to_markdown(html: str, *, labels: Iterator[int] | None = None) -> str:
    """Clean HTML to Markdown, without a final newline. Give it what `clean` returned.

    `labels` gives the numbers of the footnotes where several texts go into one file.
    """
    nodes = parse(html)
    text, below = notes.split(nodes)
    if not below or not _are_footnotes(text, below):
        return "\n".join(_blocks(nodes))
    numbers = dict(zip(below, labels or count(1), strict=False))
    lines = [line for number, content in below.items() for line in _note(numbers[number], content)]
    return "\n".join([*_blocks(_labelled(text, numbers)), *lines])


def _are_footnotes(text: list[Node | str], below: Mapping[int, list[Node | str]]) -> bool:
    """Whether Markdown's own footnotes say it all: each note is mentioned, in its order, outside headings."""
    inside = [number for content in below.values() for number in notes.references(content)]
    titles = [node for node in text if isinstance(node, Node) and node.tag in _TITLES]
    in_order = list(below) == list(range(1, len(below) + 1)) == notes.references(text)
    return in_order and not inside and not notes.references([*titles])


def _labelled(nodes: list[Node | str], numbers: Mapping[int, int]) -> list[Node | str]:
    """The text with each reference as a node of its own."""
    out: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif notes.number_of(node) in numbers:
            out.append(Node("note", {"label": str(numbers[notes.number_of(node)])}))
        else:
            out.append(Node(node.tag, node.attrs, _labelled(node.children, numbers)))
    return out


def _note(label: int, content: list[Node | str]) -> list[str]:
    first, *others = _paragraph(Node("p", {}, content))
    return ["", f"[^{label}]: {first}", *(f"    {line}" for line in others)]


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


def _table(node: Node) -> list[str]:
    rows = [
        [child for child in row.children if isinstance(child, Node)] for row in node.children if isinstance(row, Node)
    ]
    has_head = rows[0][0].tag == "th"
    head, body = (rows[0], rows[1:]) if has_head else ([Node("th") for _ in rows[0]], rows)
    return [_row(map(_cell, head)), _row("---" for _ in head), *(_row(map(_cell, row)) for row in body)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Node) -> str:
    return _inline(cell.children, line_break="<br>").replace("|", "\\|")


def _quote(node: Node) -> list[str]:
    return [f"> {line}".rstrip(" ") if not line else f"> {line}" for line in _blocks(node.children)]


_WRITERS: dict[str, Callable[[Node], list[str]]] = {
    "p": _paragraph,
    **{f"h{level}": _heading for level in range(1, 7)},
    "pre": _pre,
    "blockquote": _quote,
    "hr": lambda _: ["___"],
    "table": _table,
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
        task = _MARK_OF.get(content[0][:1]) if content[0][1:2] == " " and content[0][2:].strip() else None
        lines.append(marker + (f"{task}{content[0][1:]}" if task else content[0]))
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


def _inline(nodes: list[Node | str], *, before: str = "", after: str = "", line_break: str = "\\\n") -> str:
    """`before` and `after`: the characters around, which decide whether a mark may be written with asterisks."""
    pieces = [_opening(node) for node in nodes]
    following = [after]
    for piece in reversed(pieces[1:]):
        following.append(piece or following[-1])
    out: list[str] = []
    last = before
    for node, then in zip(nodes, reversed(following), strict=False):
        written = _node(node, before=last, after=then[:1], line_break=line_break)
        out.append(written)
        last = written[-1:] or last
    return "".join(out)


def _opening(node: Node | str) -> str:
    """The first character that `node` will be written with; an asterisk stands for any emphasis."""
    return _text(node)[:1] if isinstance(node, str) else _FIRST[node.tag]


_FIRST = {
    "b": "*", "i": "*", "s": "~", "sup": "<", "sub": "<", "a": "[", "code": "`", "img": "!", "br": "\\", "note": "[",
}  # fmt: skip


def _node(node: Node | str, *, before: str, after: str, line_break: str) -> str:  # noqa: PLR0911 - one return a kind of node
    if isinstance(node, str):
        text = _text(node, after=after)
        return text[:-1] + "\\!" if text.endswith("!") and after == "[" else text
    if node.tag == "br":
        return line_break
    if node.tag == "code":
        return _code(text_of(node.children))
    if node.tag == "img":
        return f"![{_text(node.attrs.get('alt', ''))}]({_address(node.attrs['src'])})"
    if node.tag == "a":
        return _link(node, line_break)
    if node.tag == "note":
        return f"[^{node.attrs['label']}]"
    if node.tag in {"sup", "sub"}:
        return f"<{node.tag}>{_inline(node.children, before='>', after='<', line_break=line_break)}</{node.tag}>"
    return _emphasis(node, before=before, after=after, line_break=line_break)


def _emphasis(node: Node, *, before: str, after: str, line_break: str) -> str:
    mark = {"b": "**", "i": "*", "s": "~~"}[node.tag]
    content = _inline(node.children, before=mark[0], after=mark[0], line_break=line_break)
    if _can_stand(before, content[0], mark[0]) and _can_stand(after, content[-1], mark[0]):
        return f"{mark}{content}{mark}"
    return f"<{node.tag}>{content}</{node.tag}>"


def _can_stand(outside: str, inside: str, mark: str) -> bool:
    """CommonMark's flanking rule for a run of marks between `outside` and `inside`."""
    if mark in (outside, inside):
        return False
    return not _is_punctuation(inside) or not outside or isWhiteSpace(ord(outside)) or _is_punctuation(outside)


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _link(node: Node, line_break: str) -> str:
    href = node.attrs["href"]
    if node.children == [href] and _AUTOLINK.fullmatch(href):
        return f"<{href}>"
    return f"[{_inline(node.children, before='[', after=']', line_break=line_break)}]({_address(href)})"


def _address(href: str) -> str:
    href = _ENTITY_LIKE.sub("&amp;", href)
    return f"<{href}>" if "(" in href or ")" in href else href


def _code(code: str) -> str:
    fence = "`" * (1 + max(map(len, re.findall("`+", code)), default=0))
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def _text(text: str, *, after: str = "") -> str:
    """Links by title stay as they are typed; `after` is what follows, which could make another link of the last."""
    out: list[str] = []
    end = 0
    for link in LINK.finditer(text) if "[[" in text else ():
        if link.end() == len(text) and after in {"[", "]", "("}:
            break
        out += [_escaped(text[end : link.start()]), f"[[{_escaped(link[0][2:-2])}]]"]
        end = link.end()
    return "".join([*out, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return _ALWAYS_ESCAPED.sub(lambda match: "\\" + match[0], text)


def _line_start(line: str) -> str:
    if _LINE_STARTS.match(line):
        return "\\" + line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line

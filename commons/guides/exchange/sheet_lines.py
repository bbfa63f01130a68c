"""The lines of a sheet: taken out of its paragraphs and lists, and found again in the file by their number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markup.inline import one_line
from markup.messages import message as _
from markup.normalize import normalize
from markup.tree import Node, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from markup.frontmatter import FrontMatter
    from markup.messages import Message
    from markup.remarks import Remark

_MARKS = re.compile(r"[*_`#>|\\]|^\s*[-+•]\s+|^\s*\d+[.)]\s+")


def without_lines(nodes: list[Node | str], is_taken: Callable[[str], bool]) -> list[Node | str]:
    """The same nodes, without the lines of paragraphs and the items of lists for which `is_taken` says yes."""
    out: list[Node | str] = []
    for node in nodes:
        if not isinstance(node, Node) or node.tag not in {"p", "ul"}:
            out.append(node)
        elif node.tag == "p":
            out += _paragraph(node, is_taken)
        else:
            children = [
                child for child in node.children if not (isinstance(child, Node) and _is_taken_item(child, is_taken))
            ]
            out += [Node("ul", node.attrs, children)] if children else []
    return out


def _is_taken_item(item: Node, is_taken: Callable[[str], bool]) -> bool:
    has_blocks = any(isinstance(child, Node) and child.tag in {"ul", "ol", "p", "pre"} for child in item.children)
    return not has_blocks and is_taken(one_line(text_of(item.children)))


def _paragraph(paragraph: Node, is_taken: Callable[[str], bool]) -> list[Node | str]:
    lines: list[list[Node | str]] = [[]]
    for child in paragraph.children:
        if isinstance(child, Node) and child.tag == "br":
            lines.append([])
        else:
            lines[-1].append(child)
    rest = [line for line in lines if not is_taken(one_line(text_of(line)))]
    if len(rest) == len(lines):
        return [paragraph]
    children = [child for line in rest for child in (*line, Node("br", {}, []))][:-1]
    return [Node("p", paragraph.attrs, children)] if children else []


def place_of(words: str, lines: list[str]) -> int:
    """The number, from 1, of the first line that says these words whatever its marks; the first when none does."""
    target = normalize(words)
    plain = (normalize(_MARKS.sub("", line)) for line in lines)
    return next((number for number, line in enumerate(plain, start=1) if line and target.startswith(line[:60])), 1)


def not_understood(lines: list[str], front: FrontMatter) -> list[Message]:
    """One sentence for each line that looked like a fact and stays in the text."""
    written = front.body.split("\n")
    return [
        _(
            "Line %(line)s: “%(words)s” is not one of the facts that a guide has a place for; it stays in the text.",
            line=front.body_line + place_of(words, written),
            words=words[:120],
        )
        for words in lines
    ]


def placed(remarks: list[Remark], front: FrontMatter) -> list[Remark]:
    """What was noticed, with its line in the file: these texts are made tidy before they are read."""
    places = [front.body.find(remark.words) for remark in remarks]
    lines = [front.body.count("\n", 0, place) + front.body_line + 1 if place >= 0 else 0 for place in places]
    return [replace(remark, line=line) for remark, line in zip(remarks, lines, strict=True)]

"""The text of a sheet: its Markdown as its author meant it, and small lines taken from it."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

from commons.guides.exchange.multibao.wiki import to_markdown
from commons.guides.exchange.sections import has_picture, line_of
from markup.inline import one_line
from markup.markdown import code_lines
from markup.tree import Node, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

_BARE_HEADING = re.compile(r"^[ \u00a0]?(#{1,6})[^\S\n]*(?=[^#\s])", re.MULTILINE)
_MAIL = re.compile(r"\[([^\[\]]{1,300})\]\(\s*mailto:[^)\n]{0,300}\)")
_BULLET = re.compile(r"^[ \t←]*[•·][ \t]*", re.MULTILINE)
_ARROW = re.compile(r"^[ \t]*←[ \t]*", re.MULTILINE)
_REFERENCE = re.compile(r"\*{0,2}\[\(?(\d+)\)?\]\(#\w*\)\*{0,2}")
_BOLD_REFERENCE = re.compile(r"\*\*\((\d+)\)\*\*")
_ANCHOR = re.compile(r"</?a(?:\s+(?:id|name)=[^>]*)?>", re.IGNORECASE)
_LOOSE_SPACE = re.compile(r"(?<=\S)[ \u00a0]*\u00a0[ \u00a0]*(?=[^\s:;!?»]|$)|(?<=\S)  +(?=\S)", re.MULTILINE)
_SPACED_ADDRESS = re.compile(r"\]\(\s*(https?://[^()\n\"]{0,1000})\)")
_LOOSE_BOLD = re.compile(r"^([\s>*+-]*)\*\*[ ]*([^*\n]+?)[ ]*\*\*", re.MULTILINE)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_FILE_AS_WORDS = re.compile(r"!\[[^\[\]\s]{1,200}\.(?:jpe?g|png|gif)\](?=\()", re.IGNORECASE)
_ENDS_ITSELF = re.compile(r"\s*(?:#|$|\(\d+\)\s*$|\||!\[|```|<|[-=*_]{3,}\s*$)|.*\\$")
_INDENTED_ITEM = re.compile(r"[ \t]*(?:[*•·+-]|\d{1,3}[.)])[ \t]+\S")
_BULLET_INSIDE = re.compile(r"^([ ]*)[*•·+-][ ]+", re.MULTILINE)
_NEW_LINE = re.compile(r"(?:\*\*)?\(?[A-ZÀÂÇÉÈÊÎÔÛŒ0-9«“\"]")


def tidied(text: str) -> str:
    """Spaces after the hashes, bullets, lines kept apart, whole letters; no anchors, no names of files.

    What the reader takes for code between fences stays as it is.
    """
    return "\n".join(words if is_code else _tidied(words) for is_code, words in _pieces(text, code_lines(text)))


def tidied_plain(text: str) -> str:
    """Any other sheet: only what changes no word and no mark. A list that was indented whole is a list."""
    return "\n".join(
        _list_or_code(words) if is_code else _plain(words)
        for is_code, words in _pieces(text, code_lines(text, indented=True))
    )


def _pieces(text: str, code: set[int]) -> Iterator[tuple[bool, str]]:
    for is_code, lines in groupby(enumerate(text.split("\n")), lambda one: one[0] in code):
        yield is_code, "\n".join(line for _, line in lines)


def _list_or_code(words: str) -> str:
    """Pads export lists behind tabs, which is how Markdown writes code."""
    lines = [line for line in words.split("\n") if line.strip()]
    is_list = bool(lines) and all(_INDENTED_ITEM.match(line) for line in lines)
    return _BULLET_INSIDE.sub(r"\1- ", dedent(words.expandtabs(4))) if is_list else words


def _plain(text: str) -> str:
    text = _BULLET.sub("- ", _FILE_AS_WORDS.sub("![]", text.translate(_LIGATURES)))
    text = re.sub(r"^(\d+)\.(?=[A-ZÀÉ«])", r"\1. ", text, flags=re.MULTILINE)
    return _lines_apart(_LOOSE_BOLD.sub(r"\1**\2**", _BARE_HEADING.sub(_heading, text)))


def _heading(match: re.Match[str]) -> str:
    """`#couture #ados` are words to search for, `#Couture` is the title of a person in a hurry."""
    line = match.string[match.end() :].partition("\n")[0]
    is_tag = len(match[1]) == 1 and match[0].endswith("#") and (" #" in line or line[:1].islower())
    return match[0].replace("#", "\\#") if is_tag else f"{match[1]} "


def _tidied(text: str) -> str:
    text = _FILE_AS_WORDS.sub("![]", text.translate(_LIGATURES))
    text = to_markdown(_ARROW.sub("", text))
    text = _LOOSE_SPACE.sub(" ", text)
    text = _BARE_HEADING.sub(r"\1 ", _BULLET.sub("- ", text))
    text = re.sub(r"(?<=\S)[ \t]*•[ \t]*", "\n- ", text)
    text = re.sub(r"^(\d+)\.(?=[A-ZÀÉ«])", r"\1. ", text, flags=re.MULTILINE)
    text = _SPACED_ADDRESS.sub(lambda match: f"]({match[1].strip().replace(' ', '%20')})", text)
    text = _LOOSE_BOLD.sub(r"\1**\2**", _MAIL.sub(r"\1", text))
    return _lines_apart(_ANCHOR.sub("", _BOLD_REFERENCE.sub(r"(\1)", _REFERENCE.sub(r" (\1)", text))))


def _lines_apart(text: str) -> str:
    """These authors never wrap a line: what begins with a capital on the next one is another line."""
    lines = [*text.split("\n"), ""]
    return "\n".join(
        f"{line.rstrip()}  " if not _ENDS_ITSELF.match(line) and _starts_anew(following) else line
        for line, following in pairwise(lines)
    )


def _starts_anew(line: str) -> bool:
    return bool(_NEW_LINE.match(line)) and not re.match(r"\d+[.)]\s", line)


def prose_of(nodes: list[Node | str], *, without: list[str]) -> str:
    """The whole text, its lines as they were broken, and the addresses of Creative Commons that it links to."""
    links = [
        one.attrs.get("href", "")
        for one in walk(nodes)
        if one.tag == "a" and "creativecommons.org" in one.attrs["href"]
    ]
    texts = [_as_broken(node) for node in nodes if line_of_any(node) not in without]
    return "\n\n".join([*texts, *links])


def _as_broken(node: Node | str) -> str:
    """The words of a node, each line of a paragraph its own: what stands on a line is read as one statement."""
    if isinstance(node, Node) and node.tag in {"ul", "ol", "blockquote"}:
        return "\n".join(_as_broken(child) for child in node.children)
    text = node if isinstance(node, str) else text_of(node.children)
    return "\n".join(filter(None, map(one_line, text.split("\n"))))


def unreferenced(words: str) -> str:
    """A short line without its numbers of notes."""
    return re.sub(r"\s*\(\d+\)(?=[\s,.;]|$)", "", one_line(words))


def line_of_any(node: Node | str) -> str:
    """The words of a node, its blocks one a line."""
    if isinstance(node, str):
        return one_line(node)
    if node.tag in {"ul", "ol", "blockquote"}:
        return "\n".join(line_of_any(child) for child in node.children)
    return line_of(node)


def lines_of(node: Node | str) -> list[str]:
    """The lines of a paragraph, without numbers of notes."""
    text = node if isinstance(node, str) else text_of(node.children)
    return [line for line in map(unreferenced, text.split("\n")) if line]


def links_or_pictures(node: Node) -> bool:
    return has_picture([node]) or (len(node.children) == 1 and getattr(node.children[0], "tag", "") == "a")

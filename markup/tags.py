"""Which words between angle brackets are HTML that we keep; all others are words, and stay as they are written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from markup.remarks import Kind, Remark
from markup.tree import BLOCKS, VOID, escape_attribute, escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator

# `kdb` is how kits of the Raspberry Pi Foundation misspell the name of a key.
MARKS = frozenset({
    "b", "strong", "i", "em", "cite", "dfn", "var", "code", "kbd", "samp", "tt", "br", "a", "img", "sub", "sup", "s",
    "strike", "del", "kdb",
})  # fmt: skip
# What they say is kept, without them.
_SILENT = frozenset({
    "span", "font", "u", "small", "big", "mark", "abbr", "acronym", "ins", "q", "time", "bdi", "bdo", "wbr", "ruby",
    "rt", "rp", "nobr", "picture", "colgroup", "col", "label", "button", "input",
})  # fmt: skip
_MEDIA = frozenset({"iframe", "video", "audio", "embed", "object", "source"})
APART = BLOCKS | _MEDIA  # they stand on lines of their own
NAMES = APART | MARKS | _SILENT
ALONE = VOID | {"wbr", "col", "input", "embed", "source"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# Elements that need no end tag: they say nothing of how deep a text nests.
_CLOSE_THEMSELVES = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot"})
MAX_OPEN = 60
# No tag that we know has thousands of attributes: the search ends, and what it remembers of its way has a bound.
_TAG = re.compile(r"""<(/?)([A-Za-z][\w:-]*)((?:[^"'<>]++|"[^"]*"|'[^']*'){0,2000})>""")
_VALUE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_STARTS_VALUES = re.compile(r"[\s/]")


@dataclass(slots=True)
class Piece:
    """A stretch of HTML as it is written: a tag when it has a `name`, a comment, or words."""

    source: str
    name: str = ""
    is_end: bool = False
    is_comment: bool = False
    values: dict[str, str] = field(default_factory=dict)


def pieces(html: str) -> Iterator[Piece]:
    """The tags that we know, the comments, and the words between them, in order; nothing is left out."""
    start = place = 0
    comments = "<!--" in html
    while (place := html.find("<", place)) >= 0:
        piece = _comment(html, place) if comments and html.startswith("<!--", place) else tag_at(html, place)
        comments = comments and not (piece is None and html.startswith("<!--", place))
        if piece is None:
            place += 1
            continue
        if start < place:
            yield Piece(html[start:place])
        yield piece
        start = place = place + len(piece.source)
    if start < len(html):
        yield Piece(html[start:])


def _comment(html: str, place: int) -> Piece | None:
    end = html.find("-->", place + 4)
    return Piece(html[place : end + 3], is_comment=True) if end >= 0 else None


def tag_at(html: str, place: int) -> Piece | None:
    """The tag that begins at this place, when it is one that we know."""
    match = _TAG.match(html, place)
    name = match[2].lower() if match else ""
    if match is None or name not in NAMES or (match[3] and not _STARTS_VALUES.match(match[3])):
        return None
    values = {} if match[1] else _values(match[3])
    is_picture_without_source = name == "img" and not values.get("src")
    return None if is_picture_without_source else Piece(match[0], name, bool(match[1]), values=values)


def _values(written: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, double, single, bare in _VALUE.findall(written):
        values.setdefault(name.lower(), unescape(double or single or bare))
    return values


class Shield:
    """Writes HTML anew with the tags that we know, so that no reader of HTML can take words for anything else."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self._open = 0
        self._dropped: Counter[str] = Counter()

    def html(self, source: str) -> str:
        return "".join(self.piece(piece, line=0) for piece in pieces(source))

    def piece(self, piece: Piece, *, line: int) -> str:
        """The piece as HTML; words are HTML already, but for what looks like a tag."""
        if piece.is_comment:
            self.remarks.append(comment(piece.source, line=line))
            return ""
        if not piece.name:
            return piece.source.replace("<", "&lt;")
        if piece.name in _MEDIA:
            return media(piece)
        self.remarks += tooltip(piece, line=line)
        if piece.name in _SILENT or not self._fits(piece):
            return ""
        return written(piece)

    def _fits(self, piece: Piece) -> bool:
        """Whether the tag is near enough to the surface; the words of deeper elements stay."""
        if piece.name in _CLOSE_THEMSELVES or piece.name in ALONE:
            return True
        if piece.is_end:
            self._open = max(0, self._open - 1)
            dropped = self._dropped[piece.name] > 0
            self._dropped[piece.name] -= dropped
            return not dropped
        self._open += 1
        if self._open > MAX_OPEN:
            self._dropped[piece.name] += 1
        return self._open <= MAX_OPEN


def tooltip(piece: Piece, *, line: int) -> list[Remark]:
    """The title of a tag, which a reader on a phone never sees."""
    title = " ".join(piece.values.get("title", "").split())
    return [Remark(Kind.TITLE, line, title)] if title and piece.name not in _MEDIA else []


def comment(source: str, *, line: int) -> Remark:
    words = " ".join(source.removeprefix("<!--").removesuffix("-->").split())
    return Remark(Kind.COMMENT, line, words, source.count("\n"))


def written(piece: Piece) -> str:
    """A known tag with the attributes that we read."""
    if piece.is_end:
        return f"</{piece.name}>" if piece.name not in VOID else ""
    values = {name: value for name, value in piece.values.items() if name in ATTRIBUTES.get(piece.name, ())}
    attributes = "".join(f' {name}="{escape_attribute(value)}"' for name, value in values.items())
    return f"<{piece.name}{attributes}>"


def media(piece: Piece) -> str:
    """A link to what an iframe, a video or an audio element shows."""
    src = (piece.values.get("src") or piece.values.get("data") or "").strip()
    if piece.is_end or not src:
        return escape_text(piece.source) if piece.name == "iframe" and not piece.is_end else ""
    src = f"https:{src}" if src.startswith("//") else src
    label = escape_text(piece.values.get("title", "").strip() or src)
    link = f'<a href="{escape_attribute(src)}">{label}</a>' if src.startswith(("http://", "https://")) else label
    return f"<p>{link}</p>"

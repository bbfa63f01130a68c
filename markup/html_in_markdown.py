"""HTML inside Markdown: the tags that we know are read, and Markdown is read on between them; all others are words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING

from markdown_it.common.utils import isLinkClose, isLinkOpen
from markdown_it.token import Token

from markup import tags
from markup.boxes import shifted
from markup.remarks import Kind, Remark
from markup.tree import BLOCKS, escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_STARTS_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(tags.APART))})(?=\s|/?>|$)", re.IGNORECASE)
# What a browser would run, apply or hide, and not show: kept as code.
_VERBATIM = re.compile(
    r"<(pre|script|style|textarea|title|template|noscript|svg|math|select)(?=[\s>]|$)", re.IGNORECASE
)
_FENCE = re.compile(r"[ \t>]*(```+|~~~+)")
_SPECIAL = re.compile(r"<|`+")
_DEEP_ENOUGH = 100


def plugin(markdown: MarkdownIt) -> None:
    """Take the place of CommonMark's two rules for HTML."""
    markdown.disable("html_block")
    markdown.block.ruler.before("code", "html_lines", _lines, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.inline.ruler.at("html_inline", _inline)
    markdown.core.ruler.before("inline", "html", _blocks)
    markdown.core.ruler.after("inline", "tags", _pairs)
    markdown.add_render_rule("html_block", lambda _self, tokens, number, *_: tokens[number].content)
    markdown.add_render_rule("html_inline", lambda _self, tokens, number, *_: tokens[number].content)


def _lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    """A block of HTML: to its end tag when it is verbatim, to the next blank line outside a fence otherwise."""
    line = _line(state, start)
    if not line.startswith("<") or (state.is_code_block(start) and not state.env.get("open tags")):
        return False
    verbatim = _VERBATIM.match(line)
    if verbatim or line.startswith("<!--"):
        last = _closing(state, start, end, f"</{verbatim[1].lower()}" if verbatim else "-->")
    else:
        last = _blank(state, start, end) if _STARTS_BLOCK.match(line) else 0
    if not last or silent:
        return bool(last)
    token = state.push("html_block", "", 0)
    token.map = [start, last]
    token.content = state.getLines(start, last, state.blkIndent, keepLastLF=True)
    state.env["open tags"] = _still_open(token.content, state.env.get("open tags", 0))
    state.line = last
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _closing(state: StateBlock, start: int, end: int, mark: str) -> int:
    """The line after the one that holds `mark`; 0 without one, and then no search from further down is made."""
    key = f"no {mark}"
    searched, first, last = state.env.get(key, (None, 0, 0))
    if searched is state and first <= start and end <= last:
        return 0
    for line in range(start, end):
        if mark in _line(state, line).lower():
            return line + 1
    state.env[key] = (state, start, end)
    return 0


def _blank(state: StateBlock, start: int, end: int) -> int:
    fence = ""
    line = start
    while (
        line < end and (fence or not state.isEmpty(line)) and (line == start or state.sCount[line] >= state.blkIndent)
    ):
        fence = _fence_after(_line(state, line), fence)
        line += 1
    return line


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after a line, when `fence` was open before it."""
    match = _FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return match[1]
    return "" if match[1].startswith(fence) and not line[match.end() :].strip() else fence


def _still_open(content: str, count: int) -> int:
    for piece in tags.pieces(content):
        if piece.name in BLOCKS and piece.name not in tags.ALONE and piece.name != "p":
            count = max(0, count - 1) if piece.is_end else min(count + 1, _DEEP_ENOUGH)
    return count


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    if state.src[state.pos] != "<":
        return False
    is_comment = state.src.startswith("<!--", state.pos)
    if is_comment:
        end = state.src.find("-->", state.pos + 4) if state.html_terminator_last("-->") >= state.pos + 4 else -1
        piece = tags.Piece(state.src[state.pos : end + 3], is_comment=True) if end >= 0 else None
    else:
        piece = tags.tag_at(state.src, state.pos)
    if piece is None:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = piece.source
        token.meta = {"piece": piece}
        state.linkLevel += isLinkOpen(piece.source) - isLinkClose(piece.source)
    state.pos += len(piece.source)
    return True


def _blocks(state: StateCore) -> None:
    """Each block of HTML as its tags, and as what Markdown makes of the words between them."""
    out: list[Token] = []
    shield = tags.Shield()
    for token in state.tokens:
        out += _read(token, state, shield) if token.type == "html_block" else [token]
    state.tokens = out
    state.env["remarks"] += shield.remarks


def _read(token: Token, state: StateCore, shield: tags.Shield) -> list[Token]:
    start = (token.map or [0])[0]
    verbatim = _VERBATIM.match(token.content.lstrip())
    if verbatim and verbatim[1].lower() != "pre":
        state.env["remarks"].append(Remark(Kind.CODE, start + 1, verbatim[0] + ">"))
        return [Token("code_block", "code", 0, map=token.map, content=token.content, level=token.level, block=True)]
    out: list[Token] = []
    for piece in _Chunks(token.content):
        line = start + piece.line
        if piece.is_markdown:
            inside: list[Token] = []
            state.md.block.parse(_unindented(piece.source), state.md, state.env, inside)
            placed = shifted(_bare(inside), line=line, level=token.level + 1)
            out += [new for one in placed for new in (_read(one, state, shield) if one.type == "html_block" else [one])]
        else:
            html = piece.source if piece.is_plain else shield.piece(piece.tag, line=line + 1)
            out.append(Token("html_block", "", 0, map=[line, line + 1], content=html, level=token.level, block=True))
    return out


def _unindented(text: str) -> str:
    first, newline, rest = text.partition("\n")
    return first.lstrip() + newline + dedent(rest)


def _bare(tokens: list[Token]) -> list[Token]:
    """Words alone are no paragraph of their own."""
    if [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]:
        tokens[0].hidden = tokens[2].hidden = True
    return tokens


@dataclass(slots=True)
class _Chunk:
    """A stretch of a block of HTML: a tag or comment, words for Markdown, or HTML that is written as it stands."""

    source: str
    line: int
    tag: tags.Piece
    is_markdown: bool = False
    is_plain: bool = False


class _Chunks:
    """Cuts a block of HTML at its tags, leaving fences and code whole."""

    def __init__(self, content: str) -> None:
        self.content = content
        self._breaks = [match.start() for match in re.finditer("\n", content)]
        self._runs: dict[int, list[int]] = {}
        for run in re.finditer("`+", content):
            self._runs.setdefault(len(run[0]), []).append(run.start())

    def __iter__(self) -> Iterator[_Chunk]:
        start = place = 0
        while match := _SPECIAL.search(self.content, place):
            end, piece = self._from(match)
            if piece is None:
                place = end
                continue
            yield from self._words(start, match.start())
            yield self._chunk(match.start(), end, piece)
            start = place = end
        yield from self._words(start, len(self.content))

    def _from(self, match: re.Match[str]) -> tuple[int, tags.Piece | None]:
        """Where what begins here ends, and the tag that it is."""
        place = match.start()
        if match[0] != "<":
            same = self._runs[len(match[0])]
            after = bisect_right(same, place)
            return (same[after] if after < len(same) else place) + len(match[0]), None
        if self.content.startswith("<!--", place):
            end = self.content.find("-->", place)
            return (
                (end + 3, tags.Piece(self.content[place : end + 3], is_comment=True)) if end >= 0 else (place + 4, None)
            )
        piece = tags.tag_at(self.content, place)
        if piece is None or piece.name not in tags.APART:
            return place + 1, None
        if piece.name == "pre" and not piece.is_end:
            end = self.content.lower().find("</pre>", place)
            end = end + len("</pre>") if end >= 0 else len(self.content)
            return end, tags.Piece(self.content[place:end], "pre")
        return place + len(piece.source), piece

    def _words(self, start: int, end: int) -> Iterator[_Chunk]:
        text = self.content[start:end]
        if text.strip():
            yield _Chunk(text, self._line(start), tags.Piece(text), is_markdown=True)

    def _chunk(self, start: int, end: int, piece: tags.Piece) -> _Chunk:
        source = self.content[start:end]
        is_code = piece.name == "pre" and not piece.is_end
        html = tags.Shield().html(source) if is_code else source
        return _Chunk(html, self._line(start), piece, is_plain=is_code)

    def _line(self, place: int) -> int:
        return bisect_right(self._breaks, place - 1)


def _pairs(state: StateCore) -> None:
    """Tags in a line: kept in pairs, one without the other is a word about HTML and shown as it is written."""
    shield = tags.Shield()
    for token in state.tokens:
        if token.type != "inline" or not any(child.type == "html_inline" for child in token.children or ()):
            continue
        open_: list[Token] = []
        line = (token.map or [-1])[0] + 1
        for child in token.children or ():
            line += child.type in {"softbreak", "hardbreak"}
            if child.type == "html_inline":
                _pair(child, open_, shield, line=line)
        for alone in open_:
            _as_words(alone)
    state.env["remarks"] += shield.remarks


def _pair(token: Token, open_: list[Token], shield: tags.Shield, *, line: int) -> None:
    piece: tags.Piece = token.meta["piece"]
    if piece.is_comment or (piece.name in tags.ALONE and piece.name != "hr") or piece.values.get("src"):
        token.content = shield.piece(piece, line=line)
        return
    if not piece.is_end:
        shield.remarks += tags.tooltip(piece, line=line)
        open_.append(token)
        if len(open_) > tags.MAX_OPEN:
            _as_words(open_.pop(0))
        return
    names = [one.meta["piece"].name for one in open_]
    if piece.name not in names:
        token.content = "" if piece.name in BLOCKS else escape_text(token.content)
        return
    place = len(names) - 1 - names[::-1].index(piece.name)
    for alone in open_[place + 1 :]:
        _as_words(alone)
    begun = open_[place]
    del open_[place:]
    begun.content, token.content = (_html(one.meta["piece"]) for one in (begun, token))


def _html(piece: tags.Piece) -> str:
    return "" if piece.name not in BLOCKS | tags.MARKS else tags.written(piece)


def _as_words(token: Token) -> None:
    token.content = escape_text(token.content)

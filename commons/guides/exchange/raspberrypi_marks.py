"""The marks of the Foundation's renderer, as rules of the one reader: `--- task ---`, boxes, code, ingredients."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from importing.added_words import added
from markup import boxes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

SITE = "https://projects.raspberrypi.org"
_NAMES = "task|hints|hint|collapse|no-print|print-only|challenge|quiz|save|feedback|question|choices|code|input|output"
_MARK = re.compile(rf"(?:##+ )?---[ ]*(/?(?:{_NAMES}))[ ]*---[ \t]*")
_END_OF_CODE = re.compile(r"^[ \t>]*---[ ]*/code[ ]*---[ \t]*$")
_RULE = re.compile(r"---[ \t]*")
_TITLE = re.compile(r"\s*(?:title|filename)\s*:\s*(.*?)\s*$")
_INGREDIENT = re.compile(r"\[\[\[([\w-]+)\]\]\]")
_LOOSE_BOLD = re.compile(r"\*\*[ ]+([^*\n]+?)[ ]+\*\*(?!\w)")
_BOXED = frozenset({"collapse", "hint"})
_KIND = "foundation_mark"


def marks(markdown: MarkdownIt) -> None:
    """The caller gives the options `open boxes`, whether boxes are chapters, `home` and `ingredients`, filled here."""
    markdown.block.ruler.before("code", _KIND, _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    markdown.inline.ruler.before("escape", _KIND, _inline)
    markdown.inline.ruler.before("link", "ingredient", _ingredient)
    markdown.inline.ruler.before("emphasis", "loose bold", _loose_bold)
    markdown.core.ruler.before("boxes", _KIND, _boxes)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    match = _MARK.match(_line(state, start)) if not state.is_code_block(start) else None
    if not match or silent:
        return bool(match)
    name, rest = match[1], _line(state, start)[match.end() :]
    token = state.push(_KIND, "", 0)
    token.info, token.map = name, [start, start + 1]
    head, state.line = _head(state, start + 1, end) if name in {"code", "collapse"} and not rest else ({}, start + 1)
    token.meta = head
    if name == "code":
        state.tokens += boxes.titled(head.get("title", ""), token.map)
        _code(state, rest, end)
    elif rest:
        inside: list[Token] = []
        state.md.block.parse(rest, state.md, state.env, inside)
        state.tokens += boxes.shifted(inside, line=start, level=state.level)
    return True


def _head(state: StateBlock, line: int, end: int) -> tuple[dict[str, str], int]:
    """What stands between two rules below a mark, and the line that follows it."""
    first = line
    while first < end and state.isEmpty(first):
        first += 1
    if first >= end or not _RULE.fullmatch(_line(state, first)):
        return {}, line
    for last in range(first + 1, end):
        if _RULE.fullmatch(_line(state, last)):
            titles = [match[1] for at in range(first + 1, last) if (match := _TITLE.match(_line(state, at)))]
            return ({"title": titles[0].strip("'\"")} if titles else {}), last + 1
    return {}, line


def _code(state: StateBlock, rest: str, end: int) -> None:
    """A code block for what stands between the marks, to the end when it is never closed."""
    start = state.line
    last = start
    while last < end and not _END_OF_CODE.match(_line(state, last)):
        last += 1
    token = state.push("fence", "code", 0)
    token.map = [start, last]
    lines = state.getLines(start, last, state.blkIndent, keepLastLF=False)
    token.content = f"{rest}\n{lines}" if rest else lines
    state.line = min(last + 1, end)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - the signature of a rule
    match = _MARK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "-" else None
    if not match:
        return False
    state.pos = match.end()
    return True


def _ingredient(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    match = _INGREDIENT.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if not match:
        return False
    if not silent:
        state.env["ingredients"][match[1]] = None
        words = re.sub(r"^(?:generic|rpi)-", "", match[1]).replace("-", " ")
        opened = state.push("link_open", "a", 1)
        opened.attrs = {"href": f"{SITE}/{state.env['home']}/projects/{match[1]}"}
        state.push("text", "", 0).content = words
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _loose_bold(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    if state.src[state.pos] != "*" or (state.pos and not state.src[state.pos - 1].isspace()):
        return False
    match = _LOOSE_BOLD.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("strong_open", "strong", 1)
        inside: list[Token] = []
        state.md.inline.parse(match[1], state.md, state.env, inside)
        state.tokens += inside
        state.push("strong_close", "strong", -1)
    state.pos = match.end()
    return True


def _boxes(state: StateCore) -> None:
    """Boxes and hints as quotations with their titles, or as chapters; tasks and the like are their content."""
    out: list[Token] = []
    open_ = hints = 0
    for token in state.tokens:
        name = token.info if token.type == _KIND else ""
        if token.type != _KIND:
            out.append(token)
        elif name in _BOXED:
            hints += name == "hint"
            is_chapter = state.env["open boxes"] and name == "collapse"
            open_ += not is_chapter
            out += _opened(token, _title(token, hints, state.env["language"]), is_chapter=is_chapter)
        elif name.removeprefix("/") in _BOXED and open_:
            open_ -= 1
            out.append(_closed(token.map))
        hints = 0 if name == "hints" else hints
    state.tokens = out + [_closed(None) for _ in range(open_)]


def _title(token: Token, hints: int, language: str) -> str:
    hint = added("hint", language, number=hints)
    return str(token.meta.get("title") or hint) if token.info == "hint" or token.meta.get("title") else ""


def _opened(token: Token, title: str, *, is_chapter: bool) -> list[Token]:
    if is_chapter and title:
        words = Token("inline", "", 0, map=token.map, content=title, level=1, children=[], block=True)
        return [
            Token("heading_open", "h2", 1, map=token.map, markup="##", block=True),
            words,
            Token("heading_close", "h2", -1),
        ]
    quote = [] if is_chapter else [Token("blockquote_open", "blockquote", 1, map=token.map, block=True)]
    return [*quote, *boxes.titled(title, token.map)]


def _closed(place: list[int] | None) -> Token:
    return Token("blockquote_close", "blockquote", -1, map=place, block=True)

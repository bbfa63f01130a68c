"""What pads, Pandoc and word processors add to Markdown, as rules of the one reader for sheets of unknown origin.

Braces of attributes, `[words]{.class}`, `H~2~O` and `10^3^`, `==marked==` and `++inserted++`, abbreviations, pictures
whose address holds spaces, brackets or a size.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markup.writing import escaped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_VALUE = r"""(?:[#.][\w:.-]{1,100}|[\w:-]{1,60}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s}"']{1,100})|:?toc|-)"""
_BRACES = re.compile(rf"\{{:?[ \t]*{_VALUE}(?:[ \t]+{_VALUE}|(?=[.#]){_VALUE}){{0,20}}[ \t]*\}}", re.IGNORECASE)
_LABEL = re.compile(r"\[([^\[\]\n]{0,300})\](?=\{)")
_RAISED = {"~": re.compile(r"~([^\s~]{1,40})~(?!~)"), "^": re.compile(r"\^([^\s^]{1,40})\^")}
_TAGS = {"~": "sub", "^": "sup"}
_MARKED = {
    "=": re.compile(r"==(?=[^\s=])([^=\n]{0,400}[^\s=])==(?![\w=])"),
    "+": re.compile(r"\+\+(?=[^\s+])([^+\n]{0,400}[^\s+])\+\+(?![\w+])"),
}
_ABBREVIATION = re.compile(r"\*\[([^\[\]]{1,100})\]:[ \t]*(\S.*)")
_ADDRESS = r"(?:[^()<>\n\"]|\([^()\n]{0,100}\)){1,300}?"
_SPACED = re.compile(
    rf"(!?)\[([^\[\]\n]{{0,300}})\]\([ \t]*({_ADDRESS}\.\w{{2,5}}|https?://{_ADDRESS})"
    r"(?:[ \t]+=\d*%?(?:x\d*%?)?)?[ \t]*\)"
)


def pads(markdown: MarkdownIt) -> None:
    """To be used with `dialects.liquid`, which says with its line what is left out."""
    for name, rule in {"braces alone": _braces_alone, "abbreviation": _abbreviation}.items():
        markdown.block.ruler.before("code", name, rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    markdown.inline.ruler.before("escape", "braces", _braces)
    markdown.inline.ruler.before("strikethrough", "raised", _raised)
    markdown.inline.ruler.before("strikethrough", "marked", _marked)
    markdown.inline.ruler.before("link", "span", _span)
    markdown.inline.ruler.after("image", "spaced address", _spaced)


def _left_out(state: StateInline, words: str) -> None:
    token = state.push("liquid", "", 0)
    token.content, token.hidden = words, True


def _before(state: StateInline) -> str:
    return state.src[state.pos - 1] if state.pos else ""


def _line(state: StateBlock, start: int) -> str:
    return state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()


def _braces_alone(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    line = _line(state, start)
    if not line.startswith("{") or state.is_code_block(start) or not _BRACES.fullmatch(line):
        return False
    if not silent:
        _paragraph(state, line, start)
    return True


def _abbreviation(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    match = _ABBREVIATION.fullmatch(_line(state, start)) if not state.is_code_block(start) else None
    if match and not silent:
        _paragraph(state, f"{escaped(match[1])} : {match[2]}", start)
    return bool(match)


def _paragraph(state: StateBlock, words: str, start: int) -> None:
    place = [start, start + 1]
    state.push("paragraph_open", "p", 1).map = place
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = words, [], place
    state.push("paragraph_close", "p", -1)
    state.line = start + 1


def _braces(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    match = _BRACES.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if not match:
        return False
    before, after = _before(state), state.src[match.end() : match.end() + 1]
    if not (match[0].startswith("{:") or before in {")", "]", "`"} or after in {"", "\n"}):
        return False
    if not silent:
        _left_out(state, match[0])
    state.pos = match.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    """`[words]{.class}` is its words."""
    label = _LABEL.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    match = _BRACES.match(state.src, label.end(), state.posMax) if label else None
    if not (label and match):
        return False
    if not silent:
        _inside(state, *label.span(1))
        _left_out(state, match[0])
    state.pos = match.end()
    return True


def _inside(state: StateInline, start: int, end: int) -> None:
    most, state.posMax, state.pos = state.posMax, end, start
    state.md.inline.tokenize(state)
    state.posMax = most


def _raised(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    """Only right behind a word, as in `H~2~O`: elsewhere these signs mean other things."""
    sign = state.src[state.pos]
    is_behind = sign in _RAISED and (_before(state).isalnum() or _before(state) == ")")
    match = _RAISED[sign].match(state.src, state.pos, state.posMax) if is_behind else None
    if not match:
        return False
    if not silent:
        state.push(f"{_TAGS[sign]}_open", _TAGS[sign], 1)
        _inside(state, *match.span(1))
        state.push(f"{_TAGS[sign]}_close", _TAGS[sign], -1)
    state.pos = match.end()
    return True


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    """Words marked or inserted are words: what stands out has no other form here than bold, which was not meant."""
    sign = state.src[state.pos]
    before = _before(state)
    is_start = sign in _MARKED and not (before.isalnum() or before == sign)
    match = _MARKED[sign].match(state.src, state.pos, state.posMax) if is_start else None
    if not match:
        return False
    if not silent:
        _inside(state, *match.span(1))
    state.pos = match.end()
    return True


def _spaced(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    """A picture or a link whose address holds what Markdown would want between `<` and `>`: what was meant is plain."""
    match = _SPACED.match(state.src, state.pos, state.posMax) if state.src[state.pos] in "![" else None
    if not match or (not match[1] and state.linkLevel):
        return False
    if not silent and match[1]:
        token = state.push("image", "img", 0)
        token.attrs, token.content, token.children = {"src": match[3].strip(), "alt": ""}, match[2], []
        state.md.inline.parse(match[2], state.md, state.env, token.children)
    elif not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[3].strip()}
        _inside(state, *match.span(2))
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True

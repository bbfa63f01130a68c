"""Formulas, which nobody here draws: kept whole as code, their marks and backslashes with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mdit_py_plugins.dollarmath.index import math_inline_dollar

from markup.tree import escape_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

INLINE = frozenset({"math_inline", "math_inline_double"})
BLOCK = "math_block"
_BRACKETS = re.compile(r"(\\{1,2})([(\[])([^\n]{1,300}?)\1([)\]])")
_LOOKS_LIKE_ONE = re.compile(r"[\\_^=+<>]|\d\s*[-*/]|^\s*\w\s*$")


def plugin(markdown: MarkdownIt) -> None:
    """Read `$a$`, `$$a$$` in a line, and `$$` on lines of their own."""
    markdown.inline.ruler.before(
        "escape", "math_inline", math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
    )
    markdown.block.ruler.before("fence", BLOCK, _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    for name in INLINE:
        markdown.add_render_rule(name, _render_inline)
    markdown.add_render_rule(BLOCK, _render_block)


def brackets(markdown: MarkdownIt) -> None:
    r"""Read `\(a\)` and `\[a\]`, with one backslash or two, as sites that draw formulas do."""
    markdown.inline.ruler.before("escape", "math_brackets", _bracketed)


def _bracketed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    match = _BRACKETS.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "\\" else None
    if not match or match[2] + match[4] not in {"()", "[]"} or not _LOOKS_LIKE_ONE.search(match[3]):
        return False
    if not silent:
        token = state.push("math_inline", "code", 0)
        token.content, token.markup, token.info = match[3], match[1] + match[2], match[1] + match[4]
    state.pos = match.end()
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    if state.is_code_block(start) or _line(state, start) != "$$" or _is_known_open(state, start, end):
        return False
    last = next((line for line in range(start + 1, end) if _line(state, line) == "$$"), None)
    if last is None:
        state.env["open formula"] = (state, start, end)
        return False
    if silent:
        return True
    token = state.push(BLOCK, "pre", 0)
    token.map = [start, last + 1]
    token.content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False)
    state.line = last + 1
    return True


def _is_known_open(state: StateBlock, start: int, end: int) -> bool:
    """Whether a search that began above, and went as far, found no end: none is made twice."""
    searched, first, last = state.env.get("open formula", (None, 0, 0))
    return searched is state and first <= start and end <= last


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def whole(token: Token) -> str:
    """A formula with its marks, as it was written."""
    return token.content if token.type == BLOCK else f"{token.markup}{token.content}{token.info or token.markup}"


def _render_inline(_self: Any, tokens: Sequence[Token], number: int, _options: Any, _env: Any) -> str:
    return f"<code>{escape_text(whole(tokens[number]))}</code>"


def _render_block(_self: Any, tokens: Sequence[Token], number: int, _options: Any, _env: Any) -> str:
    return f"<pre><code>{escape_text(tokens[number].content)}</code></pre>\n"

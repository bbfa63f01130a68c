"""What static site generators add to Markdown, as rules of the one reader: attributes in braces, and Liquid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from importing.added_words import added
from markup.remarks import Kind, Remark
from markup.writing import escaped

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_ATTRIBUTES = re.compile(r"\{:[^}\n]*\}")
_ATTRIBUTES_ALONE = re.compile(r"(?:\{:[^}\n]*\}\s*)+")
_LIQUID = re.compile(r"\{%[^%]*(?:%(?!\})[^%]*)*%\}|\{\{[^{}]*\}\}")
_FIGURE = re.compile(r"\{%-?\s*include\s+figure\.html\s+(.*?)-?%\}", re.DOTALL)
_FURNITURE = re.compile(r"\{%-?\s*include\s+toc\.html\s*-?%\}")
_ARGUMENT = re.compile(r"""([\w-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|(\S+))""", re.DOTALL)


def attributes(markdown: MarkdownIt) -> None:
    """Kramdown's `{: .class}`, at the end of a line or alone on one: it says nothing to a reader."""
    markdown.block.ruler.before(
        "code", "attributes", _attributes_alone, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    markdown.inline.ruler.before("escape", "attributes", _attributes)


def liquid(markdown: MarkdownIt) -> None:
    """Jekyll's `{% include figure.html … %}` is its picture and its caption; other marks are left out, and reported.

    The caller gives `has file` among the options: whether a picture of this name is at hand.
    """
    markdown.block.ruler.before("code", "liquid", _liquid_block, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.inline.ruler.before("escape", "liquid", _liquid)
    markdown.core.ruler.after("inline", "liquid", _say_lines)


def _attributes_alone(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if state.is_code_block(start) or not line.startswith("{:") or not _ATTRIBUTES_ALONE.fullmatch(line):
        return False
    if not silent:
        state.line = start + 1
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - the signature of a rule
    match = _ATTRIBUTES.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if not match:
        return False
    state.pos = match.end()
    return True


def _liquid_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    place = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("{%", place):
        return False
    match = _FIGURE.match(state.src, place, state.eMarks[end - 1])
    if not match or silent:
        return bool(match)
    last = start + match[0].count("\n") + 1
    rest = state.src[match.end() : state.eMarks[last - 1]].strip()
    for words in (*_figure(match[1], state.env), rest):
        _paragraph(state, words, [start, last])
    state.line = last
    return True


def _paragraph(state: StateBlock, words: str, place: list[int]) -> None:
    if not words:
        return
    state.push("paragraph_open", "p", 1).map = place
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = words, [], place
    state.push("paragraph_close", "p", -1)


def _liquid(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature of a rule
    is_mark = state.src.startswith(("{%", "{{"), state.pos)
    match = _LIQUID.match(state.src, state.pos, state.posMax) if is_mark else None
    if not match:
        return False
    if not silent:
        figure = _FIGURE.fullmatch(match[0])
        if figure:
            _inside(state, " ".join(filter(None, _figure(figure[1], state.env))))
        elif not _FURNITURE.fullmatch(match[0]):
            token = state.push("liquid", "", 0)
            token.content, token.hidden = match[0], True
    state.pos = match.end()
    return True


def _inside(state: StateInline, words: str) -> None:
    if state.pending:
        state.pushPending()
    tokens: list[Token] = []
    state.md.inline.parse(words, state.md, state.env, tokens)
    state.tokens += tokens


def _say_lines(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "liquid":
                line = token.map[0] + 1 if token.map else 0
                state.env["remarks"].append(Remark(Kind.TEMPLATE, line, child.content))
                child.type, child.content = "text", ""


def _figure(arguments: str, env: MutableMapping[str, Any]) -> tuple[str, str]:
    """The picture and its caption; a caption whose picture is not at hand says what it was of."""
    values: dict[str, str] = {name: one or two or three for name, one, two, three in _ARGUMENT.findall(arguments)}
    name, caption = values.get("filename", ""), re.sub(r"\\(.)", r"\1", values.get("caption", ""))
    words = re.sub(r"<[^>]+>", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", caption))
    alt = values.get("alt", "") or words
    if name and caption and not env["has file"](name):
        caption = added("image", env["language"], words=caption)
        alt = "" if alt == words else alt
    return (f"![{escaped(alt)}](<{name}>)" if name else ""), caption

"""Small marks inside a text: task boxes, footnotes, markers of a table of contents, info strings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from markup import boxes, formulas
from markup.notes import reference
from markup.remarks import Kind, Remark
from markup.tree import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

TASKS = {"[ ]": "☐", "[x]": "☑", "[X]": "☑"}
_TASK = re.compile(r"(\[[ xX]\])[ \t\u00a0]+(?=\S)")
_CONTENTS = re.compile(
    r"\[\[?_?toc_?\]?\]|\[\[\[toc\]\]\]|\{:\s*toc\s*\}|\$\{toc\}|@\[toc\](?:\([^)]*\))?", re.IGNORECASE
)
_UNKNOWN_NOTE = re.compile(r"\[\^(\d{1,4})\]")
_ROW_START = re.compile(r"^[\s>*+\-\d.)]*\|")
_FENCE_TITLE = re.compile(r"""(?:^|[\s{,])(?:title|filename|caption)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))""")
_BELOW_HEADING = frozenset({"image", "footnote_ref"})
_OPENING, _CLOSING = "footnote_reference_open", "footnote_reference_close"


def plugin(markdown: MarkdownIt) -> None:
    """Read the marks: those that make blocks before the words of lines are read, the others after."""
    markdown.core.ruler.before("inline", "small blocks", _before)
    markdown.core.ruler.after("inline", "small marks", _after)
    markdown.add_render_rule("raised", lambda _self, tokens, number, *_: f"<sup>{tokens[number].content}</sup>")
    markdown.core.ruler.push("definitions", _apart)
    markdown.add_render_rule("footnote_ref", _render_reference)


def _before(state: StateCore) -> None:
    tokens = list(_without_contents(state.tokens, state.env))
    _keep_all_cells(tokens, state.src.split("\n"))
    for number, token in enumerate(tokens[2:], start=2):
        if token.type == "inline" and tokens[number - 2].type == "list_item_open":
            _task(token)
    state.tokens = [new for token in tokens for new in (_fence(token, state.env) if token.type == "fence" else [token])]


def _keep_all_cells(tokens: Sequence[Token], lines: Sequence[str]) -> None:
    """What stands in a row beyond the columns of its table goes on in the last cell: CommonMark's tables drop it."""
    columns = 0
    cells: list[Token] = []
    for token in tokens:
        if token.type == "thead_open":
            columns = 0
        columns += token.type == "th_open"
        if token.type == "tr_open":
            cells, place = [], token.map
        elif token.type == "inline" and columns:
            cells.append(token)
        elif token.type == "tr_close" and place and len(cells) == columns and place[0] < len(lines):
            more = escapedSplit(_ROW_START.sub("", lines[place[0]]).rstrip().removesuffix("|"))[columns:]
            cells[-1].content = " · ".join([cells[-1].content, *filter(None, map(str.strip, more))])
        columns = 0 if token.type == "table_close" else columns


def _task(words: Token) -> None:
    if match := _TASK.match(words.content):
        words.content = f"{TASKS[match[1]]} {words.content[match.end() :]}"


def _without_definitions(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> Iterator[Token]:
    """The text without its footnotes, which are kept apart by label; the first of a label is the one."""
    label: str | None = None
    is_second = False
    for token in tokens:
        if token.type == _OPENING:
            label = token.meta["label"]
            inside = env["definitions"].setdefault(label, [])
            is_second = bool(inside)
        elif token.type == _CLOSING:
            label = None
        elif label is None or is_second:
            yield token
        else:
            inside.append(token)


def _without_contents(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> Iterator[Token]:
    """The text without paragraphs that are only a mark for a table of contents."""
    left = 0  # tokens of the paragraph that is left out
    for number, token in enumerate(tokens):
        if token.type == "paragraph_open" and _is_contents(tokens[number : number + 3]):
            words = tokens[number + 1]
            env["remarks"].append(_remark(Kind.CONTENTS, words, words.content.strip()))
            left = 3
        if left:
            left -= 1
        else:
            yield token


def _is_contents(paragraph: Sequence[Token]) -> bool:
    kinds = [token.type for token in paragraph]
    return kinds == ["paragraph_open", "inline", "paragraph_close"] and bool(
        _CONTENTS.fullmatch(paragraph[1].content.strip())
    )


def _fence(token: Token, env: MutableMapping[str, Any]) -> list[Token]:
    """A code block, its title above it; the rest of its info string is left out, and reported."""
    _, _, rest = token.info.strip().partition(" ")
    title = _FENCE_TITLE.search(token.info)
    rest = _FENCE_TITLE.sub("", rest).strip() if title else rest.strip()
    if rest.strip("{} \t"):
        env["remarks"].append(_remark(Kind.OPTIONS, token, rest))
    return [*boxes.titled(next(filter(None, title.groups()), "") if title else "", token.map), token]


def _after(state: StateCore) -> None:
    out: list[Token] = []
    for number, token in enumerate(state.tokens):
        if token.type == "inline":
            _unknown_notes(token, state.env)
            token.children = _named_by_their_address(token.children or [])
            _say_more(token, state.env)
        elif token.type == formulas.BLOCK:
            state.env["remarks"].append(_remark(Kind.FORMULA, token, formulas.whole(token)))
        out.append(token)
        if token.type == "heading_close":
            out += _below_heading(state.tokens[number - 1])
    state.tokens = out


def _apart(state: StateCore) -> None:
    """Last, when the words of the notes are read as well."""
    _unused_addresses(state)
    state.tokens = list(_without_definitions(state.tokens, state.env))


def _unused_addresses(state: StateCore) -> None:
    """Link reference definitions (`[label]: address "title"`) that no link and no picture uses."""
    children = [child for token in state.tokens for child in token.children or ()]
    inner = [below for child in children for below in child.children or ()]
    used = {str(child.attrs.get(name, "")) for child in (*children, *inner) for name in ("href", "src")}
    for label, definition in state.env.get("references", {}).items():
        if definition["href"] not in used:
            words = " ".join(filter(None, (f"[{label.lower()}]:", definition["href"], definition["title"])))
            state.env["remarks"].append(Remark(Kind.REFERENCE, definition["map"][0] + 1, words))


def _unknown_notes(token: Token, env: MutableMapping[str, Any]) -> None:
    """A number between brackets whose note nobody wrote stays a raised number."""
    for child in token.children or ():
        for match in _UNKNOWN_NOTE.finditer(child.content if child.type == "text" else ""):
            env["remarks"].append(_remark(Kind.MISSING_NOTE, token, match[0]))
    token.children = [new for child in token.children or () for new in _raised(child)]


def _named_by_their_address(children: list[Token]) -> list[Token]:
    """A link without words is called by its address, or nobody would find it."""
    out: list[Token] = []
    for child in children:
        while child.type == "link_close" and out and out[-1].type == "text" and not out[-1].content.strip():
            out.pop()
        if child.type == "link_close" and out and out[-1].type == "link_open":
            out.append(Token("text", "", 0, content=str(out[-1].attrs.get("href", ""))))
        out.append(child)
    return out


def _raised(child: Token) -> list[Token]:
    if child.type != "text" or not _UNKNOWN_NOTE.search(child.content):
        return [child]
    pieces = _UNKNOWN_NOTE.split(child.content)
    return [
        Token("raised", "", 0, content=piece) if number % 2 else Token("text", "", 0, content=piece)
        for number, piece in enumerate(pieces)
    ]


def _say_more(token: Token, env: MutableMapping[str, Any]) -> None:
    """Remarks on formulas, and on the titles of links and pictures."""
    line = token.map[0] + 1 if token.map else 0
    for child in token.children or ():
        line += child.type in {"softbreak", "hardbreak"}
        title = str(child.attrs.get("title", "")).strip()
        if child.type == "image" and str(child.attrs.get("src", "")).lstrip().lower().startswith("data:"):
            env["remarks"].append(Remark(Kind.PICTURE_INSIDE, line, child.content or "?"))
        if child.type in formulas.INLINE:
            env["remarks"].append(Remark(Kind.FORMULA, line, formulas.whole(child)))
        elif title and title != child.content:
            env["remarks"].append(Remark(Kind.TITLE, line, title))


def _below_heading(words: Token) -> list[Token]:
    """A heading is words alone: its pictures and the numbers of its notes stand below it."""
    moved = [child for child in words.children or () if child.type in _BELOW_HEADING]
    if not moved:
        return []
    words.children = [child for child in words.children or () if child.type not in _BELOW_HEADING]
    words.content = re.sub(r"\[\^[^\]\s]+\]", "", words.content)
    inline = Token("inline", "", 0, map=words.map, children=moved, level=1, block=True)
    opened = Token("paragraph_open", "p", 1, map=words.map, block=True)
    return [opened, inline, Token("paragraph_close", "p", -1, block=True)]


def definitions(env: MutableMapping[str, Any]) -> Mapping[int, list[Token]]:
    """The tokens of each footnote that the text refers to, by number."""
    notes = env.get("footnotes", {}).get("list", {})
    return {number + 1: _definition(note, env) for number, note in notes.items()}


def _definition(note: Mapping[str, Any], env: MutableMapping[str, Any]) -> list[Token]:
    if "tokens" in note:
        for token in note["tokens"]:
            token.type = "text" if token.type == "text_special" else token.type
        return [Token("inline", "", 0, content=note["content"], children=note["tokens"])]
    return list(env["definitions"].get(note["label"], []))


def unused_notes(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> list[Token]:
    """The footnotes that nothing in the text refers to, as paragraphs: nobody wrote them in vain."""
    used = list(_labels(tokens))
    for label in used:  # grows while it is read
        used += [inner for inner in _labels(env["definitions"].get(label, [])) if inner not in used]
    alone = {label: inside for label, inside in env["definitions"].items() if label not in used}
    for label, inside in alone.items():
        line = next((token.map[0] + 1 for token in inside if token.map), 0)
        env["remarks"].append(Remark(Kind.UNUSED_NOTE, line, f"[^{label}]"))
    return [token for inside in alone.values() for token in inside]


def _labels(tokens: Iterable[Token]) -> Iterator[str]:
    children = (child for token in tokens for child in token.children or ())
    yield from dict.fromkeys(
        child.meta["label"] for child in children if child.type == "footnote_ref" and "label" in child.meta
    )


def _render_reference(_self: Any, tokens: Sequence[Token], number: int, _options: Any, _env: Any) -> str:
    return write([reference(tokens[number].meta["id"] + 1)])


def _remark(kind: Kind, token: Token, words: str) -> Remark:
    return Remark(kind, token.map[0] + 1 if token.map else 0, words)

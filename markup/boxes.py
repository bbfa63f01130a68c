"""Boxes in every usual dialect, as quotations that begin with their title in bold.

`::: tip`, `:::{tip}` and `!!! tip` with or without a title, `> [!TIP]`, and fences such as ```{tip}.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from markup.normalize import normalize
from markup.remarks import Kind, Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

CONTAINER = "box"
OPEN, CLOSE = f"container_{CONTAINER}_open", f"container_{CONTAINER}_close"
MAX_FENCES = 10
_TITLES = {
    "note": ("Note", "Note"),
    "abstract": ("Résumé", "Summary"),
    "summary": ("Résumé", "Summary"),
    "info": ("Info", "Info"),
    "information": ("Info", "Info"),
    "tip": ("Astuce", "Tip"),
    "hint": ("Indice", "Hint"),
    "important": ("Important", "Important"),
    "success": ("Réussite", "Success"),
    "question": ("Question", "Question"),
    "faq": ("Question", "Question"),
    "warning": ("Attention", "Warning"),
    "caution": ("Attention", "Caution"),
    "attention": ("Attention", "Attention"),
    "danger": ("Danger", "Danger"),
    "error": ("Erreur", "Error"),
    "bug": ("Défaut connu", "Known bug"),
    "example": ("Exemple", "Example"),
    "exercise": ("Exercice", "Exercise"),
    "solution": ("Solution", "Solution"),
    "quote": ("Citation", "Quote"),
    "seealso": ("Voir aussi", "See also"),
    "details": ("Détails", "Details"),
    "spoiler": ("Détails", "Details"),
    "admonition": ("", ""),
}
_WORDS = re.compile(r"\{?\s*\.?([^\W\d_][\w-]{0,60})\}?(?:\[(?P<bracketed>[^\]]*)\])?[ \t]*(?P<title>.*)")
# Pandoc's own way to write it: an identifier, classes, values.
_BRACES = re.compile(r"\{((?=\s*[#.])[^{}\n]{1,500})\}")
_CLASS = re.compile(r"(?:^|\s)\.([^\W\d_][\w-]{0,60})")
_TITLE_VALUE = re.compile(r"""\btitle\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_VALUES_ALONE = re.compile(r"\{[^{}]*\}\s*$")
_FENCE = re.compile(r"\{([A-Za-z][\w-]{0,60})\}[ \t]*(.*)")
_ALERT = re.compile(r"\[!([A-Za-z][\w-]{0,40})\][+-]?[ \t]*([^\n]*)(?:\n|$)")


def plugin(markdown: MarkdownIt) -> None:
    """Make boxes quotations, before the words of lines are read."""
    markdown.core.ruler.before("inline", "boxes", _boxes)
    markdown.add_render_rule("title_open", lambda *_: "<p><b>")
    markdown.add_render_rule("title_close", lambda *_: "</b></p>\n")


def is_container(params: str, *_: Any) -> bool:
    """Whether what follows three colons names a box."""
    return _opening(params) is not None


def name_of(token: Token) -> str:
    """The name of a box opened with colons."""
    name, _own = _opening(token.info) or ("", "")
    return name.lower()


def title_of(token: Token, *, language: str) -> str:
    """The title of a box opened with colons, as Markdown: its own, else the one that its name gives."""
    opening = _opening(token.info)
    return _title(*opening, language=language) if opening else ""


def has_title(token: Token) -> bool:
    """Whether a box opened with colons says more than its name."""
    _name, own = _opening(token.info) or ("", "")
    return bool(own)


def _opening(info: str) -> tuple[str, str] | None:
    """The name of a box and what stands beside it: `tip Boire`, `{tip} Boire`, Pandoc's `{#un .tip title="Boire"}`."""
    braces = _BRACES.fullmatch(info.strip())
    if braces:
        names = _CLASS.findall(braces[1])
        title = _TITLE_VALUE.search(braces[1])
        return (names[0].removeprefix("callout-") if names else "div"), title[0] if title else ""
    match = _WORDS.fullmatch(info.strip())
    return (match[1], match["bracketed"] or match["title"]) if match else None


def titled(title: str, place: list[int] | None) -> list[Token]:
    """The tokens of a paragraph in bold; none without a title."""
    if not title:
        return []
    line = [place[0], place[0] + 1] if place else None
    words = Token("inline", "", 0, map=line, content=title, level=1, children=[], block=True)
    return [Token("title_open", "p", 1, map=line, block=True), words, Token("title_close", "p", -1, block=True)]


def _title(name: str, own: str, *, language: str) -> str:
    value = _TITLE_VALUE.search(own)
    title = (value[1] or value[2] or "") if value else _VALUES_ALONE.sub("", own).strip().strip('"')
    return title or _TITLES.get(normalize(name), ("", ""))[not language.startswith("fr")]


def _boxes(state: StateCore) -> None:
    state.tokens = list(_rewritten(state.tokens, state, depth=0))
    _alerts(state.tokens, language=state.env["language"])


def _rewritten(tokens: Sequence[Token], state: StateCore, *, depth: int) -> list[Token]:
    out: list[Token] = []
    apart: list[bool] = []  # of each open container, whether its caller takes it
    language = state.env["language"]
    for number, token in enumerate(tokens):
        if token.type == OPEN:
            apart.append(token.level == 0 and name_of(token) in state.env["apart"])
            title = title_of(token, language=language)
            if not apart[-1] and normalize(name_of(token)) not in _TITLES:
                line = token.map[0] + 1 if token.map else 0
                state.env["remarks"].append(Remark(Kind.TEMPLATE, line, f"{token.markup} {token.info.strip()}"))
            own = titled(title, token.map) if has_title(token) else []
            out += [token, *own] if apart[-1] else _opened(token, title, name_of(token))
        elif token.type == CLOSE:
            out.append(token if apart.pop() else _closed(token, "blockquote"))
        elif token.type == "admonition_open":
            out += _admonition(token, tokens[number + 1 : number + 3], language=language)
        elif token.type == "admonition_close":
            out.append(_closed(token, "blockquote"))
        elif token.type == "fence":
            out += _fence(token, state, depth=depth)
        elif not _is_title_of_admonition(tokens, number):
            out.append(token)
    return out


def _opened(token: Token, title: str, name: str) -> list[Token]:
    """A box with a title is a quotation; one that only arranges its content is that content."""
    is_box = bool(title) or normalize(name) in _TITLES
    token.type, token.tag, token.attrs = "blockquote_open", "blockquote" if is_box else "div", {}
    return [token, *titled(title, token.map)]


def _closed(token: Token, tag: str) -> Token:
    token.type, token.tag = f"{tag}_close", tag
    return token


def _admonition(token: Token, following: Sequence[Token], *, language: str) -> list[Token]:
    own = following[1].content if following and following[0].type == "admonition_title_open" else ""
    name = token.meta["tag"]
    title = _title(name, "" if own == name.title() else own, language=language) or own
    return _opened(token, title, "note")


def _is_title_of_admonition(tokens: Sequence[Token], number: int) -> bool:
    return tokens[number].type in {"admonition_title_open", "admonition_title_close"} or (
        number > 0 and tokens[number - 1].type == "admonition_title_open"
    )


def _fence(token: Token, state: StateCore, *, depth: int) -> list[Token]:
    """A fence that is a box is read; another directive keeps its own line, which says what it is."""
    match = _FENCE.fullmatch(token.info.strip())
    if not match:
        return [token]
    if normalize(match[1]) not in _TITLES or depth >= MAX_FENCES:
        token.content = f"{token.info.strip()}\n{token.content}"
        token.info = ""
        return [token]
    inside: list[Token] = []
    state.md.block.parse(token.content, state.md, state.env, inside)
    deeper = shifted(_rewritten(inside, state, depth=depth + 1), line=(token.map or [0])[0] + 1, level=token.level + 1)
    opened = Token("blockquote_open", "blockquote", 1, map=token.map, block=True)
    title = titled(_title(match[1], match[2], language=state.env["language"]), token.map)
    return [opened, *title, *deeper, Token("blockquote_close", "blockquote", -1, block=True)]


def shifted(tokens: list[Token], *, line: int, level: int) -> list[Token]:
    """Tokens of a part of a text, placed where that part stands in the whole."""
    for token in tokens:
        token.level += level
        token.map = [token.map[0] + line, token.map[1] + line] if token.map else None
    return tokens


def _alerts(tokens: list[Token], *, language: str) -> None:
    """Quotations whose first line is `[!NOTE]`, with a title of its own or without."""
    for number in range(len(tokens) - 3, -1, -1):
        if tokens[number].type != "blockquote_open":
            continue
        opening = [token.type for token in tokens[number + 1 : number + 3]]
        words = tokens[number + 2]
        match = _ALERT.match(words.content) if opening == ["paragraph_open", "inline"] else None
        if not match:
            continue
        words.content = words.content[match.end() :]
        title = _title(match[1], match[2], language=language) or match[1].capitalize()
        tokens[number + 1 : number + 1] = titled(title, words.map)

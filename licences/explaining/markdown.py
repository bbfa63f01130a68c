"""The Markdown of an explainer's file, as the blocks that its page is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

Block = dict[str, Any]

# Raw HTML stays the text that it is written with; addresses that run something are no links.
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")
_HEADINGS = {"h2", "h3"}
_REFUSED = {"fence", "code_block", "hr", "image"}
_NOTE, _TABLE = "blockquote_open", "table_open"


class UnreadableExplainer(ValueError):
    """A file that cannot become a page; the message is a sentence that says what to change in it."""


def to_blocks(markdown: str) -> list[Block]:
    """Cut a text into blocks `{"type": "text" | "note" | "table", "value": …}`, as the page stores them.

    A quotation is a note. Raises UnreadableExplainer for what an explainer cannot show: other headings than ## and ###,
    pictures, blocks of code.
    """
    tokens = _PARSER.parse(markdown)
    _check(tokens)
    blocks: list[Block] = []
    for group in _groups(tokens):
        kind = group[0].type
        if kind == _TABLE:
            blocks.append({"type": "table", "value": _table(group)})
        elif kind == _NOTE:
            blocks.append({"type": "note", "value": _html(group[1:-1])})
        elif blocks and blocks[-1]["type"] == "text":
            blocks[-1]["value"] += _html(group)
        else:
            blocks.append({"type": "text", "value": _html(group)})
    return blocks


def _check(tokens: list[Token]) -> None:
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open" and (token.tag not in _HEADINGS or token.level):
            message = _("Line %(line)d of the text: headings are ## or ###, outside notes and lists.")
            raise UnreadableExplainer(message % {"line": line})
        kinds = {token.type, *(child.type for child in token.children or ())}
        if kinds & _REFUSED:
            message = _("Line %(line)d of the text: an explainer holds no picture, block of code or ruled line.")
            raise UnreadableExplainer(message % {"line": line})


def _groups(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block of the first level."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _html(tokens: list[Token]) -> str:
    return str(_PARSER.renderer.render(tokens, _PARSER.options, {})).strip()


def _table(tokens: list[Token]) -> dict[str, Any]:
    """A table as Wagtail's typed table stores it; headings are plain, cells may hold bold words and links."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_html([token]))
    head, *body = rows
    return {
        "columns": [{"type": "text", "heading": strip_tags(cell)} for cell in head],
        "rows": [{"values": [f"<p>{cell}</p>" if cell else "" for cell in row]} for row in body],
        "caption": "",
    }

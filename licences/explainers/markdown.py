"""The Markdown of an explainer's file, as the blocks that its page is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markup.editing import stored
from markup.inline import one_line
from markup.markdown import source
from markup.messages import Unreadable
from markup.messages import message as _
from markup.notes import with_notes
from markup.tree import Node, text_of

if TYPE_CHECKING:
    from markdown_it.token import Token

    from markup.remarks import Remark

Block = dict[str, Any]

_HEADINGS = {"h2", "h3"}
_REFUSED = {"fence", "code_block", "hr", "image", "math_block"}
_QUOTE, _TABLE = "blockquote", "table"


def to_blocks(markdown: str, *, language: str = "fr") -> list[Block]:
    """Cut a text into blocks `{"type": "text" | "note" | "table", "value": …}`, as the page stores them.

    A quotation is a note. Raises Unreadable for what an explainer cannot show: other headings than ## and ###,
    pictures, blocks of code.
    """
    return read(markdown, language=language)[0]


def read(markdown: str, *, language: str) -> tuple[list[Block], list[Remark]]:
    """The blocks of a text as `to_blocks` gives them, and what its author should know of how it was read."""
    parsed = source(markdown, language=language)
    _check(parsed.tokens)
    text = parsed.text(keep_headings=True)
    blocks: list[Block] = []
    for node in with_notes(text.nodes, text.notes):
        tag = node.tag if isinstance(node, Node) else ""
        if isinstance(node, Node) and tag == _TABLE:
            blocks.append({"type": "table", "value": _table(node)})
        elif isinstance(node, Node) and tag == _QUOTE:
            blocks.append({"type": "note", "value": stored(node.children)})
        elif blocks and blocks[-1]["type"] == "text":
            blocks[-1]["value"] += stored([node])
        else:
            blocks.append({"type": "text", "value": stored([node])})
    return blocks, [*parsed.remarks, *text.remarks]


def _check(tokens: list[Token]) -> None:
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open" and (token.tag not in _HEADINGS or token.level):
            raise Unreadable(
                _("Line %(line)s of the text: headings are ## or ###, outside notes and lists.", line=line)
            )
        kinds = {token.type, *(child.type for child in token.children or ())}
        if kinds & _REFUSED:
            raise Unreadable(
                _("Line %(line)s of the text: an explainer holds no picture, block of code or ruled line.", line=line)
            )


def _table(table: Node) -> dict[str, Any]:
    """A table as Wagtail's typed table stores it; headings are plain, cells may hold bold words and links."""
    head, *body = [
        [cell for cell in row.children if isinstance(cell, Node)] for row in table.children if isinstance(row, Node)
    ]
    return {
        "columns": [{"type": "text", "heading": one_line(text_of(cell.children))} for cell in head],
        "rows": [{"values": [_cell(cell) for cell in row]} for row in body],
        "caption": "",
    }


def _cell(cell: Node) -> str:
    return f"<p>{stored(cell.children)}</p>" if cell.children else ""

"""The body of a guide in our format, cut at its headings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mdit_py_plugins.container import container_plugin

from commons.exchange.richtext import MAX_NESTING, parser, to_tree

if TYPE_CHECKING:
    from markdown_it.token import Token

_PARSER = parser()
for _name in ("note", "files"):
    _PARSER.use(partial(container_plugin, name=_name))


class Part:
    """What stands under one heading: the text, and apart from it the note and the names of files."""

    def __init__(self) -> None:
        self.text = self.note = self.files = ""


def parts_of(body: str) -> list[tuple[str | None, Part]]:
    """The body cut at its second-level headings; a heading is given as it is written, None before the first."""
    lines = body.split("\n")
    tokens = _PARSER.parse(body)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        to_tree(body)
    marks = [(token, tokens[position + 1]) for position, token in enumerate(tokens) if _is_mark(token)]
    parts: list[tuple[str | None, Part]] = [(None, Part())]
    line = 0
    for token, following in marks:
        start, end = token.map or (0, 0)
        parts[-1][1].text += "\n".join([*lines[line:start], ""])
        line = end
        if token.type == "heading_open":
            parts.append((" ".join(following.content.split("\n")), Part()))
        else:
            name = token.type.removeprefix("container_").removesuffix("_open")
            setattr(parts[-1][1], name, getattr(parts[-1][1], name) + "\n".join([*lines[start + 1 : end], "", ""]))
            line += end < len(lines) and lines[end].strip().strip(":") == ""
    parts[-1][1].text += "\n".join(lines[line:])
    return parts


def _is_mark(token: Token) -> bool:
    if token.level:
        return False
    heading = token.type == "heading_open" and token.tag in {"h1", "h2"}
    return heading or token.type in {"container_note_open", "container_files_open"}

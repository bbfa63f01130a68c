"""The body of a guide in our format, cut at its headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markup import boxes
from markup.markdown import Source, source

if TYPE_CHECKING:
    from markdown_it.token import Token

APART = frozenset({"note", "files"})


@dataclass(slots=True)
class Part:
    """What stands under one heading, as it is written (None before the first): text, note, and names of files."""

    heading: str | None = None
    text: list[Token] = field(default_factory=list)
    note: list[Token] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.note or self.files)


def parts_of(body: str, *, language: str) -> tuple[Source, list[Part]]:
    """The body, and its parts cut at headings of the second level. Raises UnreadableText when it nests too deeply."""
    parsed = source(body, language=language, apart=APART)
    parts = [Part()]
    box: list[Token] | None = None
    tokens = iter(enumerate(parsed.tokens))
    for number, token in tokens:
        if token.type == boxes.OPEN:
            box = _opened(token, parsed, parts[-1])
        elif token.type == boxes.CLOSE:
            box = None
        elif box is None and token.type == "heading_open" and not token.level and token.tag in {"h1", "h2"}:
            parts.append(Part(" ".join(parsed.tokens[number + 1].content.split("\n"))))
            next(tokens), next(tokens)  # its words and its end
        else:
            (parts[-1].text if box is None else box).append(token)
    return parsed, parts


def _opened(token: Token, parsed: Source, part: Part) -> list[Token]:
    """Where the content of a box goes: the note, or nowhere once the names of files are taken."""
    if boxes.name_of(token) == "note":
        return part.note
    start, end = token.map or [0, 0]
    part.files += [line.strip() for line in parsed.lines[start + 1 : end] if line.strip(" :\t>")]
    return []

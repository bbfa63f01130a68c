"""The stored text of an explainer made into HTML for readers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from markup.notes import anchored
from markup.typography import typeset
from web.stored_texts import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONG = 4  # headings from which a table of contents helps
_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """`kind` is text, note or table; `html` is safe; a table has a `head` of words and `rows` of cells of safe HTML."""

    kind: str
    html: SafeString | str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[SafeString, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    anchor: str
    title: str


class Text:
    """The parts of a text in order, and its headings with the anchors that the parts carry."""

    def __init__(self, blocks: Iterable[Mapping[str, Any]], *, language: str) -> None:
        self.language = language
        self.headings: list[Heading] = []
        self.parts = [self._part(block) for block in blocks]

    @property
    def contents(self) -> list[Heading]:
        """The table of contents; none when the text is short."""
        return self.headings if len(self.headings) >= LONG else []

    def _part(self, block: Mapping[str, Any]) -> Part:
        if block["type"] != "table":
            return Part(block["type"], self._html(block["value"]))
        table = block["value"]
        rows = tuple(tuple(self._html(cell) for cell in row["values"]) for row in table["rows"])
        return Part("table", head=tuple(column["heading"] for column in table["columns"]), rows=rows)

    def _html(self, stored: str) -> SafeString:
        headed = _HEADING.sub(self._anchored, expanded(stored))
        noted = anchored(headed, scope="texte", label=_("Note %(number)s"), back=_("Note %(number)s: back to the text"))
        return mark_safe(typeset(noted, language=self.language))  # noqa: S308 -- cleaned when stored

    def _anchored(self, match: re.Match[str]) -> str:
        title = unescape(strip_tags(match[1])).strip()
        base = slugify(title) or "partie"
        anchors = {heading.anchor for heading in self.headings}
        anchor = next(name for name in (base, *(f"{base}-{n}" for n in range(2, 1000))) if name not in anchors)
        self.headings.append(Heading(anchor, typeset(title, language=self.language)))
        return f'<h2 id="{anchor}">{match[1]}</h2>'

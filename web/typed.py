"""Words that somebody typed in a field that no form reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST = 10_000
MOST_DIGITS = 17  # below what a key of any database holds


def words_in(data: QueryDict, name: str, longest: int = LONGEST) -> str:
    """What stands in `name`, at most `longest` characters, without NUL: PostgreSQL refuses it in a text and in JSON."""
    return data.get(name, "").replace("\x00", "").strip()[:longest]


def number_in(text: str) -> int | None:
    """The number, such as a key, that an address or a form names in digits; None for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None

"""Stored rich text as HTML for readers: Wagtail's own, after what other floors read in its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.rich_text import expand_db_html

if TYPE_CHECKING:
    from collections.abc import Callable

    Reading = Callable[[str], str]

_readings: dict[str, Reading] = {}


def register(name: str, reading: Reading) -> None:
    """Let `reading` make HTML of marks that people type in texts. A second of the same name replaces the first."""
    _readings[name] = reading


def expanded(stored: str) -> str:
    """The HTML of a stored text: pictures, files and links by their keys, and every mark that a floor reads."""
    for reading in _readings.values():
        stored = reading(stored)
    return str(expand_db_html(stored))

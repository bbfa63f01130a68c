"""The segment of a credit that names the licence, in the words that fit what kind of tool it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.credit.segments import Role, Segment
from legaltools.languages import choose

if TYPE_CHECKING:
    from datetime import date

    from legaltools.credit.work import Work
    from legaltools.tool import Tool

MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def terms(work: Work, language: str) -> list[Segment]:
    """Give the segments that say under which terms the work is, none when that is unknown."""
    tool = work.licence
    if tool is None:
        return []
    if tool.is_reserved:
        return _statement(tool, language)
    if tool.unit == "zero":
        return _dedication(tool, language)
    if tool.is_public_domain:
        return [
            Segment(choose(language, fr="domaine public", en="public domain"), tool.url, Role.LICENCE, value=tool.key),
            _address(tool),
        ]
    return [*_licence(tool, language), *_updated(work, language)]


def _licence(tool: Tool, language: str) -> list[Segment]:
    # A label that begins with "Licence" would say the word twice.
    article = "sous " if tool.label.startswith("Licence") else "sous licence "
    words = Segment(choose(language, fr=article, en="licensed under "))
    return [words, Segment(tool.label, tool.url, Role.LICENCE, value=tool.key), _address(tool)]


def _dedication(tool: Tool, language: str) -> list[Segment]:
    words = choose(language, fr="versé dans le domaine public (", en="dedicated to the public domain (")
    return [
        Segment(words),
        Segment(tool.label, tool.url, Role.LICENCE, value=tool.key),
        _address(tool, choose(language, fr=f"\u00a0: {tool.url}", en=f": {tool.url}")),
        Segment(")"),
    ]


def _statement(tool: Tool, language: str) -> list[Segment]:
    if tool.unit == "by-permission":
        return [Segment(choose(language, fr="reproduit avec autorisation", en="used with permission"))]
    if tool.unit == "all-rights-reserved":
        words = choose(language, fr="tous droits réservés", en="all rights reserved")
        return [Segment(words, tool.url, Role.STATEMENT)]
    words = choose(language, fr="statut des droits\u00a0: ", en="rights status: ")
    return [Segment(words), Segment(tool.name(language), tool.url, Role.STATEMENT)]


def _address(tool: Tool, text: str = "") -> Segment:
    return Segment(text or f" ({tool.url})", role=Role.LICENCE, plain_only=True, value=tool.key)


def _updated(work: Work, language: str) -> list[Segment]:
    """Say when the data were last updated, as Licence Ouverte 2.0 asks beside the source."""
    if work.updated is None or work.licence is None or work.licence.unit != "etalab":
        return []
    words = Segment(choose(language, fr=", mise à jour du ", en=", last updated "))
    return [words, Segment(day_in_words(work.updated, language), role=Role.UPDATED, value=work.updated.isoformat())]


def day_in_words(day: date, language: str) -> str:
    month = MONTHS[choose(language, fr="fr", en="en")][day.month - 1]
    number = choose(language, fr="1er" if day.day == 1 else str(day.day), en=str(day.day))
    return f"{number}\u00a0{month} {day.year}"

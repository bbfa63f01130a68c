"""Numbers that facilitators write in words: how long, how many people."""

from __future__ import annotations

import re

_DASH = r"\s*(?:-|–|—|à|a|to)\s*"
_HOURS = r"(\d{1,2})\s*(?:h|heures?)(?:\s*(\d{2}))?(?!\w)"
_MINUTES = r"(\d{1,3})\s*(?:min(?:utes?|s)?\b\.?|mn\b|')"
_DURATION = re.compile(rf"(?:{_HOURS}|(?:\d{{1,3}}{_DASH})?{_MINUTES})", re.IGNORECASE)
_RANGE = re.compile(rf"{_HOURS}{_DASH}{_HOURS}", re.IGNORECASE)
_TIMING = re.compile(
    rf"\s*\(\s*(?:environ\s+)?(?:(\d{{1,3}}){_DASH})?(\d{{1,3}})\s*(?:min(?:utes?)?|mn)\.?\s*\)\s*:?\s*$", re.IGNORECASE
)
_BETWEEN = re.compile(rf"(\d{{1,4}}){_DASH}(\d{{1,4}})")
_MORE_THAN = re.compile(r"(?:>|plus de)\s*(\d{1,4})")
_AT_LEAST = re.compile(
    r"(\d{1,4})\s*(?:personnes|participant\S*)?\s*(?:et\s*\+|et plus|\+|minimum)|(?:minimum|au moins)\s*(\d{1,4})"
)
_ALONE = re.compile(r"^\D*(\d{1,4})\s*(?:personnes|participant\S*)?\D*$")


def minutes_of(text: str) -> int | None:
    """The duration that a text gives, the longer of a range; None when it gives none or several to add up."""
    ranged = _RANGE.search(text)
    if ranged:
        return int(ranged[3]) * 60 + int(ranged[4] or 0)
    found = list(_DURATION.finditer(text))
    if len(found) != 1:
        return None
    hours, more, minutes = found[0][1], found[0][2], found[0][3]
    return int(minutes) if minutes else int(hours) * 60 + int(more or 0)


def timed(title: str) -> tuple[str, int | None, str]:
    """A step's title without its timing, its minutes, and the words of a range, of which the longer end is kept."""
    found = _TIMING.search(title)
    if not found:
        return title, None, ""
    said = f"{found[1]} à {found[2]} min" if found[1] else ""
    return title[: found.start()], int(found[2]), said


def group_of(text: str) -> tuple[int | None, int | None]:
    """The least and the most people that a text asks for."""
    between = _BETWEEN.search(text)
    if between and int(between[1]) <= int(between[2]):
        return int(between[1]), int(between[2])
    more = _MORE_THAN.search(text)
    if more:
        return int(more[1]) + 1, None
    least = _AT_LEAST.search(text)
    if least:
        return int(least[1] or least[2]), None
    alone = _ALONE.match(text)
    return (int(alone[1]), int(alone[1])) if alone else (None, None)

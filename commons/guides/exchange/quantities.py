"""Numbers that facilitators write in words: how long, how many people."""

from __future__ import annotations

import re

from importing.added_words import added
from markup.normalize import composed

_DASH = r"\s*(?:-|–|—|à|a|to)\s*"
_HOURS = r"(\d{1,2})\s*(?:h|heures?)(?:\s*(\d{2}))?(?!\w)"
_MINUTES = r"(\d{1,3})\s*(?:min(?:utes?|s)?\b\.?|mn\b|')"
_DURATION = re.compile(rf"(?:{_HOURS}|(?:\d{{1,3}}{_DASH})?{_MINUTES})", re.IGNORECASE)
_RANGE = re.compile(rf"{_HOURS}{_DASH}{_HOURS}", re.IGNORECASE)
_LONG = r"\d{1,2}\s*(?:h\b|h(?=\d)|heures?\b|hours?\b|horas?\b)(?:\s*\d{1,2}\s*(?:min(?:ut[eo]s?)?|mn)?)?"
_SHORT = r"\d{1,6}\s*(?:min(?:ut[eo]s?)?|mn|')"
_SPAN = rf"(?:{_LONG}|{_SHORT})"
_ABOUT = r"(?:(?:environ|env\.|about|unos|cerca de|~)\s*)?"
# “20 à 30 min”, and what people write around it: “de 20 à 30”, “entre 20 et 30”, “between 20 and 30”.
_UP_TO = rf"(?:(?:de|from|desde)\s+)?(\d{{1,3}}|{_SPAN}){_DASH}"
_WITHIN = rf"(?:entre|between)\s+(\d{{1,3}}|{_SPAN})\s*(?:et|and|y|e)\s*"
_RANGED = rf"(?:{_UP_TO}|{_WITHIN})?({_SPAN})"
_TIMING = re.compile(rf"\s*\(\s*{_ABOUT}{_RANGED}\.?\s*\)\s*:?\s*$", re.IGNORECASE)
_STEP_WORD = r"(?:étape|etape|step|etapa|paso|passo)"
_NUMBERED = r"(?:n[o°º]\s*)?\d{1,3}\s*(?<!\\)[:.–—-]"
STEP_HEADING = re.compile(rf"{_STEP_WORD}\s*(?:(?<!\\):|{_NUMBERED})\s*", re.IGNORECASE)
_BETWEEN = re.compile(rf"(\d{{1,4}}){_DASH}(\d{{1,4}})")
_MORE_THAN = re.compile(r"(?:>|plus de)\s*(\d{1,4})")
_AT_LEAST = re.compile(
    r"(\d{1,4})\s*(?:personnes|participant\S*)?\s*(?:et\s*\+|et plus|\+|minimum)|(?:minimum|au moins)\s*(\d{1,4})"
)
MOST_MINUTES = 999_999
_ALONE = re.compile(r"^\D*(\d{1,4})\s*(?:personnes|participant\S*)?\D*$")


def minutes_of(text: str) -> int | None:
    """The duration that a text gives, the longer of a range; None when it gives none or several to add up."""
    ranged = _RANGE.search(text)
    if ranged:
        return int(ranged[3]) * 60 + int(ranged[4] or 0)
    durations = list(_DURATION.finditer(text))
    if len(durations) != 1:
        return None
    hours, more, minutes = durations[0][1], durations[0][2], durations[0][3]
    return int(minutes) if minutes else int(hours) * 60 + int(more or 0)


def timed(title: str, *, language: str = "fr") -> tuple[str, int | None, str]:
    """A step's title without its timing, its minutes, and the words of a range, of which the longer end is kept.

    The range is worded in the `language` of the title: “20 à 30 min”, “20 to 30 min”.
    """
    match = _TIMING.search(title)
    minutes = _span(match[3]) if match else None
    if not match or minutes is None or minutes > MOST_MINUTES:
        return title, None, ""
    least = match[1] or match[2]
    interval = f"{least}{added('between', language)}{match[3]}" if least else ""
    return title[: match.start()], minutes, interval


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


def step_of(heading: str, *, language: str = "fr") -> tuple[str, int | None] | None:
    """The title and minutes of a heading that says it is a step: “Étape 2 : Lire (1 h 30)”; None for another one.

    A backslash before its colon, or before the bracket at its end, says that it only looks so.
    """
    words = composed(heading)
    match = STEP_HEADING.match(words)
    if not match:
        return None
    rest = words[match.end() :].strip()
    if not rest.endswith(")"):
        return rest, None
    title, minutes, interval = timed(rest, language=language)
    return f"{title} ({interval})" if interval else title, minutes


def looks_timed(title: str) -> bool:
    """Whether the end of a title would be read as a timing."""
    return title.endswith(")") and timed(title)[1] is not None


def _span(words: str) -> int | None:
    """The minutes of one duration, hours or minutes or both."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if not re.search(r"h|hora|heure", words, re.IGNORECASE):
        return numbers[0]
    return numbers[0] * 60 + (numbers[1] if len(numbers) > 1 else 0)

"""Opening hours as OpenStreetMap writes them, the simple ones alone: “Tu-Sa 10:00-12:00,14:00-18:00; PH off”.

Source: the specification of `opening_hours` in the wiki of OpenStreetMap. What it says of weeks, months, dates, school
holidays, sunrise or comments is not read: `read` gives None, and a person has to look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    Spans = tuple[tuple[int, int], ...]

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = 7  # the place of PH after the seven days
DAY_MINUTES = 24 * 60
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)"
_RULE = re.compile(rf"(?P<days>{_DAY}(?:\s*[-,]\s*{_DAY})*)?:?\s*(?P<times>off|closed|open|[\d:\-, ]+)?")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Opening:
    """Minutes from midnight, by the day of the week; `holiday` is None where nothing is said of public holidays."""

    week: tuple[Spans, ...]
    holiday: Spans | None = None

    def is_open(self, start: datetime, end: datetime, *, is_holiday: bool = False) -> bool:
        """Whether it is open from `start` to `end`, by the clock that both carry; ending at closing time is inside."""
        spans = self.week[start.weekday()]
        if is_holiday and self.holiday is not None:
            spans = self.holiday
        first = start.hour * 60 + start.minute
        last = first + int((end.replace(tzinfo=None) - start.replace(tzinfo=None)).total_seconds() // 60)
        return any(opens <= first and last <= closes for opens, closes in _joined(spans))


def read(text: str) -> Opening | None:
    """What `text` says; None where it says more than this reads, or nothing."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if text == "24/7":
        return Opening(tuple(((0, 2 * DAY_MINUTES),) for _day in DAYS))
    days: list[Spans] = [() for _day in DAYS]
    holiday: Spans | None = None
    for part in filter(None, (part.strip() for part in text.split(";"))):
        rule = _rule(part)
        if rule is None:
            return None
        for day in rule[0]:
            if day == HOLIDAY:
                holiday = rule[1]
            else:
                days[day] = rule[1]
    return Opening(tuple(days), holiday)


def _rule(part: str) -> tuple[set[int], Spans] | None:
    found = _RULE.fullmatch(part)
    if found is None or not (found["days"] or found["times"]):
        return None
    spans = _spans(found["times"] or "open")
    return None if spans is None else (_days(found["days"] or "Mo-Su"), spans)


def _days(said: str) -> set[int]:
    numbers = {name: number for number, name in enumerate((*DAYS, "PH"))}
    found: set[int] = set()
    for piece in said.replace(" ", "").split(","):
        first, _dash, last = piece.partition("-")
        start, end = numbers[first], numbers[last or first]
        if HOLIDAY in (start, end):
            found |= {start, end}
        else:
            # “Sa-Tu” goes over the end of the week.
            found |= {(start + step) % len(DAYS) for step in range((end - start) % len(DAYS) + 1)}
    return found


def _spans(said: str) -> Spans | None:
    said = said.strip()
    if said in {"off", "closed"}:
        return ()
    if said == "open":
        return ((0, DAY_MINUTES),)
    spans = []
    for piece in said.split(","):
        found = _SPAN.fullmatch(piece.strip())
        if found is None:
            return None
        opens, closes = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4]))
        if max(opens, closes) > DAY_MINUTES:
            return None
        spans.append((opens, closes if closes > opens else closes + DAY_MINUTES))
    return tuple(spans)


def _joined(spans: Spans) -> Iterable[tuple[int, int]]:
    """Spans that touch are one: a place that notes the hours of two desks does not close between them."""
    joined: list[tuple[int, int]] = []
    for opens, closes in sorted(spans):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return joined

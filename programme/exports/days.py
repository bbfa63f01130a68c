"""Long occurrences in pieces, a day each: formats with days and hours know no exhibition of two weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from programme.context.values import DAY_BEGINS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from programme.context.values import Occasion


@dataclass(frozen=True, slots=True)
class Part:
    """What of an occurrence falls on one day; `number` is 0 for the first day. Times carry the edition's zone."""

    occasion: Occasion
    number: int
    day: date
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it lasts by a stopwatch: 25 hours of a day on which the clock goes back."""
        return int((self.end.astimezone(UTC) - self.start.astimezone(UTC)).total_seconds() // 60)


def bounds(day: date, zone: object) -> tuple[datetime, datetime]:
    """A day of the programme: from four to four."""
    first = datetime.combine(day, time(), zone) + DAY_BEGINS  # type: ignore[arg-type]
    return first, datetime.combine(day + timedelta(days=1), time(), zone) + DAY_BEGINS  # type: ignore[arg-type]


def parts(occasion: Occasion) -> Iterator[Part]:
    """An occurrence of a day or less as it is; a longer one, or whole days, cut at four in the morning."""
    if not occasion.is_long and not occasion.all_day:
        yield Part(occasion, 0, occasion.day, occasion.start, occasion.end)
        return
    number, day = 0, occasion.day
    while True:
        first, last = bounds(day, occasion.start.tzinfo)
        start, end = max(first, occasion.start), min(last, occasion.end)
        if first >= occasion.end:
            return
        if end > start:
            yield Part(occasion, number, day, start, end)
            number += 1
        day += timedelta(days=1)

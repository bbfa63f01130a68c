"""How full each hour of an edition is: days by hours, in numbers and words before colours."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from programme.context.when import day_in_words, time_in_words
from programme.enums import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from programme.context.values import Occasion

LEVELS = 4
MOST_DAYS = 400
USUAL = range(9, 19)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of a day. `level` goes from 0 to LEVELS, against the fullest hour of the edition."""

    count: int
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Heat:
    """`rows` are (day, its words, its cells, how many times it has); `long_ones` are not counted: they take no hour."""

    hours: tuple[str, ...]
    rows: tuple[tuple[date, str, tuple[Cell, ...], int], ...]
    most: int
    long_ones: int


def heat(times: Iterable[Occasion], days: Iterable[date]) -> Heat:
    """Counts each time in every hour that it touches, from its start to before its end, by the clock of the edition.

    What is cancelled or without a date counts nowhere; an hour after midnight belongs to the evening before. `days` are
    shown even when they are empty.
    """
    counted = [one for one in times if one.status not in {Status.CANCELLED, Status.POSTPONED}]
    sittings = [one for one in counted if not one.is_long and not one.all_day]
    cells: Counter[tuple[date, int]] = Counter()
    for one in sittings:
        cells.update((one.day, hour) for hour in _hours(one))
    starts = Counter(one.day for one in sittings)
    shown = sorted({*days, *starts})[:MOST_DAYS]
    hours = _span(hour for _day, hour in cells)
    most = max(cells.values(), default=0)
    rows = tuple(
        (day, day_in_words(day), tuple(_cell(cells[day, hour], most) for hour in hours), starts[day]) for day in shown
    )
    return Heat(tuple(time_in_words(time(hour % 24)) for hour in hours), rows, most, len(counted) - len(sittings))


def _hours(one: Occasion) -> set[int]:
    """Hours since midnight of its day: those of the night go on after 23."""
    first = one.start.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    last = one.end.replace(tzinfo=None)
    midnight = first.replace(hour=0) if first.date() == one.day else first.replace(hour=0) - timedelta(days=1)
    found: set[int] = set()
    moment = first
    while moment < last and len(found) < 2 * 24:
        found.add(int((moment - midnight) / HOUR))
        moment += HOUR
    return found


def _span(hours: Iterable[int]) -> range:
    """From the first hour to the last one that is used, and those of a usual day."""
    used = [*hours, USUAL.start, USUAL.stop - 1]
    return range(min(used), max(used) + 1)


def _cell(count: int, most: int) -> Cell:
    words = ngettext("%(count)d event", "%(count)d events", count) % {"count": count}
    return Cell(count, -(-count * LEVELS // most) if count else 0, words)

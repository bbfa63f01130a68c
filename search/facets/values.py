"""Numbers and days as they stand in an address, in an index and on a page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Days = list[date]

# An item that lasts longer than three years is found in its first ones.
MOST_DAYS = 1_100
OPEN = ".."
_NUMBER = re.compile(r"[0-9]{1,15}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_number(value: str, *, most: int | None) -> tuple[int | None, str]:
    """A whole number from 1 up, to `most` if there is a most; or a sentence. Nothing typed is neither."""
    number = int(value) if _NUMBER.fullmatch(value) else 0
    if not value or (number >= 1 and (most is None or number <= most)):
        return number or None, ""
    if most is None:
        return None, _("“%(value)s” is not a whole number from 1 up.") % {"value": value[:40]}
    return None, _("“%(value)s” is not a whole number from 1 to %(most)d.") % {"value": value[:40], "most": most}


def read_day(value: str) -> tuple[date | None, str]:
    """A day written as 2026-11-24, or a sentence. Nothing typed is neither."""
    if not value:
        return None, ""
    try:
        return date.fromisoformat(value if _DAY.fullmatch(value) else ""), ""
    except ValueError:
        return None, _("“%(value)s” is not a day: write it as 2026-11-24.") % {"value": value[:40]}


def interval(first: date | None, last: date | None) -> str:
    """Two days, either of which may be missing, as one key."""
    return "/".join(day.isoformat() if day else OPEN for day in (first, last))


def bounds(key: str) -> tuple[date | None, date | None]:
    """The days of an interval: the reverse of `interval`."""
    first, last = (None if day == OPEN else date.fromisoformat(day) for day in key.split("/"))
    return first, last


def days_between(key: str) -> tuple[date, date]:
    """The days of an interval that is open at neither end."""
    first, last = map(date.fromisoformat, key.split("/"))
    return first, last


def days(periods: Sequence[tuple[date, date]]) -> Days:
    """Each day of some periods (first and last day), once, in order; MOST_DAYS at most."""
    every = {day for period in periods for day in islice(_each(*period), MOST_DAYS)}
    return sorted(every)[:MOST_DAYS]


def _each(first: date, last: date) -> Iterator[date]:
    yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def period_label(key: str) -> str:
    """A month, or an interval: “November 2026”, “From 1 November 2026 to 30 November 2026”."""
    if "/" not in key:
        return date_format(date.fromisoformat(f"{key}-01"), "YEAR_MONTH_FORMAT")
    first, last = (day and date_format(day, "DATE_FORMAT") for day in bounds(key))
    if first and last:
        return _("From %(first)s to %(last)s") % {"first": first, "last": last}
    return _("From %(first)s") % {"first": first} if first else _("Until %(last)s") % {"last": last}

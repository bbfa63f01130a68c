"""Dates made from a rule by the clock on the wall (“every Wednesday from 2 to 4 p.m., not in the holidays”).

What is stored are the occurrences, each for itself: no rule. One date that moves is moved, and the others stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible
from programme.domain.occurrences import check_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

MOST = 400  # occurrences, and days between the first and the last one
MOST_WEEKS = 12
SCHOOL_ZONES = ("A", "B", "C")
LAST = -1  # of `nth`: the last such day of a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From `first` to `last`, both included; `starts` and `ends` are read from the clock on the wall, and an end that
    is not after the start belongs to the next day.

    `weekdays`: 0 is Monday. `every`: 1 is each week, 2 every second one, counted from the week of the first such day.
    `nth`: of each month, the first (1) to the fourth (4) such day, or the last one (`LAST`). `days` are dates named one
    by one: the weekdays are not asked then. `school_zone` is A, B (Brest) or C, "" where school holidays do not matter.
    """

    first: date
    last: date
    starts: time
    ends: time
    weekdays: frozenset[int] = frozenset()
    every: int = 1
    nth: int | None = None
    days: tuple[date, ...] = ()
    without_public_holidays: bool = False
    school_zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """`times`: start and end, with their zone. `left_out`: days that a holiday takes, with its name.

    `unknown_from`: the first of these days for which school holidays are not known here yet; None when all are known.
    """

    times: tuple[tuple[datetime, datetime], ...]
    left_out: tuple[tuple[date, str], ...] = ()
    unknown_from: date | None = None


def occurrences(rule: Rule, zone: ZoneInfo) -> Made:
    """The times that a rule gives, in their order, each once. Raises NotPossible for a rule that gives none, that is
    longer than 400 days, that gives more than 400 times or is of a year in which nothing takes place.
    """
    _check(rule)
    holidays = public_holidays(rule.first, rule.last) if rule.without_public_holidays else {}
    school, known_until = school_holidays(rule.school_zone) if rule.school_zone else ({}, date.max)
    times, left_out, asked = [], [], []
    for day in _days(rule):
        taken = holidays.get(day) or school.get(day)
        if taken:
            left_out.append((day, taken))
            continue
        asked.append(day)
        times.append(on_the_wall(day, rule.starts, rule.ends, zone))
    if not times:
        raise NotPossible(_("This gives no date: check the days, and the first and the last one."))
    if len(times) > MOST:
        raise NotPossible(_("This gives more than %(most)d dates: make the period shorter.") % {"most": MOST})
    unknown = next((day for day in asked if day > known_until), None)
    return Made(times=tuple(times), left_out=tuple(left_out), unknown_from=unknown)


def on_the_wall(day: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end of what a clock on the wall shows that day; `ends` at `starts` or before it is the next day.

    In the night when an hour is left out, what would begin in it begins as many minutes after the clock went on, and
    lasts as long; in the night when one comes twice, the first one counts. The end is after the start in any case.
    """
    last = day if ends > starts else day + timedelta(days=1)
    start, end = _moment(day, starts, zone), _moment(last, ends, zone)
    # Moments are compared in UTC: of two times with one zone Python compares what the clock shows.
    if end.astimezone(UTC) <= start.astimezone(UTC):
        lasts = datetime.combine(last, ends) - datetime.combine(day, starts)
        end = (start.astimezone(UTC) + lasts).astimezone(zone)
    return start, end


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """A time that exists: one in the hour that is left out is the same number of minutes after the clock went on."""
    return datetime.combine(day, clock.replace(fold=0), tzinfo=zone).astimezone(UTC).astimezone(zone)


def unknown_sentence(made: Made) -> str:
    """What to tell whoever asked for dates outside school holidays that nobody knows yet; "" when all are known."""
    if made.unknown_from is None:
        return ""
    said = _("From %(day)s on, the dates of school holidays are not known here yet: no date was left out for them.")
    return said % {"day": date_format(made.unknown_from)}


def public_holidays(first: date, last: date) -> dict[date, str]:
    """Public holidays of mainland France from the year of `first` to that of `last`, with their names in French.

    Those of Alsace and Moselle alone, or of one overseas territory, are not among them.

    Source: the package `holidays`, after article L3133-1 of the Code du travail.
    """
    # ruff: noqa: PLC0415 -- both read tables, and few requests ask for them
    from holidays import country_holidays

    found = country_holidays("FR", years=range(first.year, last.year + 1), language="fr")
    return {day: str(name) for day, name in found.items()}


@cache
def school_holidays(zone: str) -> tuple[dict[date, str], date]:
    """Days of school holidays of zone A, B or C, with their names in French, and the last day that is known at all.

    Corsica and each overseas academy have a calendar of their own, which neither this package nor `holidays` has.

    The package has no day that is no holiday: beyond the last holiday it tells nothing, and says it of no day.
    Source: `vacances-scolaires-france`, after the calendar of the ministry of education.
    """
    from vacances_scolaires_france import SchoolHolidayDates  # type: ignore[import-untyped]

    dates = SchoolHolidayDates()
    key = dates.zone_key(zone)
    known = {day: row["nom_vacances"] for day, row in dates.data.items() if row[key]}
    return known, max(known)


def _check(rule: Rule) -> None:
    for day in (rule.first, rule.last):
        check_year(day)
    if rule.last < rule.first:
        raise NotPossible(_("The last day comes before the first one."))
    if (rule.last - rule.first).days >= MOST:
        raise NotPossible(_("Make the period shorter: %(most)d days at most.") % {"most": MOST})
    if not rule.days and not rule.weekdays:
        raise NotPossible(_("Choose at least one day of the week."))
    if not 1 <= rule.every <= MOST_WEEKS:
        raise NotPossible(_("Every how many weeks? From 1 to %(most)d.") % {"most": MOST_WEEKS})


def _days(rule: Rule) -> Iterator[date]:
    if rule.days:
        yield from sorted({day for day in rule.days if rule.first <= day <= rule.last})
        return
    such = [day for day in _between(rule.first, rule.last) if day.weekday() in rule.weekdays]
    if rule.nth is not None:
        yield from (day for day in such if _is_nth(day, rule.nth))
    elif such:
        monday = such[0] - timedelta(days=such[0].weekday())
        yield from (day for day in such if (day - monday).days // 7 % rule.every == 0)


def _between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _is_nth(day: date, nth: int) -> bool:
    if nth == LAST:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth

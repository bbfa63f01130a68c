"""Recurrences of other calendars: expanded once, within bounds, and never stored as a rule."""

from __future__ import annotations

import math
from calendar import isleap, monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import icalendar
import recurring_ical_events

from markup.messages import Unreadable
from markup.messages import message as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markup.messages import Message

MOST_INSTANCES = 200
EARLIEST_YEAR = 1990
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
_WITHIN_A_DAY, _MOST_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND"), 24
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_COUNTED = 20_000  # some fifty years of days


class Window(NamedTuple):
    """Days, the last one included, that instances of a recurrence are taken from."""

    first: date
    last: date

    def holds(self, moment: datetime | date) -> bool:
        return self.first <= (moment.date() if isinstance(moment, datetime) else moment) <= self.last


def expanded(
    uid: str, components: list[Any], window: Window, notes: list[Message]
) -> Iterator[tuple[str, Any]]:  # fmt: skip
    """Instances of one series, each with the key that it is known again by: its UID and its place in the rule.

    Bounded: nothing that repeats more often than once a day, `MOST_INSTANCES` of them, within `window`. `notes` gets a
    sentence for what was left out. Raises Unreadable for a rule that cannot be followed.
    """
    calendar = icalendar.Calendar()
    for component in components:
        if problem := _bounded(component, window):
            notes.append(problem)
        calendar.add_component(component)
    try:
        query = recurring_ical_events.of(calendar)
        start = datetime.combine(window.first, datetime.min.time())
        later = list(islice(query.after(start), MOST_INSTANCES + 1))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, ArithmeticError):
        raise Unreadable(_("Its recurrence cannot be followed: give its dates one by one.")) from None
    found = [one for one in later if window.holds(one.start)]
    if len(found) > MOST_INSTANCES:
        notes.append(_("It repeats too often: its first %(most)s times were taken.", most=MOST_INSTANCES))
    elif len(found) < len(later):
        notes.append(_cut(window))
    if not found:
        said = {"first": window.first.isoformat(), "last": window.last.isoformat()}
        raise Unreadable(_("It repeats, and no time of it falls between %(first)s and %(last)s.", **said))
    later_starts = {
        _said(one["RECURRENCE-ID"].dt): one["DTSTART"].dt for one in components
        if one.get("RECURRENCE-ID") and one.get("DTSTART") and one["RECURRENCE-ID"].params.get("RANGE")
    }  # fmt: skip
    for one in found[:MOST_INSTANCES]:
        yield key_of_instance(uid, one, later_starts), one


def key_of_instance(uid: str, component: Any, later_starts: Mapping[str, Any] | None = None) -> str:
    """What tells one instance from the others, whatever became of its time: its UID, and RECURRENCE-ID in UTC.

    `later_starts`: where a change is of “this and future” ones, the start of the first of them by its RECURRENCE-ID.
    """
    known = component.get("RECURRENCE-ID")
    value = known.dt if known is not None else component.start
    first = (later_starts or {}).get(_said(value)) if known is not None else None
    if first is not None:
        try:
            value = value + (component.start - first)
        except (TypeError, OverflowError):  # whole days among hours, or one of the two without its zone
            value = component.start
    return f"{uid}#{_said(value)}"


def _bounded(component: Any, window: Window) -> Message | None:
    """Have the rule of a component end with the window, so that one which gives nothing does not run for ever."""
    rule = component.get("RRULE")
    if not rule:
        return None
    if isinstance(rule, list):
        component["RRULE"] = rule = rule[0]
    start = getattr(component.get("DTSTART"), "dt", None)
    if not isinstance(start, date) or start.year < EARLIEST_YEAR:
        raise Unreadable(_("It does not say when it starts, or not as a date."))
    if _is_too_often(rule):
        del component["RRULE"]
        return _("It repeats more often than once a day: only its first time was taken.")
    if not _ever(rule, start, window.last):
        del component["RRULE"]
        return _("Its recurrence names days that do not come: only its first time was taken.")
    if rule.get("COUNT", [_COUNTED + 1])[0] <= _COUNTED:
        return None
    if "UNTIL" in rule and getattr(rule["UNTIL"][0], "year", 9999) <= window.last.year:
        return None
    beyond = window.last + timedelta(days=1)
    rule.pop("COUNT", None)
    if isinstance(start, datetime):
        rule["UNTIL"] = [datetime(beyond.year, beyond.month, beyond.day, tzinfo=UTC if start.tzinfo else None)]
    else:
        rule["UNTIL"] = [beyond]
    return _cut(window)


def _is_too_often(rule: Any) -> bool:
    times_a_day = math.prod(max(1, len(rule.get(name, ()))) for name in _WITHIN_A_DAY)
    return str(rule.get("FREQ", [""])[0]).upper() in _TOO_OFTEN or times_a_day > _MOST_A_DAY


def _ever(rule: Any, start: date, last: date) -> bool:
    """Whether a day that a rule asks for comes by `last`. The library looks for one until the year 9999, day by day,
    and stops at the end of a rule only once it has found one.
    """
    is_daily = str(rule.get("FREQ", [""])[0]).upper() == "DAILY"
    if is_daily and "BYSETPOS" in rule:
        return False
    start_day = day = start.date() if isinstance(start, datetime) else start
    step = timedelta(days=max(1, int(rule.get("INTERVAL", [1])[0])) if is_daily else 1)
    while day <= last:
        if _is_one(rule, day):
            return True
        day += step
    return start_day > last


def _is_one(rule: Any, day: date) -> bool:
    """Whether a day has all that a rule says of single days."""
    of_month, of_year = monthrange(day.year, day.month)[1], 366 if isleap(day.year) else 365
    number = day.timetuple().tm_yday
    asked = (
        ("BYMONTH", {str(day.month)}),
        ("BYMONTHDAY", {str(day.day), str(day.day - of_month - 1)}),
        ("BYYEARDAY", {str(number), str(number - of_year - 1)}),
    )
    named = {str(one)[-2:].upper() for one in rule.get("BYDAY", ())}
    if named and _DAYS[day.weekday()] not in named:
        return False
    return all(name not in rule or not there.isdisjoint(map(str, rule[name])) for name, there in asked)


def _cut(window: Window) -> Message:
    return _("It repeats: its times until %(last)s were taken.", last=window.last.isoformat())


def _said(value: date) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return value.strftime("%Y%m%dT%H%M%S" if isinstance(value, datetime) else "%Y%m%d")

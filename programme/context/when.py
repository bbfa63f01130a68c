"""Days and times as people say them: “samedi 2 octobre, 14 h – 16 h 30” or “Saturday, October 2, 2 p.m. – 4:30 p.m.”.

Spaces inside a date and a time do not break. Source for French: *Lexique des règles typographiques en usage à
l'Imprimerie nationale*, “heure” and “date” (14 h 30, 9 h 05, 1er octobre).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from markup.typography import NBSP, typeset

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from programme.context.values import Occasion


def day_in_words(day: date, *, with_year: bool = False) -> str:
    """“samedi 2 octobre”, “Saturday, October 2”; with the year after it where it is asked for."""
    parts = {"weekday": date_format(day, "l"), "date": _date(day, with_year=with_year)}
    return pgettext("a day", "%(weekday)s, %(date)s") % parts


def month_in_words(day: date) -> str:
    """The month of a day: “octobre 2027”."""
    return date_format(day, "F Y").replace(" ", NBSP)


def time_in_words(moment: datetime | time) -> str:
    """“14 h”, “14 h 30”, “2 p.m.”, by the clock that `moment` carries.

    In the night when the clock goes back, an hour that it shows twice says which of both it is.
    """
    if (get_language() or "").startswith("fr"):
        written = f"{moment.hour} h" + (f" {moment.minute:02}" if moment.minute else "")
    else:
        written = dateformat.time_format(moment, "P")
    return (written + _which_of_two(moment)).replace(" ", NBSP)


def hours_in_words(occasion: Occasion) -> str:
    """Its hours without its day, for a list of a day: “14 h – 16 h 30”, “22 h – 2 h”, “all day”, or its own words."""
    if occasion.hours and (occasion.all_day or occasion.is_long):
        return typeset(occasion.hours, language=occasion.event.language)
    if occasion.all_day:
        return _("all day")
    start, end = time_in_words(occasion.start), _end_in_words(occasion.end)
    if _ends_in_that_night(occasion):
        return _range(start, end)
    return _range(start, f"{day_in_words(occasion.end.date())}, {end}")


def when_in_words(occasion: Occasion, *, with_year: bool = False) -> str:
    """When it takes place, as one sentence without a capital or a full stop; times by the edition's clock."""
    first, last = occasion.start.date(), _last_date(occasion)
    if first != last and (occasion.all_day or occasion.hours):
        period = period_in_words(first, last, with_year=with_year)
        hours = typeset(occasion.hours, language=occasion.event.language)
        return f"{period}, {hours}" if hours else period
    day = day_in_words(first, with_year=with_year)
    if occasion.is_long:
        ends = day_in_words(occasion.end.date(), with_year=with_year)
        parts = {"first": day, "start": time_in_words(occasion.start), "last": ends, "end": _end_in_words(occasion.end)}
        return pgettext("days and times", "from %(first)s, %(start)s, to %(last)s, %(end)s") % parts
    return f"{day}, {hours_in_words(occasion)}"


def period_in_words(first: date, last: date, *, with_year: bool = False) -> str:
    """“du 2 au 16 octobre”, “October 2 to 16”; one day as `day_in_words`. Two years are always said."""
    if first == last:
        return day_in_words(first, with_year=with_year)
    if first.year != last.year:
        parts = {"first": _date(first, with_year=True), "last": _date(last, with_year=True)}
    elif first.month != last.month:
        parts = {"first": _date(first), "last": _date(last, with_year=with_year)}
    elif (get_language() or "").startswith("fr"):
        parts = {"first": _number(first), "last": _date(last, with_year=with_year)}
    else:
        year = f",{NBSP}{last.year}" if with_year else ""
        parts = {"first": _date(first), "last": f"{last.day}{year}"}
    return pgettext("a period", "%(first)s to %(last)s") % parts


def _date(day: date, *, with_year: bool = False) -> str:
    """A date without its weekday: “2 octobre 2027”, “October 2, 2027”."""
    parts = {"day": _number(day), "month": date_format(day, "F"), "year": day.year}
    if with_year:
        return (pgettext("a date", "%(month)s %(day)s, %(year)s") % parts).replace(" ", NBSP)
    return (pgettext("a date", "%(month)s %(day)s") % parts).replace(" ", NBSP)


def _number(day: date) -> str:
    return "1er" if day.day == 1 and (get_language() or "").startswith("fr") else str(day.day)


def _range(start: str, end: str) -> str:
    return f"{start}{NBSP}–{NBSP}{end}"


def _end_in_words(end: datetime) -> str:
    """Midnight is the end of the evening, not the hour 0 of a day that nobody named."""
    if not end.hour and not end.minute:
        return pgettext("the end of an evening", "midnight")
    return time_in_words(end)


def _ends_in_that_night(occasion: Occasion) -> bool:
    """Whether its end needs no day: the same date, or the small hours of the night that follows."""
    return occasion.end.date() == occasion.start.date() or occasion.last_day == occasion.start.date()


def _last_date(occasion: Occasion) -> date:
    return (occasion.end - timedelta(seconds=1)).date() if occasion.all_day else occasion.last_day


def _which_of_two(moment: datetime | time) -> str:
    """For 2:30 of the night in which the clock goes back from 3 to 2: of which of both hours it is."""
    earlier, later = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    if earlier is None or later is None or earlier <= later:
        return ""
    return " " + (_("(winter time)") if moment.fold else _("(summer time)"))

"""Days and times as people say them: “samedi 2 octobre, 14 h – 16 h 30” or “Saturday, October 2, 2 p.m. – 4:30 p.m.”.

Spaces inside a date and a time do not break. Source for French: *Lexique des règles typographiques en usage à
l'Imprimerie nationale*, “heure” and “date” (14 h 30, 9 h 05, 1er octobre).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from markup.typography import NBSP, typeset
from web.days import day_in_words, month_in_words, period_in_words, weekday_in_words

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from programme.context.values import Occasion

__all__ = [
    "day_in_words", "hours_in_words", "month_in_words", "period_in_words", "time_in_words", "weekday_in_words",
    "when_in_words",
]  # fmt: skip


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
    """Its hours without its day, for a list of a day: “14 h – 16 h 30”, “22 h – 2 h”, “all day”, or its own words.

    What begins in the small hours stands in the list of the evening before, and says its date: nobody is a day late.
    """
    hours, date = _hours(occasion), occasion.start.date()
    is_small = not occasion.all_day and not occasion.is_long and date != occasion.day
    return f"{hours} ({day_in_words(date)})" if is_small else hours


def _hours(occasion: Occasion) -> str:
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
        hours = _inside(typeset(occasion.hours, language=occasion.event.language), occasion.event.language)
        return f"{period}, {hours}" if hours else period
    day = day_in_words(first, with_year=with_year)
    if occasion.is_long:
        ends = day_in_words(occasion.end.date(), with_year=with_year)
        parts = {"first": day, "start": time_in_words(occasion.start), "last": ends, "end": _end_in_words(occasion.end)}
        return pgettext("days and times", "from %(first)s, %(start)s, to %(last)s, %(end)s") % parts
    return f"{day}, {_hours(occasion)}"


def _range(start: str, end: str) -> str:
    return f"{start}{NBSP}–{NBSP}{end}"


def _inside(hours: str, language: str) -> str:
    """Hours as they stand inside a sentence: in French no day of the week has a capital of its own."""
    return hours[:1].lower() + hours[1:] if language == "fr" and hours[1:2].islower() else hours


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

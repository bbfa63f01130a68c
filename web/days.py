"""Days as people say them: “samedi 2 octobre”, “du 2 au 16 octobre”, “October 2 to 16”.

Spaces inside a date do not break. Source for French: *Lexique des règles typographiques en usage à l'Imprimerie
nationale*, “date” (1er octobre).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from markup.typography import NBSP


def day_in_words(day: date, *, with_year: bool = False) -> str:
    """“samedi 2 octobre”, “Saturday, October 2”; with the year after it where it is asked for."""
    return _day(day, with_year, get_language() or "")


def weekday_in_words(day: date) -> str:
    """The short name of its weekday: “sam”, “Sat”."""
    return _weekday(day.weekday(), get_language() or "")


@lru_cache(maxsize=7 * 4)
def _weekday(number: int, _language: str) -> str:
    monday = date(2024, 1, 1)
    return date_format(monday + timedelta(days=number), "D")


@lru_cache(maxsize=2048)  # the same days stand in every list, and before every time
def _day(day: date, with_year: bool, _language: str) -> str:  # noqa: FBT001 -- a key of the cache
    parts = {"weekday": date_format(day, "l"), "date": _date(day, with_year=with_year)}
    return pgettext("a day", "%(weekday)s, %(date)s") % parts


def month_in_words(day: date) -> str:
    """The month of a day: “octobre 2027”."""
    return date_format(day, "F Y").replace(" ", NBSP)


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

"""Words that say a day or some days: “ce week-end”, “samedi prochain”, “en octobre”, “tomorrow”, “October 5 to 8”.

What repeats says none (“le samedi”, “chaque mercredi”, “every Monday”), nor does what names a theme (“la ville de
demain”). Days without a year are the next ones; a week that has begun, or a weekend, is what is left of it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    Days = tuple[date, date]

SATURDAY, SUNDAY, WEEK = 5, 6, 7  # as `date.weekday` counts
# Longer spans are those of an edition or a season, which words do not say by chance.
MOST_DAYS = 100


@dataclass(frozen=True, slots=True)
class DaysMeant:
    """Items of a facet of days that happen on one of these, both ends among them; or say the words, unless `alone`."""

    facet: str
    first: date
    last: date
    alone: bool = False


@dataclass(frozen=True, slots=True)
class SaidDays:
    """What was typed from letter `start` to `end`, its plain words, and the days that it says."""

    start: int
    end: int
    words: tuple[str, ...]
    first: date
    last: date


def _numbered(*names: str) -> dict[str, int]:
    return {name: number for row in names for number, name in enumerate(row.split())}


WEEKDAYS = _numbered(
    "lundi mardi mercredi jeudi vendredi samedi dimanche", "monday tuesday wednesday thursday friday saturday sunday"
)
MONTHS = _numbered(
    "- janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "- january february march april may june july august september october november december",
)
W = "|".join(WEEKDAYS)
# No “sept”, which is seven, nor “mar”.
MONTHS |= {"janv": 1, "jan": 1, "fev": 2, "fevr": 2, "feb": 2, "avr": 4, "apr": 4, "juil": 7, "aug": 8, "oct": 10}
MONTHS |= {"nov": 11, "dec": 12}
M = "|".join(name for name in MONTHS if name != "-")
D = r"(?:1er|(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)?)"
Y = r"20[0-9]{2}"
FIRST = rf"(?P<first>{D})(?: (?P<other>{M})(?: (?P<since>{Y}))?)?"
LAST = rf"(?P<last>{D}) (?P<month>{M})(?: (?P<year>{Y}))?"
# Before a day of the week: it comes back each week. Before “demain”: it is what the future is called.
HABIT = r"(?<!\bdu )(?<!\ble )(?<!\bles )(?<!\bun )(?<!\bdes )(?<!\bau )(?<!\bchaque )(?<!\bevery )(?<!\bthe )"
# “Ce we”, as it is written on a phone.
WEEKEND = r"(?:week ?end|w ?e|wk|wik ?end|ouik ?end)"
FUTURE = r"(?<!\bde )(?<!\bdu )(?<!\bof )"
# What a day has, and no habit: “programme du samedi”.
PROGRAMME = r"(?:programme|agenda|planning|horaires?|quoi faire|que faire|quoi de prevu)(?: de| du| ce| de ce| le)?"
PART = r"(?: (?:matin|midi|soir|apres midi|morning|afternoon|evening|night))?"


def _coming(today: date, month: int, day: int, year: str | None) -> date | None:
    """The day of this month that comes, today itself among them; of a year that was said, that one."""
    for tried in [int(year)] if year else [today.year, today.year + 1]:
        try:
            found = date(tried, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def _number(text: str) -> int:
    return int(re.match(r"[0-9]+", text)[0])  # type: ignore[index]  # D begins with one


def _one_day(today: date, said: re.Match[str]) -> Days | None:
    day = _coming(today, MONTHS[said["month"]], _number(said["day"]), said["year"])
    return (day, day) if day else None


def _from_to(today: date, said: re.Match[str]) -> Days | None:
    last = _coming(today, MONTHS[said["month"]], _number(said["last"]), said["year"])
    if last is None:
        return None
    named = said.groupdict()
    month = MONTHS[named.get("other") or said["month"]]
    year = int(named.get("since") or last.year - (month > last.month))
    try:
        first = date(year, month, _number(said["first"]))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _month(today: date, said: re.Match[str]) -> Days:
    number = MONTHS[said["month"]]
    year = int(said["year"]) if said["year"] else today.year + (number < today.month)
    return _of_month(year, number)


def _of_month(year: int, number: int) -> Days:
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _this_month(today: date, _said: re.Match[str]) -> Days:
    return today, _of_month(today.year, today.month)[1]


def _next_month(today: date, _said: re.Match[str]) -> Days:
    return _of_month(today.year + today.month // 12, today.month % 12 + 1)


def _weekend(today: date, _said: re.Match[str]) -> Days:
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return max(today, sunday - timedelta(days=1)), sunday


def _next_weekend(today: date, said: re.Match[str]) -> Days:
    sunday = _weekend(today, said)[1] + timedelta(days=WEEK)
    return sunday - timedelta(days=1), sunday


def _week(today: date, _said: re.Match[str]) -> Days:
    return today, today + timedelta(days=SUNDAY - today.weekday())


def _coming_days(today: date, _said: re.Match[str]) -> Days:
    return today, today + timedelta(days=WEEK - 1)


def _next_week(today: date, _said: re.Match[str]) -> Days:
    monday = today + timedelta(days=WEEK - today.weekday())
    return monday, monday + timedelta(days=SUNDAY)


def _in_days(count: int) -> Callable[[date, re.Match[str]], Days]:
    return lambda today, _said: (today + timedelta(days=count), today + timedelta(days=count))


def _weekday(today: date, said: re.Match[str]) -> Days:
    """“Samedi” on a Saturday is today; “samedi prochain” is a week later."""
    ahead = (WEEKDAYS[said["weekday"]] - today.weekday()) % WEEK
    is_next = "prochain" in said[0] or "next" in said[0]
    day = today + timedelta(days=ahead or (WEEK if is_next else 0))
    return day, day


# The longest first: “samedi 5 décembre” is no Saturday alone.
READINGS: tuple[tuple[re.Pattern[str], Callable[[date, re.Match[str]], Days | None]], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), read)
    for pattern, read in (
        (
            rf"(?:du|from) (?:(?:{W}) )?{FIRST} (?:au|to) (?:(?:{W}) )?{LAST}", _from_to,
        ),
        (
            rf"(?:from )?(?P<other>{M}) (?P<first>{D}) to (?P<month>{M}) (?P<last>{D})(?: (?P<year>{Y}))?", _from_to,
        ),
        (
            rf"(?:from )?(?P<month>{M}) (?P<first>{D}) to (?P<last>{D})(?: (?P<year>{Y}))?", _from_to,
        ),
        (rf"(?:(?:le|on|the) )?(?:(?:{W}) )?(?P<day>{D}) (?:of )?(?P<month>{M})(?: (?P<year>{Y}))?", _one_day),
        (rf"(?:on )?(?:(?:{W}) )?(?P<month>{M}) (?P<day>{D})(?: (?P<year>{Y}))?", _one_day),
        (rf"(?:en|in|au mois(?: de)?) (?P<month>{M})(?: (?P<year>{Y}))?", _month),
        (rf"(?<![0-9] )(?P<month>{M}) (?P<year>{Y})", _month),
        (rf"(?:(?:le|ce|se) )?{WEEKEND} prochain|next week ?end", _next_weekend),
        (rf"(?:ce|se) {WEEKEND}|this week ?end|{PROGRAMME} {WEEKEND}", _weekend),
        (r"(?:la )?semaine prochaine|next week", _next_week),
        (r"cette semaine|(?:dans|pendant) la semaine|this week", _week),
        (
            r"ces (?:prochains )?jours(?: ci)?|(?:dans )?(?:les )?prochains jours|(?:in )?the (?:next|coming) days",
            _coming_days,
        ),
        (r"(?:le )?mois prochain|next month", _next_month),
        (r"ce mois(?: ci)?|this month", _this_month),
        (r"[cs]e (?:soir|matin|midi)|cett?e? apres midi|tonight|this (?:evening|morning|afternoon)", _in_days(0)),
        (r"aujourdhui|today|(?:programme|planning|horaires?) (?:du jour|de la journee)", _in_days(0)),
        (rf"apres demain{PART}|(?:the )?day after tomorrow", _in_days(2)),
        (rf"{FUTURE}(?:demain|tomorrow){PART}", _in_days(1)),
        (rf"(?:le )?(?P<weekday>{W}) prochain{PART}", _weekday),
        (rf"(?:ce|on|this|next) (?P<weekday>{W}){PART}", _weekday),
        (rf"{PROGRAMME} (?P<weekday>{W}){PART}", _weekday),
        (rf"{HABIT}(?P<weekday>{W}){PART}", _weekday),
    )
)  # fmt: skip


def find(text: str, *, today: date) -> SaidDays | None:
    """The first days that a text says, as somebody says them on `today`; None when it says none, or too many.

    >>> said = find("atelier ce week-end", today=date(2026, 12, 1))
    >>> said.words, f"{said.first} {said.last}"
    (('ce', 'week', 'end'), '2026-12-05 2026-12-06')
    """
    read = [piece for piece in pieces(text) if not piece.joined]
    words = [piece.words[0] for piece in read]
    plain = " ".join(words)
    for pattern, days_of in READINGS:
        said = pattern.search(plain)
        days = days_of(today, said) if said else None
        if said is None or days is None:
            continue
        if (days[1] - days[0]).days >= MOST_DAYS:
            return None
        before = plain[: said.start()].count(" ")
        count = said[0].count(" ") + 1
        first, last = read[before], read[before + count - 1]
        return SaidDays(first.start, last.end, tuple(words[before : before + count]), *days)
    return None

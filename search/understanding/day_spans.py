"""From the parts of what was said (“5”, “décembre”, “prochain”) to the days that it means, as of today: pure dates.

The groups of a match name the parts; every function takes today and a match, and gives the first day and the last one,
or None when there are no such days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Days = tuple[date, date]
    DaysOf = Callable[[date, re.Match[str]], Days | None]

FRIDAY, SATURDAY, SUNDAY, WEEK = 4, 5, 6, 7  # as `date.weekday` counts
# A day without a year that is over for no longer is meant, rather than the same in eleven months.
JUST_OVER = timedelta(days=21)
# How far a day of the week and its number are looked for together (“jeudi 3”).
AHEAD = timedelta(days=100)
# What begins on a day that is said, without an end.
FROM_THEN_ON = timedelta(days=30)
DAY = timedelta(days=1)


def _numbered(*names: str) -> dict[str, int]:
    return {name: number for row in names for number, name in enumerate(row.split())}


WEEKDAYS = _numbered(
    "lundi mardi mercredi jeudi vendredi samedi dimanche", "lundis mardis mercredis jeudis vendredis samedis dimanches",
    "monday tuesday wednesday thursday friday saturday sunday",
)  # fmt: skip
# Too short to say a day without its number: “mer”, “sun”.
SHORT_WEEKDAYS = _numbered("lun mar mer jeu ven sam dim", "mon tue wed thu fri sat sun", "- tues weds thur - - -")
SHORT_WEEKDAYS |= {"thurs": 3}
SHORT_WEEKDAYS.pop("-")
MONTHS = _numbered(
    "- janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "- january february march april may june july august september october november december",
)
# No “sept”, which is seven, nor “mar”.
MONTHS |= {"janv": 1, "jan": 1, "fev": 2, "fevr": 2, "feb": 2, "avr": 4, "apr": 4, "juil": 7, "aug": 8, "oct": 10}
MONTHS |= {"nov": 11, "dec": 12}
MONTHS.pop("-")
COUNTS = _numbered("- un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze")
COUNTS.pop("-")
COUNTS |= {"une": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "ten": 10}
# As people count them: today and both ends among them.
_IDIOMS = {8: 7, 15: 14}
_THIRDS = {"debut": (1, 10), "mi": (10, 20), "courant": (1, 31), "fin": (21, 31)}
_THIRDS |= {"early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (10, 20), "middle": (10, 20)}
_THIRDS |= {"milieu": (10, 20), "late": (21, 31), "end": (21, 31)}
# The first month of each.
SEASONS = {"printemps": 3, "ete": 6, "automne": 9, "hiver": 12}
SEASONS |= {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _number(text: str) -> int:
    return int(re.match(r"[0-9]+", text)[0])  # type: ignore[index]  # it begins with one


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else COUNTS[text]


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(today: date, month: int, day: int, year: str | None) -> date | None:
    """The day of this month that comes, today itself and those just over among them; of a year that was said, that."""
    if year:
        return _made(int(year), month, day)
    tried = (_made(one, month, day) for one in (today.year - 1, today.year, today.year + 1))
    return next((found for found in tried if found and found >= today - JUST_OVER), None)


def _coming_number(today: date, day: int) -> date | None:
    """The next day of this number, whichever the month."""
    months = (divmod(today.month - 1 + more, 12) for more in range(3))
    tried = (_made(today.year + years, month + 1, day) for years, month in months)
    return next((found for found in tried if found and found >= today), None)


def alone(day: date | None) -> Days | None:
    return (day, day) if day else None


def one_day(today: date, said: re.Match[str]) -> Days | None:
    return alone(_coming(today, MONTHS[said["month"]], _number(said["day"]), said["year"]))


def numbered_day(today: date, said: re.Match[str]) -> Days | None:
    return alone(_coming_number(today, _number(said["day"])))


def numbered_weekday(today: date, said: re.Match[str]) -> Days | None:
    """“Jeudi 3”: the next third that is a Thursday."""
    wanted, number = (WEEKDAYS | SHORT_WEEKDAYS)[said["weekday"]], _number(said["day"])
    days = (today + timedelta(days=more) for more in range(AHEAD.days))
    return alone(next((day for day in days if day.weekday() == wanted and day.day == number), None))


def from_to(today: date, said: re.Match[str]) -> Days | None:
    last = _coming(today, MONTHS[said["month"]], _number(said["last"]), said["year"])
    if last is None:
        return None
    named = said.groupdict()
    month = MONTHS[named.get("other") or said["month"]]
    year = int(named.get("since") or last.year - (month > last.month))
    first = _made(year, month, _number(said["first"]))
    return (first, last) if first and first <= last else None


def from_to_numbers(today: date, said: re.Match[str]) -> Days | None:
    """“Du 5 au 8”, of the month in which the last one comes; “du 28 au 3” ends in the next one."""
    last = _coming_number(today, _number(said["last"]))
    number = _number(said["first"])
    if last is None:
        return None
    before = last.replace(day=1) - DAY if number > last.day else last
    first = _made(before.year, before.month, number)
    return (first, last) if first else None


def month(today: date, said: re.Match[str]) -> Days:
    number = MONTHS[said["month"]]
    year = int(said["year"]) if said["year"] else today.year + (number < today.month)
    return _of_month(year, number)


def _of_month(year: int, number: int) -> Days:
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def this_month(today: date, _said: re.Match[str]) -> Days:
    return today, _of_month(today.year, today.month)[1]


def next_month(today: date, _said: re.Match[str]) -> Days:
    return _of_month(today.year + today.month // 12, today.month % 12 + 1)


def last_month(today: date, _said: re.Match[str]) -> Days:
    before = today.replace(day=1) - DAY
    return _of_month(before.year, before.month)


def part_of_month(today: date, said: re.Match[str]) -> Days:
    """“Mi-décembre”, ten days or so, or what is left of them; without the name of a month those that come."""
    if said.groupdict().get("month"):
        first, last = month(today, said)
    else:
        is_over = today.day > _THIRDS[said["part"]][1] or re.search("prochain|next", said[0])
        first, last = next_month(today, said) if is_over else _of_month(today.year, today.month)
    begins, ends = (first.replace(day=min(number, last.day)) for number in _THIRDS[said["part"]])
    return (max(begins, today) if ends >= today else begins), ends


def weekend(today: date, _said: re.Match[str]) -> Days:
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return max(today, sunday - DAY), sunday


def next_weekend(today: date, said: re.Match[str]) -> Days:
    sunday = weekend(today, said)[1] + timedelta(days=WEEK)
    return sunday - DAY, sunday


def last_weekend(today: date, _said: re.Match[str]) -> Days:
    sunday = today - timedelta(days=today.weekday() + 1)
    return sunday - DAY, sunday


def end_of_week(today: date, _said: re.Match[str]) -> Days:
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return max(today, sunday - timedelta(days=SUNDAY - FRIDAY)), sunday


def weekend_of(today: date, said: re.Match[str]) -> Days | None:
    day = _coming(today, MONTHS[said["month"]], _number(said["day"]), said["year"])
    return _weekend_with(day) if day else None


def _weekend_with(day: date) -> Days:
    if day.weekday() < FRIDAY:
        return day, day
    return (day - DAY if day.weekday() == SUNDAY else day), day + timedelta(days=SUNDAY - day.weekday())


def week_of(today: date, said: re.Match[str]) -> Days | None:
    day = _coming(today, MONTHS[said["month"]], _number(said["day"]), said["year"])
    return _week_with(day) if day else None


def _week_with(day: date) -> Days:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=SUNDAY)


def weekend_of_number(today: date, said: re.Match[str]) -> Days | None:
    day = _coming_number(today, _number(said["day"]))
    return _weekend_with(day) if day else None


def week_of_number(today: date, said: re.Match[str]) -> Days | None:
    day = _coming_number(today, _number(said["day"]))
    return _week_with(day) if day else None


def week(today: date, _said: re.Match[str]) -> Days:
    return today, today + timedelta(days=SUNDAY - today.weekday())


def next_week(today: date, _said: re.Match[str]) -> Days:
    return _week_with(today + timedelta(days=WEEK))


def last_week(today: date, _said: re.Match[str]) -> Days:
    return _week_with(today - timedelta(days=WEEK))


def coming_days(today: date, said: re.Match[str]) -> Days:
    count = _count(said["count"]) if said.groupdict().get("count") else WEEK
    return today, today + timedelta(days=max(count, 1) - 1)


def in_days(count: int) -> DaysOf:
    return lambda today, _said: (today + timedelta(days=count), today + timedelta(days=count))


def after_days(today: date, said: re.Match[str]) -> Days:
    """“Dans huit jours” is in a week."""
    count = _count(said["count"])
    return in_days(_IDIOMS.get(count, count))(today, said)  # type: ignore[return-value]


def after_weeks(today: date, said: re.Match[str]) -> Days:
    return _week_with(today + timedelta(days=WEEK * _count(said["count"])))


def weekday(today: date, said: re.Match[str]) -> Days:
    """“Samedi” on a Saturday is today; “samedi prochain” is a week later, “samedi en huit” a week after that."""
    ahead = ((WEEKDAYS | SHORT_WEEKDAYS)[said["weekday"]] - today.weekday()) % WEEK
    is_next = "prochain" in said[0] or "next" in said[0]
    later = {"huit": WEEK, "8": WEEK, "quinze": 2 * WEEK, "15": 2 * WEEK}.get(said.groupdict().get("later") or "", 0)
    day = today + timedelta(days=(ahead or (WEEK if is_next else 0)) + later)
    return day, day


def weekday_of_next_week(today: date, said: re.Match[str]) -> Days:
    day = next_week(today, said)[0] + timedelta(days=WEEKDAYS[said["weekday"]])
    return day, day


def last_weekday(today: date, said: re.Match[str]) -> Days:
    behind = (today.weekday() - WEEKDAYS[said["weekday"]]) % WEEK
    day = today - timedelta(days=behind or WEEK)
    return day, day


def weekdays(today: date, said: re.Match[str]) -> Days | None:
    """“Samedi et dimanche”; of days that are not side by side (“mardi ou jeudi”) those between are not meant."""
    first, last = WEEKDAYS[said["weekday"]], WEEKDAYS[said["until"]]
    length = (last - first) % WEEK
    if not length or (length > 1 and said["between"] in {"et", "ou", "and", "or"}):
        return None
    day = today + timedelta(days=(first - today.weekday()) % WEEK)
    return day, day + timedelta(days=length)


def season(today: date, said: re.Match[str]) -> Days:
    """Three whole months, as the weather counts them; what is left of one that has begun."""
    number = SEASONS[said["season"]]
    for year in (today.year - 1, today.year, today.year + 1):
        last_year, last_number = divmod(year * 12 + number - 1 + 2, 12)
        last = _of_month(last_year, last_number + 1)[1]
        if last >= today:
            break
    return max(today, date(year, number, 1)), last


def holidays(today: date, said: re.Match[str]) -> Days:
    """Those of French schools that come, or what is left of them. In winter and spring, of all three zones."""
    of_year = _HOLIDAYS[next(name for name, given in said.groupdict().items() if given)]
    first, last = next(days for year in (-1, 0, 1) if (days := of_year(today.year + year))[1] >= today)
    return max(first, today), last


def next_holidays(today: date, _said: re.Match[str]) -> Days:
    """Whichever come next, or what is left of them."""
    every = (of_year(today.year + year) for year in (-1, 0, 1) for of_year in _HOLIDAYS.values())
    first, last = min(days for days in every if days[1] >= today)
    return max(first, today), last


def _on_or_after(day: date, wanted: int) -> date:
    return day + timedelta(days=(wanted - day.weekday()) % WEEK)


def _two_weeks(saturday: date) -> Days:
    return saturday, saturday + timedelta(days=2 * WEEK + 1)


def _zones(saturday: date) -> Days:
    """Four weeks, of which each zone has two."""
    return saturday, saturday + timedelta(days=4 * WEEK + 1)


# As they fell in each school year since 2020, and fall in those that are decreed.
_HOLIDAYS: dict[str, Callable[[int], Days]] = {
    "winter": lambda year: _zones(_on_or_after(date(year, 2, 4), SATURDAY)),
    "spring": lambda year: _zones(_on_or_after(date(year, 4, 3), SATURDAY)),
    "summer": lambda year: (date(year, 7, 4), date(year, 8, 31)),
    "autumn": lambda year: _two_weeks(_on_or_after(date(year, 11, 1), SUNDAY) - timedelta(days=2 * WEEK + 1)),
    "christmas": lambda year: _two_weeks(_on_or_after(date(year, 12, 17), SATURDAY)),
}


def until_christmas(today: date, _said: re.Match[str]) -> Days:
    return today, date(today.year, 12, 24)


def after_christmas(today: date, _said: re.Match[str]) -> Days:
    return date(today.year, 12, 26), date(today.year, 12, 31)

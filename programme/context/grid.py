"""One day of an edition by place and hour, as coordinators move things in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from markup.normalize import normalize
from programme.context.checked import sentences_of, warnings_of
from programme.context.coordination import times_of
from programme.context.when import day_in_words, hours_in_words, time_in_words, when_in_words
from programme.domain.moving import stamp
from programme.domain.occurrences import check_year
from programme.models import EventPage, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from programme.context.values import Occasion
    from programme.models import EditionPage

USUAL = range(9, 19)
QUARTERS = tuple(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 24 * 60, 15))


@dataclass(frozen=True, slots=True)
class Card:
    """One time on the grid; `warnings` are sentences, `stamp` is that of the forms by which it is moved."""

    one: Occasion
    hours: str
    when: str
    is_public: bool
    stamp: str
    warnings: tuple[str, ...]

    @property
    def uuid(self) -> str:
        return self.one.uuid

    @property
    def title(self) -> str:
        return self.one.event.title

    @property
    def clock(self) -> str:
        return f"{self.one.start:%H:%M}"

    @property
    def day(self) -> str:
        return self.one.start.date().isoformat()

    @property
    def place(self) -> str:
        return str(self.one.place.key) if self.one.place else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One place with its cells: (hour as “14:00”, the cards that start in it)."""

    key: str
    name: str
    cells: tuple[tuple[str, tuple[Card, ...]], ...]


def day_asked(edition: EditionPage, times: Iterable[Occasion], said: str) -> date:
    """The day that an address asks for; the first one of the edition, or of what it has, for a day that is none."""
    try:
        day = date.fromisoformat(said)
        check_year(day)
    except ValueError:  # NotPossible is one
        known = days_of(edition, times)
        day = next((one for one in known if one >= edition.today), known[0] if known else edition.today)
    return day


def days_of(edition: EditionPage, times: Iterable[Occasion]) -> list[date]:
    """The days of an edition, and others on which something of it begins."""
    return sorted({*edition.days, *(one.day for one in times)})


def grid_of(edition: EditionPage, said: str, places: Mapping[int, Any]) -> dict[str, Any]:
    """What the page of the grid draws: one day, its places, its hours; `places` are those that one may choose.

    Queries: those of all times, one for their stamps, one for what is public.
    """
    times = times_of(edition)
    day = day_asked(edition, times, said)
    found = warnings_of(edition, times)
    here = [one for one in times if one.day == day and not one.all_day and not one.is_long]
    cards = _cards(here, found)
    hours = _hours(here)
    names = {str(one.place.key): one.place.name for one in here if one.place}
    known = days_of(edition, times)
    return {
        "day": day,
        "day_words": day_in_words(day, with_year=True),
        "days": [(one, day_in_words(one), one == day) for one in known],
        "previous": max((one for one in known if one < day), default=None),
        "next": min((one for one in known if one > day), default=None),
        "hours": [(f"{hour:02}:00", time_in_words(time(hour))) for hour in hours],
        "lines": [_line(key, name, cards, hours) for key, name in _in_order(names, cards)],
        "others": [name for key, name in _sorted_names(places) if key not in names],
        "long_ones": [(one, when_in_words(one)) for one in times if _is_on(one, day)],
        "places": _sorted_names(places),
        "count": len(here),
    }


def _is_on(one: Occasion, day: date) -> bool:
    return (one.all_day or one.is_long) and one.start.date() <= day <= one.last_day


def _cards(here: list[Occasion], found: Any) -> list[Card]:
    rows = Occurrence.objects.in_bulk([one.key for one in here])
    public = set(
        EventPage.objects.filter(pk__in={one.event.key for one in here}, live=True).values_list("pk", flat=True)
    )
    return [
        Card(
            one, hours_in_words(one), when_in_words(one), one.event.key in public, stamp(rows[one.key]),
            tuple(sentences_of(found, one.key)),
        )
        for one in here
    ]  # fmt: skip


def _hours(here: list[Occasion]) -> list[int]:
    used = {one.start.hour for one in here} | {USUAL.start, USUAL.stop - 1}
    evening = [hour for hour in used if hour >= 4]  # noqa: PLR2004 -- a day goes from four to four
    night = sorted(hour for hour in used if hour < 4)  # noqa: PLR2004
    return [*range(min(evening), max(evening) + 1), *(range(max(night) + 1) if night else ())]


def _in_order(names: Mapping[str, str], cards: list[Card]) -> list[tuple[str, str]]:
    ordered = sorted(names.items(), key=lambda pair: normalize(pair[1]))
    return [*ordered, ("", _("no place"))] if any(not card.place for card in cards) else ordered


def _line(key: str, name: str, cards: list[Card], hours: list[int]) -> Line:
    mine = [card for card in cards if card.place == key]
    cells = [(f"{hour:02}:00", tuple(card for card in mine if card.one.start.hour == hour)) for hour in hours]
    return Line(key, name, tuple(cells))


def _sorted_names(places: Mapping[int, Any]) -> list[tuple[str, str]]:
    return [(str(key), place.title) for key, place in places.items()]


def later(edition: EditionPage, occurrence: Occurrence, minutes: int) -> datetime:
    """Its start, so many minutes of the clock on the wall later."""
    start = edition.local(occurrence.starts_at)
    return (start.replace(tzinfo=None) + timedelta(minutes=minutes)).replace(tzinfo=edition.zone)

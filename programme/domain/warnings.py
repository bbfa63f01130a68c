"""What coordinators are warned of, on plain values: nothing here keeps anybody from anything.

A time goes from its start to before its end: what touches does not clash.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programme.domain import opening
from programme.domain.clashes import Slot, clash, overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

WALKING_KMH = 4
# To take one's things, and to find the door.
PACKING = timedelta(minutes=10)
LONGEST_WAY = timedelta(hours=3)
EARTH_KM = 6371
USUAL_HOURS = range(8, 21)


class Warn(models.TextChoices):
    PLACE = "place", gettext_lazy("the same place twice")
    ORGANISER = "organiser", gettext_lazy("the same organiser twice")
    TRAVEL = "travel", gettext_lazy("too little time to get there")
    PUBLIC = "public", gettext_lazy("the same public at the same time")
    CLOSED = "closed", gettext_lazy("the place may be closed")
    HOLIDAY = "holiday", gettext_lazy("public holiday")
    OUTSIDE = "outside", gettext_lazy("outside the days of the edition")
    ACCESS = "access", gettext_lazy("nothing is said of access")
    SEATS = "seats", gettext_lazy("more people than seats")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One occurrence: `slot` as clashes know it; times by the clock of the edition. `organisers` are names by the keys
    of `slot.organisers`; `coordinates` are degrees; `opening` is in words, `opening_hours` as OpenStreetMap has it;
    `over` are people registered beyond the seats.
    """

    key: int
    event: int
    title: str
    slot: Slot
    organisers: Mapping[int, str] = field(default_factory=dict)
    place: str = ""
    room: str = ""
    coordinates: tuple[float, float] | None = None
    opening: str = ""
    opening_hours: str = ""
    has_access: bool = True
    all_day: bool = False
    over: int = 0

    @property
    def day(self) -> date:
        return self.slot.start.date()


@dataclass(frozen=True, slots=True)
class Warned:
    """`keys` are those of the occurrences that it speaks of, in the order of time."""

    kind: str
    keys: tuple[int, ...]
    sentence: str


def warnings(
    times: Iterable[Timed], *, days: Iterable[date] = (), holidays: Mapping[date, str] | None = None
) -> list[Warned]:  # fmt: skip
    """All that is worth a look, in the order of `Warn`, then of time. `days` are those of the edition, none for one
    that lasts all year; `holidays` are public holidays with their names.
    """
    ordered = sorted(times, key=lambda one: (one.slot.start, one.slot.end, one.key))
    found = [*_of_two(ordered), *_of_one(ordered, set(days), holidays or {})]
    order = {kind: number for number, kind in enumerate(Warn.values)}
    return sorted(found, key=lambda one: order[one.kind])


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies, between two points in degrees; haversine formula."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def way(km: float) -> timedelta:
    """How long one takes for `km` on foot with what an event needs."""
    return timedelta(hours=km / WALKING_KMH) + PACKING


def _of_two(ordered: list[Timed]) -> Iterable[Warned]:
    sittings = [one for one in ordered if not one.slot.is_long]
    for place, one in enumerate(sittings):
        reach = one.slot.end + LONGEST_WAY
        for other in takewhile(lambda other: other.slot.start < reach, sittings[place + 1 :]):  # noqa: B023 -- used at once
            for kind, rule in _RULES_OF_TWO.items():
                sentence = rule(one, other)
                if sentence:
                    yield Warned(kind, (one.key, other.key), sentence)


def _same_place(one: Timed, other: Timed) -> str:
    if not one.slot.place or one.slot.place != other.slot.place or not overlap(one.slot, other.slot):
        return ""
    if one.room and other.room and one.room.casefold() != other.room.casefold():
        return ""
    return _("“%(one)s” and “%(other)s” are at the same time in the same place: %(place)s.") % {
        "one": one.title, "other": other.title, "place": one.place
    }  # fmt: skip


def _same_organiser(one: Timed, other: Timed) -> str:
    shared = _shared(one, other)
    if not shared or not overlap(one.slot, other.slot):
        return ""
    return _("%(who)s organises “%(one)s” and “%(other)s” at the same time.") % {
        "who": shared, "one": one.title, "other": other.title
    }  # fmt: skip


def _too_far(one: Timed, other: Timed) -> str:
    shared = _shared(one, other)
    between = other.slot.start - one.slot.end
    if not shared or between < timedelta() or one.slot.place == other.slot.place:
        return ""
    if not one.coordinates or not other.coordinates:
        return ""
    km = distance_km(one.coordinates, other.coordinates)
    if between >= way(km):
        return ""
    words = ngettext(
        "%(who)s has %(count)d minute from “%(one)s” to “%(other)s”: %(km)s km as the crow flies, %(needed)d minutes on foot with what there is to carry.",  # noqa: E501
        "%(who)s has %(count)d minutes from “%(one)s” to “%(other)s”: %(km)s km as the crow flies, %(needed)d minutes on foot with what there is to carry.",  # noqa: E501
        _minutes(between),
    )
    return words % {
        "who": shared, "one": one.title, "other": other.title, "count": _minutes(between), "needed": _minutes(way(km)),
        "km": _decimal(km),
    }  # fmt: skip


def _same_public(one: Timed, other: Timed) -> str:
    found = clash(one.slot, other.slot)
    if found is None or not found.is_strong or found.same_place or found.same_organiser:
        return ""
    if not (found.same_audience or found.same_themes):
        return ""
    return _("“%(one)s” and “%(other)s” speak to the same people within an hour of each other.") % {
        "one": one.title, "other": other.title
    }  # fmt: skip


_RULES_OF_TWO: Mapping[str, Callable[[Timed, Timed], str]] = {
    Warn.PLACE: _same_place,
    Warn.ORGANISER: _same_organiser,
    Warn.TRAVEL: _too_far,
    Warn.PUBLIC: _same_public,
}


def _of_one(ordered: list[Timed], days: set[date], holidays: Mapping[date, str]) -> Iterable[Warned]:
    for one in ordered:
        closed = _closed(one, is_holiday=one.day in holidays)
        if closed:
            yield Warned(Warn.CLOSED, (one.key,), closed)
        if one.day in holidays and not one.slot.is_long:
            words = _("“%(title)s”: %(day)s is a public holiday (%(name)s).")
            yield Warned(Warn.HOLIDAY, (one.key,), words % _told(one, name=holidays[one.day]))
        if days and not _is_inside(one, days):
            words = _("“%(title)s” is outside the days of the edition: %(day)s.")
            yield Warned(Warn.OUTSIDE, (one.key,), words % _told(one))
        if not one.has_access:
            words = _("“%(title)s”: nothing is said of access to %(place)s. People who need to know will not come.")
            yield Warned(Warn.ACCESS, (one.key,), words % _told(one))
        if one.over:
            words = ngettext(
                "“%(title)s”: %(count)d person more is registered than there are seats. They all hold their seats.",
                "“%(title)s”: %(count)d people more are registered than there are seats. They all hold their seats.",
                one.over,
            )
            yield Warned(Warn.SEATS, (one.key,), words % {**_told(one), "count": one.over})


def _is_inside(one: Timed, days: set[date]) -> bool:
    """The evening that ends after midnight, and an exhibition that began before, are inside."""
    last = (one.slot.end - timedelta(seconds=1)).date()
    return one.day <= max(days) and last >= min(days)


def _closed(one: Timed, *, is_holiday: bool) -> str:
    if not one.place or one.all_day or one.slot.is_long:
        return ""
    hours = opening.read(one.opening_hours)
    if hours is not None:
        if hours.is_open(one.slot.start, one.slot.end, is_holiday=is_holiday):
            return ""
        words = _("“%(title)s”: %(place)s is not open then, by its opening hours (%(hours)s).")
        return words % _told(one, hours=(one.opening or one.opening_hours).rstrip(". "))
    said = one.opening or one.opening_hours
    unusual = is_holiday or one.slot.start.hour not in USUAL_HOURS or one.slot.start.weekday() == 6  # noqa: PLR2004 -- Sunday
    if not said or not unusual:
        return ""
    return _("“%(title)s”: check that %(place)s is open then. It says: %(hours)s") % _told(one, hours=said)


def _told(one: Timed, **more: str) -> dict[str, Any]:
    return {"title": one.title, "place": one.place, "day": date_format(one.day, "DATE_FORMAT"), **more}


def _shared(one: Timed, other: Timed) -> str:
    return ", ".join(sorted(one.organisers[key] for key in one.slot.organisers & other.slot.organisers))


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def _decimal(km: float) -> str:
    return str(number_format(round(km, 1), decimal_pos=1))

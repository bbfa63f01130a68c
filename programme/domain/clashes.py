"""How far two times compete for the same people, on plain values: for whoever chooses a date, and who coordinates.

A time goes from its start to before its end: what touches does not clash, what is equal does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

NEAR = timedelta(hours=1)
# What lasts longer can be seen on another day: it takes nobody from anything.
LONGEST_SITTING = timedelta(hours=24)
EVERYBODY = "all"
# Parts of a weight of 100 that audience, themes and neighbourhood make, each times how alike they are.
AUDIENCE, THEMES, NEIGHBOURHOOD = 45, 35, 20
# How alike two sets are where one says nothing (or "everybody"), and where they have nothing in common.
UNSAID, APART = 0.6, 0.15
# Of what is on just before or just after: somebody may go to both, if they hurry.
JUST_BESIDE = 0.5
SAME_HANDS = 100  # the same place or the same organiser, twice at once
LEAST, STRONG = 20, 60
MOST_SHOWN, MOST_QUIETER = 12, 3
AROUND = 3  # days on each side of the one that was chosen, where quieter times are looked for
HOURS = range(9, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One time of an event. `start` and `end` carry a zone; `themes` and `audience` are keys, `place` and `organisers`
    keys of pages. Of a draft whoever asks knows no title: it is empty.
    """

    start: datetime
    end: datetime
    themes: frozenset[str] = frozenset()
    audience: frozenset[str] = frozenset()
    neighbourhood: str = ""
    place: int | None = None
    organisers: frozenset[int] = frozenset()
    event: int | None = None
    title: str = ""
    url: str = ""

    @property
    def is_public(self) -> bool:
        return bool(self.url)

    @property
    def is_long(self) -> bool:
        return self.end - self.start > LONGEST_SITTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """`weight` goes from 0 to 100. `at_once` is False for what is on just before or just after."""

    other: Slot
    weight: int
    at_once: bool
    same_audience: bool
    same_themes: bool
    same_neighbourhood: bool
    same_place: bool
    same_organiser: bool

    @property
    def is_strong(self) -> bool:
        return self.weight >= STRONG


class Quieter(NamedTuple):
    """Another time of the same length, and what the weights of its clashes add up to."""

    start: datetime
    end: datetime
    load: int


def overlap(one: Slot, other: Slot) -> bool:
    """Whether both are on at one moment: half open, so that 2 to 4 and 4 to 6 are not, and 2 to 4 twice is."""
    return one.start < other.end and other.start < one.end


def near(one: Slot, other: Slot) -> bool:
    """Whether less than an hour lies between them; what overlaps is near too."""
    return one.start < other.end + NEAR and other.start < one.end + NEAR


def clash(one: Slot, other: Slot) -> Clash | None:
    """What `other` takes from `one`; None for what is far, for the same event, and for an exhibition, unless it is in
    the same place.
    """
    if (one.event is not None and one.event == other.event) or not near(one, other):
        return None
    at_once = overlap(one, other)
    same_place = at_once and one.place is not None and one.place == other.place
    is_long = one.is_long or other.is_long
    if is_long and not same_place:
        return None
    same_organiser = at_once and bool(one.organisers & other.organisers)
    audience, themes = _alike(one.audience, other.audience), _alike(one.themes, other.themes)
    here = _beside(one.neighbourhood, other.neighbourhood)
    weight = (AUDIENCE * audience + THEMES * themes + NEIGHBOURHOOD * here) * (1 if at_once else JUST_BESIDE)
    return Clash(
        other=other,
        weight=SAME_HANDS if same_place or same_organiser else round(weight),
        at_once=at_once,
        same_audience=bool(one.audience & other.audience),
        same_themes=bool(one.themes & other.themes),
        same_neighbourhood=bool(one.neighbourhood) and one.neighbourhood == other.neighbourhood,
        same_place=same_place,
        same_organiser=same_organiser,
    )


def clashes(one: Slot, others: Iterable[Slot]) -> list[Clash]:
    """What competes with `one` enough to be told, the heaviest first."""
    found = [found for other in others if (found := clash(one, other)) is not None and found.weight >= LEAST]
    return sorted(found, key=lambda said: (-said.weight, said.other.start, said.other.title))


def load(one: Slot, others: Iterable[Slot]) -> int:
    """What the weights of all clashes of a time add up to: 0 when it has the town for itself."""
    return sum(found.weight for found in clashes(one, others))


def quieter(
    one: Slot, others: Sequence[Slot], *, first: date | None = None, last: date | None = None,
    after: datetime | None = None,
) -> list[Quieter]:  # fmt: skip
    """Up to three times of the same length that compete with less, the quietest and nearest first.

    The same hour on the days around, and other full hours of that day and of those days, by the clock of `one.start`;
    between the days `first` and `last` and after the moment `after`, where they are given. Nothing for an exhibition.
    """
    if one.is_long:
        return []
    now, found = load(one, others), []
    if not now:
        return []
    for start in _other_starts(one):
        lasts = one.end - one.start
        end = start + lasts
        if (first and start.date() < first) or (last and start.date() > last) or (after and start <= after):
            continue
        if end.date() != start.date() and one.end.date() == one.start.date():
            continue
        weight = load(replace(one, start=start, end=end), others)
        if weight < now:
            found.append(Quieter(start, end, weight))
    found.sort(key=lambda time: (time.load, _effort(one, time.start), time.start))
    return found[:MOST_QUIETER]


def _other_starts(one: Slot) -> Iterable[datetime]:
    for days in range(-AROUND, AROUND + 1):
        day = one.start + timedelta(days=days)
        starts = {day.replace(hour=hour, minute=0) for hour in HOURS}
        yield from sorted((starts | {day}) - {one.start})


def _effort(one: Slot, start: datetime) -> float:
    """How far from what was chosen: another day at the same hour is nearer than another half of the day."""
    days = abs((start.date() - one.start.date()).days)
    minutes = abs((start.hour * 60 + start.minute) - (one.start.hour * 60 + one.start.minute))
    return days + minutes / 120


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    if one & other - {EVERYBODY}:
        return 1
    if not one or not other or EVERYBODY in one | other:
        return UNSAID
    return APART


def _beside(one: str, other: str) -> float:
    if not one or not other:
        return UNSAID
    return 1 if one == other else APART

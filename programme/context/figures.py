"""What a programme amounts to: counts of what anybody may see of it, and of what its organisers told afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from community.models.place import AccessAnswer, AccessAspect
from programme.context.filters import access_of
from programme.enums import Price, Role, Status
from programme.models import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from programme.context.values import Event, Occasion

# Of fewer dates, a sum would tell how many came to one of them.
FEWEST_COUNTED = 3
TAKES_PLACE = frozenset({Status.CONFIRMED, Status.TENTATIVE})


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded, and 0 or 100 only where it is none or all of them; None of nothing.

        >>> Share(199, 200).percent, Share(1, 900).percent, Share(2, 3).percent, Share(0, 0).percent
        (99, 1, 67, None)
        """
        if not self.of:
            return None
        if self.count in {0, self.of}:
            return 100 * self.count // self.of
        return min(99, max(1, (200 * self.count + self.of) // (2 * self.of)))


@dataclass(frozen=True, slots=True)
class Told:
    """What organisers told of one occurrence: `people` is None where nobody counted, `not_run` are ids of guides."""

    people: int | None
    not_run: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """`people` is None where fewer than `FEWEST_COUNTED` dates were counted. `counted` are the dates whose organisers
    gave a number, of all that took place and are over; what nobody counted is never guessed.
    """

    people: int | None
    counted: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`events` are those that take place at least once, `held` their occurrences that do.

    `minutes` are of occurrences of a day at most; `long` counts the others (exhibitions, whole days), `days`
    their days.
    `towns` and `places` are those of the occurrences, `online` the occurrences that one may follow online.
    `described` and `entrance` are of the occurrences at a place. `used` and `made` are items of the pool that anybody
    may see, each once; `runs` how often guides were run there. `attendance` is None for a part of a programme: from
    two sums anybody would work out that of one event.
    """

    events: int
    held: int
    cancelled: int
    postponed: int
    minutes: int
    long: int
    days: int
    places: int
    towns: int
    online: int
    organisers: int
    free: Share
    chosen: int
    described: Share
    entrance: Share
    with_commons: Share
    used: int
    made: int
    runs: int
    attendance: Attendance | None

    @property
    def hours(self) -> int:
        """Rounded: what was announced to the minute was not held to the minute."""
        return (self.minutes + 30) // 60


def figures_of(
    occasions: Iterable[Occasion], *, public: Collection[str], told: Mapping[int, Told], now: datetime, whole: bool
) -> Figures:
    """The figures of these occasions. `public` are ids of the works that anybody may see; `told` is by the key of an
    occasion; `whole` says that they are all of an edition.
    """
    listed = list(occasions)
    held = [one for one in listed if one.status in TAKES_PLACE]
    events = list({one.event.key: one.event for one in held}.values())
    placed = [one for one in held if one.place]
    short = [one for one in held if not (one.is_long or one.all_day)]
    long = [one for one in held if one.is_long or one.all_day]
    return Figures(
        events=len(events),
        held=len(held),
        cancelled=sum(one.status == Status.CANCELLED for one in listed),
        postponed=sum(one.status == Status.POSTPONED for one in listed),
        minutes=sum(_seconds(one) for one in short) // 60,
        long=len(long),
        days=sum((one.last_day - one.day).days + 1 for one in long),
        places=len({one.place.key for one in placed if one.place}),
        towns=len({one.place.town.casefold() for one in placed if one.place and one.place.town}),
        online=sum(bool(one.online_url) for one in held),
        organisers=len({who.name.casefold() for event in events for who in event.organisers}),
        free=Share(sum(event.is_free for event in events), len(events)),
        chosen=sum(event.price == Price.CHOSEN for event in events),
        described=Share(sum(bool(access_of(one)) for one in placed), len(placed)),
        entrance=Share(sum(_one_gets_in(one) for one in placed), len(placed)),
        with_commons=Share(sum(bool(_works(event, Role.USED, public)) for event in events), len(events)),
        used=len({id_ for event in events for id_ in _works(event, Role.USED, public)}),
        made=len({id_ for event in events for id_ in _works(event, Role.PRODUCED, public)}),
        runs=sum(len(_run(one, public, told)) for one in held if one.end <= now),
        attendance=_attendance([one for one in held if one.end <= now], told) if whole else None,
    )


def _seconds(one: Occasion) -> int:
    """How long it lasts; of two moments of one zone, Python tells apart what the clock on the wall shows."""
    return round(one.end.timestamp() - one.start.timestamp())


def outcomes_of(occasions: Iterable[Occasion]) -> dict[int, Told]:
    """What organisers told of these occasions, without their words; one query for each thousand."""
    keys = [one.key for one in occasions]
    found: dict[int, Told] = {}
    for start in range(0, len(keys), 1000):
        rows = Outcome.objects.filter(occurrence__in=keys[start : start + 1000])
        found |= {key: Told(people, tuple(not_run)) for key, people, not_run
                  in rows.values_list("occurrence", "people", "not_run")}  # fmt: skip
    return found


def _attendance(over: list[Occasion], told: Mapping[int, Told]) -> Attendance:
    counts = [said.people for one in over if (said := told.get(one.key)) and said.people is not None]
    people = sum(counts) if len(counts) >= FEWEST_COUNTED else None
    return Attendance(people, Share(len(counts), len(over)))


def _one_gets_in(one: Occasion) -> bool:
    line = access_of(one).get(AccessAspect.ENTRANCE)
    return line is not None and line.answer == AccessAnswer.YES


def _works(event: Event, role: str, public: Collection[str]) -> set[str]:
    return {id_ for id_, is_, _use, _note in event.works if is_ == role and id_ in public}


def _run(one: Occasion, public: Collection[str], told: Mapping[int, Told]) -> set[str]:
    said = told.get(one.key)
    guides = {id_ for id_ in _works(one.event, Role.USED, public) if id_.startswith("guide:")}
    return guides - set(said.not_run if said else ())

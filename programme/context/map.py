"""The programme on a map of the town, and its places by distance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import ngettext

from design.maps.town import Spot, TownMap, metres_between, town_map
from programme.context.rows import marks_of
from programme.context.when import when_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from programme.context.rows import Mark
    from programme.context.values import Occasion, Place


@dataclass(frozen=True, slots=True)
class Told:
    """An occasion in the list of a map: when in words, and what is not as usual."""

    occasion: Occasion
    when: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with what takes place there, all of which is at `more_url`; `metres` from the place that was chosen, None
    where nobody can tell. Of it the list tells some: what is to come, by the clock `now`, or all where nothing is.
    """

    place: Place
    anchor: str
    label: str
    occasions: tuple[Occasion, ...]
    metres: int | None = None
    more_url: str = ""
    now: datetime | None = None

    @property
    def times(self) -> list[Told]:
        coming = [one for one in self.occasions if self.now is None or one.end > self.now]
        return told((coming or self.occasions)[:SHOWN])

    @property
    def distance(self) -> str:
        """“350 m”, “1,2 km”; "" where it is not known."""
        if self.metres is None:
            return ""
        if self.metres < KILOMETRE:
            return f"{round(self.metres / 50) * 50}\u00a0m"
        return f"{number_format(self.metres / KILOMETRE, 1)}\u00a0km"


KILOMETRE = 1000
SHOWN = 5  # of one place


def told(occasions: Iterable[Occasion]) -> list[Told]:
    """What the list of a map says of each, in the language of the moment."""
    return [
        Told(one, when_in_words(one), tuple(mark for mark in marks_of(one) if mark.tone != "good")) for one in occasions
    ]


def place_rows(
    occasions: Iterable[Occasion], *, near: Place | None = None, url_of: Callable[[Place], str] = lambda _place: "",
    now: datetime | None = None,
) -> list[PlaceRow]:  # fmt: skip
    """One a place, by name, or from `near` outwards; those without coordinates last. No query."""
    together: dict[int, tuple[Place, list[Occasion]]] = {}
    for occasion in occasions:
        if occasion.place:
            together.setdefault(occasion.place.key, (occasion.place, []))[1].append(occasion)
    rows = [replace(_row(place, held, near), more_url=url_of(place), now=now) for place, held in together.values()]
    return sorted(rows, key=lambda row: (row.metres is None, row.metres or 0, row.place.name.casefold()))


def _row(place: Place, occasions: Sequence[Occasion], near: Place | None) -> PlaceRow:
    label = ngettext("%(place)s: %(count)d occurrence", "%(place)s: %(count)d occurrences", len(occasions))
    metres = None
    here, there = (_coordinates(one) for one in (place, near))
    if here and there:
        metres = round(metres_between(here, there))
    said = label % {"place": place.name, "count": len(occasions)}
    return PlaceRow(place, f"lieu-{place.key}", said, tuple(occasions), metres)


def _coordinates(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def map_of(rows: Iterable[PlaceRow]) -> TownMap | None:
    """The drawing of those that have coordinates; each dot leads to the place in the list."""
    return town_map(
        Spot(
            row.place.latitude,
            row.place.longitude,
            row.label,
            f"#{row.anchor}",
            len(row.occasions),
            row.place.neighbourhood,
        )
        for row in rows
        if row.place.latitude is not None and row.place.longitude is not None
    )

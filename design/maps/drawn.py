"""Maps of dots as components/dot_map.html draws them: plain values, no tiles, nothing asked of another site.

Whatever has a latitude and a longitude may stand on one: `maps_of` takes the dots, and gives the country, and each of
its islands and lands overseas that has any.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from design.maps.projection import LAMBERT_93, Flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import _StrPromise

    from design.maps.projection import Projection

    Rings = list[list[list[float]]]

FILE = Path(__file__).parent / "data" / "outlines.json"
MOST_DOTS = 300  # of one map; the largest are drawn
MARGIN = 14.0
SMALLEST, GROWTH, LARGEST = 6.0, 3.0, 18.0  # radius of a dot
NUMBERED = 2  # from how many on a dot says its number


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: `times` is how often something happened there, `label` its name."""

    latitude: float
    longitude: float
    label: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A dot where it is drawn; `number` is "" where it stands for one."""

    x: float
    y: float
    radius: float
    number: str
    label: str
    times: int


@dataclass(frozen=True, slots=True)
class DotMap:
    """A land with its dots; `outline` are the commands of an SVG path, `label` its name."""

    name: str
    label: str
    width: int
    height: int
    outline: str
    dots: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Land:
    """What is drawn apart: `box` is west, south, east, north in degrees, `width` that of its drawing."""

    name: str
    label: str | _StrPromise
    box: tuple[float, float, float, float]
    projection: Projection
    width: int

    def holds(self, dot: Dot) -> bool:
        """Whether a dot lies in its box."""
        west, south, east, north = self.box
        return west <= dot.longitude <= east and south <= dot.latitude <= north


LANDS = (
    Land("metropole", _("Metropolitan France"), (-5.5, 41.2, 9.8, 51.3), LAMBERT_93, 400),
    Land("971", _("Guadeloupe"), (-62.0, 15.7, -60.9, 16.7), Flat(16), 110),
    Land("972", _("Martinique"), (-61.4, 14.2, -60.6, 15.0), Flat(14), 110),
    Land("973", _("French Guiana"), (-54.8, 2.0, -51.4, 6.0), Flat(4), 110),
    Land("974", _("Réunion"), (55.0, -21.6, 56.0, -20.7), Flat(-21), 110),
    Land("976", _("Mayotte"), (44.9, -13.2, 45.5, -12.5), Flat(-13), 110),
)


def maps_of(dots: Iterable[Dot]) -> list[DotMap]:
    """The lands that have dots, metropolitan France first; a dot that lies in none of them is drawn nowhere.

    Where any is drawn, metropolitan France is: readers know from it what they look at.
    """
    found = sorted(dots, key=lambda dot: (-dot.times, dot.label))
    by_land = {land.name: [dot for dot in found if land.holds(dot)][:MOST_DOTS] for land in LANDS}
    if not any(by_land.values()):
        return []
    return [_drawn(land, by_land[land.name]) for land in LANDS if by_land[land.name] or land is LANDS[0]]


def _drawn(land: Land, dots: Sequence[Dot]) -> DotMap:
    sheet = _sheet(land.name)
    return DotMap(land.name, str(land.label), land.width, sheet.height, sheet.outline, tuple(map(sheet.dot, dots)))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper of a land: what turns degrees into places on it."""

    land: Land
    left: float
    top: float
    scale: float
    height: int
    outline: str = ""

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = self.land.projection(longitude, latitude)
        return round((x - self.left) * self.scale + MARGIN, 1), round((y - self.top) * self.scale + MARGIN, 1)

    def dot(self, dot: Dot) -> Drawn:
        x, y = self.place(dot.longitude, dot.latitude)
        radius = round(min(SMALLEST + GROWTH * sqrt(dot.times - 1), LARGEST), 1)
        number = str(dot.times) if dot.times >= NUMBERED else ""
        return Drawn(x, y, radius, number, dot.label, dot.times)


@lru_cache(maxsize=len(LANDS))
def _sheet(name: str) -> _Sheet:
    """Worked out once for each land."""
    land = next(land for land in LANDS if land.name == name)
    rings = _rings()[name]
    points = [land.projection(x, y) for ring in rings for x, y in ring]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top, bottom = min(y for _x, y in points), max(y for _x, y in points)
    scale = (land.width - 2 * MARGIN) / (right - left)
    bare = _Sheet(land, left, top, scale, round((bottom - top) * scale + 2 * MARGIN))
    outline = "".join(_path([bare.place(x, y) for x, y in ring]) for ring in rings)
    return _Sheet(land, left, top, scale, bare.height, outline)


def _path(points: Sequence[tuple[float, float]]) -> str:
    first, *others = [f"{x:g} {y:g}" for x, y in points]
    return f"M{first}L{' '.join(others)}Z"


@lru_cache(maxsize=1)
def _rings() -> dict[str, Rings]:
    rings: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return rings

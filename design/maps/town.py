"""The map of a town's places, drawn here: dots that lead somewhere, names of neighbourhoods, a scale. No tiles.

Pure values in and out; components/town_map.html draws them. A place far from the others would make them one dot: it is
named apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import asin, cos, hypot, radians, sin, sqrt
from statistics import median
from typing import TYPE_CHECKING

from design.maps.projection import Flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EARTH = 6_371_000.0  # metres, mean radius
FARTHEST = 25_000.0  # metres from the middle of the places
LEAST_SIDE = 400.0  # metres that the drawing shows at least
# About the width of a phone: names and dots are as large there as they are drawn.
WIDTH, TALLEST, LOWEST, MARGIN = 440.0, 440.0, 200.0, 44.0
SMALLEST, GROWTH, LARGEST = 9.0, 2.5, 20.0  # radius of a dot
LETTER, LINE = 8.0, 16.0  # about the size of a letter of a name
SCALES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000)  # metres
LONGEST_SCALE = 0.3  # of the width
MOST_SPOTS = 1000
KILOMETRE = 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: degrees of WGS 84, `times` how often something happens there, `area` the neighbourhood or ""."""

    latitude: float
    longitude: float
    label: str
    url: str
    times: int = 1
    area: str = ""


@dataclass(frozen=True, slots=True)
class TownDot:
    """A dot where it is drawn. Places so close that they would cover each other are one; it leads to the first."""

    x: float
    y: float
    radius: float
    label: str
    url: str
    times: int
    names: tuple[str, ...]

    @property
    def words(self) -> str:
        return "; ".join(self.names)


@dataclass(frozen=True, slots=True)
class AreaName:
    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class TownMap:
    """`scale` is how long its bar is drawn, `scale_metres` what it stands for; `away` are too far to show."""

    width: float
    height: float
    dots: tuple[TownDot, ...]
    areas: tuple[AreaName, ...]
    scale: float
    scale_metres: int
    away: tuple[Spot, ...] = ()

    @property
    def scale_words(self) -> str:
        metres = self.scale_metres
        return f"{metres // KILOMETRE}\u00a0km" if metres >= KILOMETRE else f"{metres}\u00a0m"

    @property
    def scale_top(self) -> float:
        """Where the bar of the scale stands."""
        return round(self.height - 16, 1)


@dataclass(slots=True)
class _Cluster:
    x: float
    y: float
    spots: list[Spot] = field(default_factory=list)

    @property
    def times(self) -> int:
        return sum(spot.times for spot in self.spots)


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the ground, between two (latitude, longitude) in degrees. Source: the haversine formula."""
    (south, west), (north, east) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def town_map(spots: Iterable[Spot]) -> TownMap | None:
    """The drawing of some places, MOST_SPOTS at most; None where there is none to draw."""
    some = sorted(spots, key=lambda spot: (-spot.times, spot.label))[:MOST_SPOTS]
    if not some:
        return None
    middle = median(spot.latitude for spot in some), median(spot.longitude for spot in some)
    near: list[Spot] = []
    away: list[Spot] = []
    for spot in some:
        is_near = metres_between(middle, (spot.latitude, spot.longitude)) <= FARTHEST
        (near if is_near else away).append(spot)
    if not near:  # places around nothing: the median of a ring
        near, away = some[:1], some[1:]
    return _drawn(near, tuple(away), middle[0])


def _drawn(spots: Sequence[Spot], away: tuple[Spot, ...], latitude: float) -> TownMap:
    flat = Flat(latitude)
    points = [tuple(EARTH * one for one in flat(spot.longitude, spot.latitude)) for spot in spots]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top, bottom = min(y for _x, y in points), max(y for _x, y in points)
    across, down = max(right - left, LEAST_SIDE), max(bottom - top, LEAST_SIDE / 2)
    per_metre = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / down)
    height = max(LOWEST, down * per_metre + 2 * MARGIN)
    x0, y0 = (left + right) / 2, (top + bottom) / 2
    placed = [(WIDTH / 2 + (x - x0) * per_metre, height / 2 + (y - y0) * per_metre) for x, y in points]
    clusters = _clusters(zip(spots, placed, strict=True))
    dots = tuple(map(_dot, clusters))
    metres = max((one for one in SCALES if one * per_metre <= WIDTH * LONGEST_SCALE), default=SCALES[0])
    return TownMap(
        width=WIDTH, height=round(height, 1), dots=dots, areas=_areas(spots, placed, dots),
        scale=round(metres * per_metre, 1), scale_metres=metres, away=away,
    )  # fmt: skip


def _radius(times: int) -> float:
    return min(LARGEST, SMALLEST + GROWTH * sqrt(max(times, 1) - 1))


def _clusters(placed: Iterable[tuple[Spot, tuple[float, float]]]) -> list[_Cluster]:
    """Places that would cover each other together, the busiest first."""
    clusters: list[_Cluster] = []
    for spot, (x, y) in placed:
        reach = _radius(spot.times)
        cluster = next((one for one in clusters if hypot(one.x - x, one.y - y) < reach + _radius(one.times)), None)
        if cluster is None:
            clusters.append(cluster := _Cluster(x, y))
        cluster.spots.append(spot)
    return clusters


def _dot(cluster: _Cluster) -> TownDot:
    first = cluster.spots[0]
    names = tuple(spot.label for spot in cluster.spots)
    return TownDot(
        x=round(cluster.x, 1), y=round(cluster.y, 1), radius=round(_radius(cluster.times), 1), label=first.label,
        url=first.url, times=cluster.times, names=names,
    )  # fmt: skip


def _areas(
    spots: Sequence[Spot], placed: Sequence[tuple[float, float]], dots: Sequence[TownDot]
) -> tuple[AreaName, ...]:  # fmt: skip
    """A name above the middle of the places of each neighbourhood, where it covers neither another name nor a dot."""
    found: dict[str, list[tuple[float, float]]] = {}
    for spot, point in zip(spots, placed, strict=True):
        if spot.area:
            found.setdefault(spot.area, []).append(point)
    names: list[AreaName] = []
    for name, points in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        x = sum(x for x, _y in points) / len(points)
        half = len(name) * LETTER / 2
        x = min(max(x, half + 2), WIDTH - half - 2)
        above, below = min(y for _x, y in points) - LARGEST - 4, max(y for _x, y in points) + LARGEST + LINE
        for y in (above, below):
            candidate = AreaName(round(x, 1), round(y, 1), name)
            if y > LINE and not any(_meet(candidate, one) for one in names) and not _covers_a_dot(candidate, dots):
                names.append(candidate)
                break
    return tuple(names)


def _meet(one: AreaName, other: AreaName) -> bool:
    return abs(one.y - other.y) < LINE and abs(one.x - other.x) < (len(one.name) + len(other.name)) * LETTER / 2


def _covers_a_dot(name: AreaName, dots: Sequence[TownDot]) -> bool:
    half = len(name.name) * LETTER / 2
    return any(
        abs(dot.x - name.x) < half + dot.radius and name.y - LINE - dot.radius < dot.y < name.y + dot.radius
        for dot in dots
    )

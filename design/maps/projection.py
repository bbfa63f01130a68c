"""From places on the earth to places on a drawing: pure arithmetic, for maps of whatever has coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log, pi, radians, sin, tan
from typing import Protocol


class Projection(Protocol):
    """Longitude and latitude in degrees, to the right and downwards in radii of the earth."""

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The place on the drawing."""


@dataclass(frozen=True, slots=True)
class Lambert:
    """Lambert's conformal conic projection of a sphere, true on two parallels.

    Source: J. P. Snyder, Map Projections, a Working Manual (USGS 1395, 1987), formulas 15-1 to 15-5. With the parallels
    and the origin of Lambert-93 (decree of 26 December 2000) it draws metropolitan France as its maps do.
    """

    south: float
    north: float
    longitude: float
    latitude: float

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The place on the drawing, from the origin; `latitude` between -89 and 89 degrees."""
        exponent = log(cos(radians(self.south)) / cos(radians(self.north))) / log(
            _height(self.north) / _height(self.south)
        )
        radius = cos(radians(self.south)) * _height(self.south) ** exponent / exponent
        angle = exponent * radians(longitude - self.longitude)
        here, origin = (radius / _height(one) ** exponent for one in (latitude, self.latitude))
        return here * sin(angle), here * cos(angle) - origin


def _height(latitude: float) -> float:
    return tan(pi / 4 + radians(latitude) / 2)


@dataclass(frozen=True, slots=True)
class Flat:
    """The equidistant cylindrical projection, true at `latitude`: right for an island, which is small."""

    latitude: float

    def __call__(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The place on the drawing, from 0° 0°."""
        return radians(longitude) * cos(radians(self.latitude)), -radians(latitude)


LAMBERT_93 = Lambert(south=44, north=49, longitude=3, latitude=46.5)

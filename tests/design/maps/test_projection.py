"""Degrees on a drawing, held against what others worked out."""

from __future__ import annotations

import pytest

from design.maps.projection import LAMBERT_93, Flat

EARTH = 6371.0  # kilometres


def test_the_origin_is_the_origin():
    assert LAMBERT_93(3, 46.5) == (0, 0)


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "east", "south"),
    [
        # Kilometres from the origin in Lambert-93, by IGN's tables (700 km and 6600 km are the origin): E - 700, 6600 - N.
        ("Paris", 2.35, 48.85, -48, -261),
        ("Brest", -4.49, 48.39, -554, -240),
        ("Marseille", 5.37, 43.30, 193, 353),
    ],
)
def test_lambert_93_is_that_of_the_maps_of_france_within_five_kilometres(name, longitude, latitude, east, south):
    x, y = LAMBERT_93(longitude, latitude)

    assert x * EARTH == pytest.approx(east, abs=5), name
    assert y * EARTH == pytest.approx(south, abs=5), name


def test_an_island_keeps_its_shape_where_it_is_true():
    island = Flat(60)
    x, y = island(1, 61)

    assert x == pytest.approx(-(y - island(1, 60)[1]) / 2)

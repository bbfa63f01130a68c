from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from design.maps.town import Spot, metres_between, town_map

CORDERIE = Spot(48.3833, -4.5, "La Corderie", "#corderie", times=3, area="Recouvrance")
FOURNEAU = Spot(48.3860, -4.4800, "Le Fourneau", "#fourneau", area="Port")
RENNES = Spot(48.1173, -1.6778, "Les Champs libres", "#champs", area="Rennes")


def test_one_kilometre_is_one_kilometre():
    assert metres_between((48.39, -4.48), (48.399, -4.48)) == pytest.approx(1001, abs=1)


def test_no_place_is_no_map():
    assert town_map([]) is None


def test_place_in_another_town_is_named_apart():
    drawn = town_map([CORDERIE, FOURNEAU, Spot(48.384, -4.49, "Capucins", "#c"), RENNES])

    assert [dot.label for dot in drawn.dots] == ["La Corderie", "Capucins", "Le Fourneau"]
    assert [spot.label for spot in drawn.away] == ["Les Champs libres"]


def test_north_is_up_and_east_is_right():
    first, second = town_map([CORDERIE, FOURNEAU]).dots

    assert second.x > first.x
    assert second.y < first.y


def test_places_of_one_address_are_one_dot_with_both_names():
    [dot] = town_map([CORDERIE, Spot(48.3833, -4.5, "Le Fab", "#fab", times=2)]).dots

    assert (dot.names, dot.times, dot.url) == (("La Corderie", "Le Fab"), 5, "#corderie")


def test_single_place_is_drawn_with_a_scale_that_fits():
    drawn = town_map([CORDERIE])

    assert (len(drawn.dots), drawn.scale_metres) == (1, 100)
    assert 0 < drawn.scale <= 0.3 * drawn.width


near = st.builds(
    Spot, st.floats(48.3, 48.45), st.floats(-4.6, -4.4), st.text("abc", min_size=1, max_size=20), st.just("#x"),
    st.integers(1, 50), st.sampled_from(["", "Port", "Recouvrance", "Saint-Martin"]),
)  # fmt: skip


@given(st.lists(near, min_size=1, max_size=60))
def test_all_places_are_there_once_and_inside_the_drawing(spots):
    drawn = town_map(spots)

    assert sum(len(dot.names) for dot in drawn.dots) + len(drawn.away) == len(spots)
    assert all(0 < dot.x < drawn.width and 0 < dot.y < drawn.height for dot in drawn.dots)
    assert len({area.name for area in drawn.areas}) == len(drawn.areas)

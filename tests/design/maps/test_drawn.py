"""Maps of dots: where a dot stands, how large, and what is drawn nowhere."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from design.maps.drawn import LANDS, MOST_DOTS, Dot, maps_of

BREST = Dot(48.39, -4.49, "Brest (29)", 3)
STRASBOURG = Dot(48.58, 7.75, "Strasbourg (67)")
SAINT_DENIS = Dot(-20.88, 55.45, "Saint-Denis (974)", 2)
NEW_YORK = Dot(40.7, -74.0, "New York")


def test_a_land_is_drawn_for_each_that_has_dots_and_the_country_always():
    assert [one.name for one in maps_of([SAINT_DENIS])] == ["metropole", "974"]
    assert [one.name for one in maps_of([BREST])] == ["metropole"]


def test_what_lies_elsewhere_is_drawn_nowhere():
    assert maps_of([NEW_YORK]) == []
    assert maps_of([]) == []
    assert [dot.label for dot in maps_of([NEW_YORK, BREST])[0].dots] == ["Brest (29)"]


def test_west_is_left_and_every_dot_lies_inside_the_drawing():
    (france,) = maps_of([BREST, STRASBOURG])
    brest, strasbourg = france.dots

    assert brest.x < 40
    assert strasbourg.x > 300
    assert abs(brest.y - strasbourg.y) < 10
    assert all(0 < dot.x < france.width and 0 < dot.y < france.height for dot in france.dots)


def test_a_dot_grows_with_its_count_up_to_a_bound_and_says_it():
    dots = maps_of([Dot(48, 2, "un"), Dot(47, 2, "deux", 2), Dot(46, 2, "mille", 1000)])[0].dots

    assert [(dot.label, dot.radius, dot.number) for dot in dots] == [
        ("mille", 18.0, "1000"), ("deux", 9.0, "2"), ("un", 6.0, ""),
    ]  # fmt: skip


def test_a_map_is_bounded():
    many = [Dot(46 + number / 1000, 2, str(number)) for number in range(MOST_DOTS + 5)]

    assert len(maps_of(many)[0].dots) == MOST_DOTS


def test_the_outline_of_each_land_fits_its_drawing():
    for land in LANDS:
        west, south, east, north = land.box
        drawn = maps_of([Dot((south + north) / 2, (west + east) / 2, "au milieu")])[-1]
        numbers = [float(number) for number in re.findall(r"[\d.]+", drawn.outline)]
        assert drawn.name == land.name
        assert min(numbers) > 0
        assert max(numbers[::2]) < drawn.width
        assert max(numbers[1::2]) < drawn.height


def test_drawing_says_in_words_what_it_is_and_writes_numbers_for_machines_in_every_language():
    with translation.override("fr"):
        context = {"maps": maps_of([BREST, SAINT_DENIS]), "title": "Où", "about": "Un point par commune."}
        page = BeautifulSoup(render_to_string("components/dot_map.html", context), "html.parser")
    first, second = page.select("svg")
    assert (first["role"], first.title.string, first.desc.string) == (
        "img", "Où\u00a0: France métropolitaine", "Un point par commune.",
    )  # fmt: skip
    assert [one["id"] for one in page.select("title[id], desc[id]")] == [
        "carte-metropole", "carte-metropole-dit", "carte-974", "carte-974-dit",
    ]  # fmt: skip
    assert second.circle["r"] == "9.0"
    assert [text.string for text in page.select("text")] == ["3", "2"]
    assert page.figcaption.string == "La Réunion"
    assert not page.select("image, use, [style], svg [href]")

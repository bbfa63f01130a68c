from __future__ import annotations

import string

import pytest

from design.drawing.flags import FLAGS, UNIT, Area, Disc
from design.drawing.palettes import PALETTES, palette_of
from tests.design.colour import brightness


def test_every_letter_has_a_flag_and_nothing_else_has():
    assert list(FLAGS) == list(string.ascii_uppercase)


def test_no_two_letters_fly_the_same_flag():
    assert len(set(FLAGS.values())) == 26


@pytest.mark.parametrize("letter", string.ascii_uppercase)
def test_the_first_shape_fills_the_square(letter):
    ground = FLAGS[letter][0]

    assert isinstance(ground, Area)
    assert set(ground.points) == {(0, 0), (UNIT, 0), (UNIT, UNIT), (0, UNIT)}


@pytest.mark.parametrize("letter", string.ascii_uppercase)
def test_no_shape_leaves_the_square(letter):
    points = [point for shape in FLAGS[letter] if isinstance(shape, Area) for point in shape.points]

    assert all(0 <= x <= UNIT and 0 <= y <= UNIT for x, y in points)


@pytest.mark.parametrize(
    ("letter", "point", "role"),
    [
        ("A", (10, 30), "white"),
        ("A", (50, 30), "blue"),
        ("C", (30, 30), "red"),
        ("C", (30, 5), "blue"),
        ("D", (30, 5), "yellow"),
        ("D", (30, 30), "blue"),
        ("E", (30, 10), "blue"),
        ("E", (30, 50), "red"),
        ("F", (30, 30), "red"),
        ("F", (5, 5), "white"),
        ("G", (5, 30), "yellow"),
        ("G", (55, 30), "blue"),
        ("I", (30, 30), "black"),
        ("J", (30, 30), "white"),
        ("L", (10, 10), "yellow"),
        ("L", (50, 10), "black"),
        ("M", (30, 30), "white"),
        ("M", (30, 5), "blue"),
        ("N", (5, 5), "blue"),
        ("N", (20, 5), "white"),
        ("O", (50, 10), "red"),
        ("O", (10, 50), "yellow"),
        ("R", (30, 30), "yellow"),
        ("T", (10, 30), "red"),
        ("T", (50, 30), "blue"),
        ("U", (10, 10), "red"),
        ("V", (30, 30), "red"),
        ("W", (30, 30), "red"),
        ("W", (15, 15), "white"),
        ("X", (30, 30), "blue"),
        ("Y", (3, 3), "yellow"),
        ("Y", (9, 9), "red"),
        ("Z", (30, 5), "yellow"),
        ("Z", (55, 30), "blue"),
        ("Z", (30, 55), "red"),
        ("Z", (5, 30), "black"),
    ],
)
def test_colours_are_where_the_code_of_signals_puts_them(letter, point, role):
    assert painted_at(letter, point) == role


@pytest.mark.parametrize("theme", PALETTES)
def test_a_palette_has_three_hues_and_one_is_dark(theme):
    palette = PALETTES[theme]

    assert len({palette.red, palette.yellow, palette.blue}) == 3
    assert min(brightness(colour) for colour in (palette.red, palette.yellow, palette.blue)) < 0.12


def test_an_unknown_theme_flies_the_colours_of_the_pool():
    assert palette_of("") == PALETTES["culture"]


def painted_at(letter: str, point: tuple[int, int]) -> str:
    """The role of the last shape that covers the point."""
    return [shape.role for shape in FLAGS[letter] if covers(shape, point)][-1]


def covers(shape: Area | Disc, point: tuple[int, int]) -> bool:
    x, y = point
    if isinstance(shape, Disc):
        return (x - UNIT / 2) ** 2 + (y - UNIT / 2) ** 2 <= shape.radius**2
    inside, previous = False, shape.points[-1]
    for current in shape.points:
        (x1, y1), (x2, y2) = previous, current
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        previous = current
    return inside

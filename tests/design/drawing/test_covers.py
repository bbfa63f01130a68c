from __future__ import annotations

import string
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from design.drawing.bunting import bunting_svg
from design.drawing.covers import cover_svg, flag_svg, letters
from design.drawing.palettes import PALETTES
from design.drawing.social_card import cover_png

SIZES = [(4, 2), (4, 3), (8, 1)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("title", "spelled"),
    [
        ("Écrire à plusieurs mains", "ECRIREAPLUSIEURSMAINS"),
        ("L'œuvre et son ælf", "LOEUVREETSONAELF"),
        ("Straße", "STRASSE"),
        ("Gouel an Ñ", "GOUELANN"),
        ("7 bornes, 3 vélos", "BORNESVELOS"),
        ("2026 !", ""),
        ("карта", ""),
    ],
)
def test_flags_spell_only_latin_letters_without_accents(title, spelled):
    assert letters(title) == spelled


@given(st.text(), st.sampled_from([*PALETTES, "unknown"]), st.sampled_from(SIZES))
def test_a_cover_is_the_same_for_ever_small_and_well_formed(title, theme, size):
    columns, rows = size
    svg = cover_svg(title, theme=theme, columns=columns, rows=rows)

    assert svg == cover_svg(title, theme=theme, columns=columns, rows=rows)
    assert len(svg.encode()) < 3000
    assert parsed(svg).get("viewBox") == f"0 0 {columns * 60} {rows * 60}"


@pytest.mark.parametrize("letter", string.ascii_uppercase)
@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_cover_of_one_letter_repeated_stays_under_three_kilobytes(letter, columns, rows):
    assert len(cover_svg(letter, theme="maps", columns=columns, rows=rows)) < 3000


def test_a_short_title_is_repeated():
    assert cover_svg("AB", theme="maps") == cover_svg("ABABABAB", theme="maps")


def test_a_long_title_is_cut():
    assert cover_svg("ABCDEFGH", theme="maps") == cover_svg("ABCDEFGHIJ", theme="maps")


def test_a_title_without_letters_spells_the_name_of_the_pool():
    assert cover_svg("2026", theme="maps") == cover_svg("communs", theme="maps")


def test_the_theme_changes_the_colours():
    assert cover_svg("carte", theme="maps") != cover_svg("carte", theme="sound")


def test_a_cover_is_decorative_and_carries_nothing_that_could_clash():
    svg = parsed(cover_svg("Le jeu des licences", theme="games"))
    names = {name for element in svg.iter() for name in element.attrib}

    assert svg.get("aria-hidden") == "true"
    assert names == {"viewBox", "aria-hidden", "focusable", "fill", "d"}


def test_the_mark_is_flag_c():
    fills = {path.get("fill") for path in parsed(flag_svg("C")).iter(f"{SVG}path")}

    assert fills == {"#12507a", "#d1432c", "#fdf8ee"}


def test_no_flag_stands_for_a_digit():
    with pytest.raises(KeyError):
        flag_svg("7")


def test_a_dressing_line_hangs_one_flag_a_letter():
    svg = parsed(bunting_svg("communs", lines=(4, 3)))

    assert len(svg.findall(f"{SVG}g")) == 7


@pytest.mark.parametrize(
    "title", ["Le jeu", "Cartographier son quartier avec OpenStreetMap", "mot " * 60, "x" * 300, ""]
)
def test_the_card_of_a_shared_link_is_a_picture_of_the_usual_size(title):
    card = Image.open(BytesIO(cover_png(title, theme="maps", author="Radio Ressac")))

    assert (card.format, card.size) == ("PNG", (1200, 630))


def test_the_card_of_a_shared_link_never_changes():
    assert cover_png("Le jeu", theme="games") == cover_png("Le jeu", theme="games")


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own drawing

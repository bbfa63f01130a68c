from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from design.drawing.symbols import SYMBOLS, symbol_svg


@pytest.mark.parametrize("name", SYMBOLS)
def test_a_symbol_is_decorative_and_takes_the_colour_of_the_text(name):
    svg = parsed(symbol_svg(name))

    assert (svg.get("aria-hidden"), svg.get("stroke")) == ("true", "currentColor")


def test_a_licence_has_its_five_symbols():
    assert {"share", "change", "sell", "credit", "same"} <= SYMBOLS.keys()


def test_a_forbidden_use_is_the_same_symbol_struck_through():
    plain, struck = parsed(symbol_svg("sell")), parsed(symbol_svg("sell", struck=True))

    assert [part.attrib for part in struck][:-1] == [part.attrib for part in plain]


def test_an_unknown_symbol_is_an_error_of_the_template():
    with pytest.raises(KeyError):
        symbol_svg("skull")


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own drawing

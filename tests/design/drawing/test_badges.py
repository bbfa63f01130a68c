from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from design.drawing.badges import badge_png, badge_svg
from legaltools.catalogue import all_tools, get

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("key", "language", "title"),
    [
        ("cc-by-sa-4.0", "fr", "CC BY-SA 4.0 : partager, adapter, vendre, créditer, même licence"),
        ("cc-by-nd-4.0", "en", "CC BY-ND 4.0 : share, no adaptations, sell, credit"),
        ("pdm-1.0", "fr", "PDM 1.0 : partager, adapter, vendre"),
    ],
)
def test_a_badge_says_aloud_what_it_draws(key, language, title):
    drawing = ET.fromstring(badge_svg(get(key), language))  # noqa: S314 -- our own drawing
    assert drawing.find(f"{SVG}title").text == title
    assert drawing.find(f"{SVG}text").text == get(key).label


def test_a_badge_is_a_small_file_that_loads_and_runs_nothing():
    for tool in all_tools():
        svg = badge_svg(tool, "fr")
        assert len(svg) < 3000
        assert not {"href", "script", "style", "url("} & set(svg.split())
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_a_badge_never_changes():
    assert badge_svg(get("cc-by-4.0"), "fr") == badge_svg(get("cc-by-4.0"), "fr")
    assert badge_png(get("cc-by-4.0")) == badge_png(get("cc-by-4.0"))


@pytest.mark.parametrize("key", ["cc0-1.0", "cc-by-nc-nd-2.5-scotland"])
def test_letters_have_room_on_the_label(key):
    picture = Image.open(BytesIO(badge_png(get(key))))
    assert picture.height == 120
    assert picture.width > 3 * 10 * len(get(key).label)

"""What is not measured twice is still found, whatever the width and the scheme that it first shows at."""

from __future__ import annotations

import pytest

from tests.browser.soundness import faults, violations

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="fr"><title>Une page</title><style>
    body { background: #fff; color: #000; } p { position: static; }
    @media (prefers-color-scheme: dark) { body { background: #000; color: #fff; } .night { color: #333; } }
    @media (min-width: 1000px) { %s }
    @media (max-width: 500px) { %s }
</style><main><h1>Un titre</h1><p class="night-or-not">Des mots</p><p id="one">D’autres <span>mots</span></p>%s</main>"""


@pytest.fixture
def shown(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})

    def show(wide="", narrow="", more=""):
        page = context.new_page()
        page.set_content(PAGE % (wide, narrow, more))
        return page

    yield show
    context.close()


def test_page_without_fault_has_none(shown):
    assert faults(shown()) == []


@pytest.mark.parametrize(
    ("wide", "narrow", "found"),
    [
        ("#one { color: #eee; }", "", [("light", 1280, "color-contrast", "#one")]),
        ("#one { background: #111; }", "", [("light", 1280, "color-contrast", "#one")]),
        ("main { background: #777; color: #555; }", "",
         [("light", 1280, "color-contrast", "h1"), ("dark", 1280, "color-contrast", "h1")]),
        ("", "#one { color: #eee; }", [("light", 390, "color-contrast", "#one")]),
        ("", "#one { color: #333; }", [("dark", 390, "color-contrast", "#one")]),
        ("span { color: #ddd; }", "span { display: none; }", [("light", 1280, "color-contrast", "span")]),
        ("h1 { color: #888; font-size: 16px; font-weight: 400; }", "h1 { color: #888; font-size: 40px; }",
         [("light", 1280, "color-contrast", "h1")]),
        # The same words in the same colours, over something else.
        ("#one { position: absolute; top: 0; left: 0; } h1 { background: #333; color: #fff; height: 4em; margin: 0; } main, body { margin: 0; padding: 0; }",
         "", [("light", 1280, "color-contrast", "#one")]),
    ],
)  # fmt: skip
def test_contrast_is_measured_where_something_looks_new(shown, wide, narrow, found):
    assert faults(shown(wide, narrow)) == found


def test_what_is_no_matter_of_colours_is_found_at_the_width_where_it_shows(shown):
    page = shown(wide="img { display: block; }", more='<img src="data:," class="x" style="width: 9px; height: 9px">')
    page.add_style_tag(content="@media (max-width: 1000px) { img.x { display: none; } }")

    assert faults(page) == [("light", 1280, "image-alt", "img")]


def test_page_wider_than_the_screen_is_told(shown):
    assert faults(shown(narrow="h1 { width: 600px; }")) == [("light", 390, "too wide")]


def test_a_part_of_a_page_is_read_alone(shown):
    page = shown(more='<div id="a"><img src="data:,"></div><div id="b">Des mots</div>')

    assert violations(page, "#b") == []
    assert violations(page) == [("image-alt", "img")]

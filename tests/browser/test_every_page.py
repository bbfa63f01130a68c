from __future__ import annotations

import gzip
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from tests.browser.pages import GUIDE, PUBLIC
from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
TEXT = {"document", "stylesheet", "script"}
MISSING = {"not found", "unknown licence"}


@pytest.fixture(scope="module", params=PUBLIC)
def shown(request, new_page):
    """A page as it came, once for all that is asked of it; with its name, what was said meanwhile, and who was asked."""
    said, asked = [], set()
    page = new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(error.message))
    page.on("request", lambda one: asked.add(urlsplit(one.url).netloc))
    page.goto(PUBLIC[request.param], wait_until="networkidle")
    yield SimpleNamespace(name=request.param, page=page, said=[*said], asked={*asked})
    page.context.close()


def test_one_title_and_the_landmarks(shown):
    counts = {name: shown.page.locator(name).count() for name in ("h1", "main", "body > header", "body > footer")}
    assert counts == {"h1": 1, "main": 1, "body > header": 1, "body > footer": 1}


def test_nothing_is_asked_elsewhere_and_the_console_is_silent(shown, site):
    missing = ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    assert shown.said == (missing if shown.name in MISSING else [])
    assert shown.asked == {urlsplit(site).netloc}


def test_nothing_scrolls_sideways(shown):
    too_wide = []

    for width in (320, 390, 768, 1280, 1600):
        shown.page.set_viewport_size({"width": width, "height": 900})
        if shown.page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(width)

    assert too_wide == []


def test_axe_finds_nothing(shown):
    assert faults(shown.page, (390, 1280)) == []


@pytest.mark.parametrize("path", ["/", GUIDE, "/recherche/?q=atelier"])
def test_words_styles_and_scripts_weigh_less_than_a_hundred_thousand_bytes(visit, path):
    page = visit("/healthz")
    responses = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 -- it marks its handlers

    page.goto(path, wait_until="networkidle")

    texts = [response.body() for response in responses if response.request.resource_type in TEXT]
    assert len(texts) > 3
    assert sum(len(gzip.compress(text, 6)) for text in texts) < 100_000


@pytest.mark.parametrize("path", ["/", GUIDE, "/recherche/?q=atelier"])
def test_nothing_moves_for_who_asks_for_less_motion(visit, path):
    page = visit(path, reduced_motion="reduce")

    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0;
    }).length""")
    assert moving == 0


@pytest.mark.parametrize("path", ["/", GUIDE, "/recherche/?q=atelier", "/compte/login/"])
def test_with_forced_colours_buttons_and_fields_keep_an_edge(visit, path):
    page = visit(path, forced_colors="active")

    without_edge = page.evaluate("""() => [...document.querySelectorAll(".button, input[type=search], select, textarea")]
        .filter((element) => element.checkVisibility() && getComputedStyle(element).borderTopWidth === "0px")
        .map((element) => element.outerHTML.slice(0, 80))""")
    assert without_edge == []

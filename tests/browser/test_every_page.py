from __future__ import annotations

import gzip
from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import GUIDE, PUBLIC

pytestmark = pytest.mark.browser
every_page = pytest.mark.parametrize("path", PUBLIC.values(), ids=PUBLIC)
TEXT = {"document", "stylesheet", "script"}


@every_page
def test_axe_finds_nothing(visit, path):
    page = visit(path)
    found = []

    for scheme, width in product(("light", "dark"), (390, 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page).response["violations"]
        found += [(scheme, width, one["id"], one["nodes"][0]["target"]) for one in violations]

    assert found == []


@every_page
def test_nothing_scrolls_sideways(visit, path):
    page = visit(path)
    too_wide = []

    for width in (320, 390, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(width)

    assert too_wide == []


@every_page
def test_one_title_and_the_landmarks(visit, path):
    page = visit(path)

    counts = {name: page.locator(name).count() for name in ("h1", "main", "body > header", "body > footer")}
    assert counts == {"h1": 1, "main": 1, "body > header": 1, "body > footer": 1}


@pytest.mark.parametrize(
    "path", [path for name, path in PUBLIC.items() if name not in {"not found", "unknown licence"}]
)
def test_nothing_is_asked_elsewhere_and_the_console_is_silent(visit, site, path):
    page = visit("/healthz")
    said, asked = [], set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(error.message))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))

    page.goto(path, wait_until="networkidle")

    assert said == []
    assert asked == {urlsplit(site).netloc}


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

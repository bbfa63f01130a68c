"""The map of the programme with streets: tiles of another site, asked for by whoever presses the button, and never before."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import served
from tests.browser.soundness import faults
from tests.browser.test_keyboard import press_until

pytestmark = pytest.mark.browser
MAP = "/programme/porz-avel-en-biens-communs/carte/"
TILES = "https://tuiles.example.org/{z}/{x}/{y}.png"
ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def streets(demo):
    """A site whose administrator chose tiles."""
    with served(demo, MAP_TILES=TILES, MAP_TILES_CREDIT="© Une carte libre") as address:
        yield address


@pytest.fixture
def town(visit, streets):
    """The map of that site, with whom it asked and what the console said."""

    def look(**options):
        asked, said = [], []
        page = visit("/healthz", base_url=streets, **options)
        page.on("request", lambda one: asked.append(urlsplit(one.url).netloc))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(error.message))
        page.route(
            "https://tuiles.example.org/**", lambda route: route.fulfill(body=ONE_PIXEL, content_type="image/png")
        )
        page.goto(MAP, wait_until="networkidle")
        return page, asked, said

    return look


def here(page):
    return page.evaluate("() => document.activeElement.textContent.trim()")


def test_streets_come_when_they_are_asked_for_and_places_are_reached_by_keyboard(town):
    page, asked, said = town()
    button = page.get_by_role("button", name="Voir les rues (chargées depuis tuiles.example.org)")
    button.wait_for()
    assert "tuiles.example.org" not in asked

    press_until(page, "[data-town-map-tiles]", most=80)
    page.keyboard.press("Enter")
    page.locator("img.leaflet-tile-loaded").first.wait_for()

    assert page.get_by_role("button", name="S’approcher").count() == 1
    assert page.get_by_role("button", name="S’éloigner").count() == 1
    assert "© Une carte libre" in page.locator(".leaflet-control-attribution").inner_text()
    places = page.locator("[data-latitude]").count()
    assert page.locator(".town-map__marker").count() == places
    assert button.count() == 0
    # Whoever pressed the button stands on the map, and the first place is one step further.
    assert page.evaluate("() => document.activeElement.matches('[data-town-map]')")
    page.keyboard.press("Tab")
    assert "séances" in here(page)
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.startsWith('#lieu-')")
    assert page.locator(".place-rows__row:target").count() == 1
    assert faults(page, (390, 1280)) == []
    assert said == []


def test_tiles_that_do_not_come_leave_places_and_list(town):
    page, _asked, _said = town(width=390)
    page.unroute("https://tuiles.example.org/**")
    page.route("https://tuiles.example.org/**", lambda route: route.abort())

    page.get_by_role("button", name="Voir les rues").click()

    page.locator(".town-map__marker").first.wait_for()
    assert page.locator(".place-rows__row").count() > 5


def test_without_a_script_the_drawing_stays_and_nothing_is_asked_elsewhere(town):
    page, asked, said = town(java_script_enabled=False)

    assert page.locator(".town-map__drawing").is_visible()
    assert not page.get_by_role("button", name="Voir les rues").is_visible()
    assert (len(set(asked)), said) == (1, [])


def test_where_no_tiles_are_chosen_there_is_no_button_and_no_request(visit, site):
    asked = set()
    page = visit("/healthz")
    page.on("request", lambda one: asked.add(urlsplit(one.url).netloc))
    page.goto(MAP, wait_until="networkidle")

    page.locator(".town-map__dot").first.click()

    assert page.locator(".place-rows__row:target").count() == 1
    assert page.get_by_role("button", name="Voir les rues").count() == 0
    assert asked == {urlsplit(site).netloc}

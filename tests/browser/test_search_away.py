"""A search engine that does not answer: a page that works and says so, whatever stands in for the engine."""

from __future__ import annotations

import pytest

from tests.browser.conftest import served
from tests.browser.soundness import faults
from tests.browser.test_keyboard import press_until

pytestmark = pytest.mark.browser
# Nothing listens there.
CLOSED = "opensearch://127.0.0.1:9/away"
SIMPLER = "La recherche est en maintenance"


@pytest.fixture(scope="module", params=["database", "none"])
def away(request, demo):
    """The site while its cluster is away: who stands in, and the address."""
    with served(demo, SEARCH_URL=CLOSED, SEARCH_FALLBACK=request.param) as address:
        yield request.param, address


def test_visitor_finds_more_simply_or_is_shown_where_else_to_look(away, visit):
    stands_in, address = away
    page = visit("/recherche/?q=fanzine", base_url=address)

    if stands_in == "database":
        assert page.get_by_text(SIMPLER).count() == 1
        assert "fanzine" in page.locator(".result-row").first.inner_text().lower()
        page.locator(".result-row__title a").first.click()
    else:
        assert page.locator("h1").inner_text() == "La recherche revient dans un instant"
        assert page.locator(".result-row").count() == 0
        page.get_by_role("link", name="Parcourir les fiches").click()
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text() != ""


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_page_is_sound(away, visit, locale):
    page = visit("/recherche/?q=jeu moins d'une heure", base_url=away[1], locale=locale)

    assert faults(page) == []


def test_typing_offers_no_title_and_breaks_nothing(away, visit):
    said = []
    page = visit("/recherche/", base_url=away[1])
    page.on("pageerror", lambda error: said.append(error.message))

    press_until(page, "main input[type=search]")
    with page.expect_response("**/recherche/suggestions/**") as answered:
        page.keyboard.type("fanzine", delay=20)
    assert answered.value.status == 200
    page.keyboard.press("Enter")
    page.wait_for_url("**q=fanzine")

    assert (said, page.locator("h1").count()) == ([], 1)


def test_feed_says_to_come_back_and_health_that_the_search_is_away(away, visit):
    page = visit("/recherche/", base_url=away[1])

    feed = page.request.get("/recherche/flux.atom?q=fanzine")
    assert (feed.status, feed.headers["retry-after"]) == (503, "600")
    health = page.request.get("/healthz")
    assert (health.status, health.json()["search"]) == (200, "away")

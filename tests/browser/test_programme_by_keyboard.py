"""The programme with the keyboard alone: every stop is seen, filters are opened and sent, favourites are put and found."""

from __future__ import annotations

import pytest

from tests.browser.test_keyboard import press_until
from tests.browser.test_keyboard_journeys import walk

pytestmark = pytest.mark.browser
EDITION = "/programme/porz-avel-en-biens-communs/"
PAGES = [
    f"{EDITION}?q=carte", f"{EDITION}?vue=grille&q=carte", f"{EDITION}?vue=lieux&q=carte", f"{EDITION}carte/?q=carte",
    f"{EDITION}souder-sans-se-bruler/", f"{EDITION}souder-sans-se-bruler/inscription/", f"{EDITION}favoris/",
    f"{EDITION}emporter/", f"{EDITION}versions/", "/lieux/", "/lieux/la-maison-des-communs/", "/themes/maps/",
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_is_seen_and_there_is_a_way_out(visit, scheme):
    page = visit("/healthz", color_scheme=scheme)
    unseen = {}

    for path in PAGES:
        page.goto(path)
        stops, _all = walk(page)
        if stops:
            unseen[path] = stops

    assert [f"{path} {stop[:90]}" for path, stops in unseen.items() for stop in stops[:3]] == []


def test_filters_are_opened_ticked_and_sent_and_each_is_removed(visit):
    page = visit(EDITION)

    press_until(page, "#affiner details:nth-of-type(1) summary", most=300)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    press_until(page, "#affiner button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**theme=**")

    press_until(page, ".programme-chips__chip")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{EDITION}")


def test_what_goes_on_for_days_is_unfolded_and_a_favourite_is_put_and_found(visit):
    page = visit(EDITION)

    press_until(page, "#en-continu summary")
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Ce que la mer rend").is_visible()
    press_until(page, "[data-occasion] button")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Mes favoris (1)").wait_for()
    page.goto(f"{EDITION}favoris/")
    page.get_by_role("link", name="Ce que la mer rend").wait_for()

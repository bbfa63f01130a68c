"""From the first stop of the site to a result with the keyboard alone, with scripts and without."""

from __future__ import annotations

import pytest

from tests.browser.test_keyboard import HERE, press_until
from tests.browser.test_keyboard_journeys import walk

pytestmark = pytest.mark.browser
FIELD = "main input[type=search]"
MOST_STOPS = 200  # twenty results, with what may be done with each


def words_here(page):
    return " ".join(page.evaluate(f"{HERE}.textContent").split())


def type_while_titles_come(page, words):
    """Titles are offered, walked and put away again: the question stays what was typed."""
    page.keyboard.type(words, delay=20)
    page.locator("main .search-form__suggestions a").first.wait_for()
    assert page.locator("main .search-form [role=status]").inner_text().startswith("Suggestions ci-dessous")
    page.keyboard.press("ArrowDown")
    first = words_here(page)
    page.keyboard.press("ArrowDown")
    assert words_here(page) != first
    page.keyboard.press("ArrowUp")
    assert words_here(page) == first
    page.keyboard.press("Escape")
    assert page.evaluate(f"{HERE}.value") == words
    assert page.locator("main .search-form__suggestions a").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_question_facet_page_and_result(visit, scripts):
    page = visit("/", java_script_enabled=scripts)
    page.keyboard.press("Tab")
    assert words_here(page) == "Aller au contenu"
    page.keyboard.press("Enter")
    press_until(page, FIELD)
    if scripts:
        type_while_titles_come(page, "licence")
    else:
        page.keyboard.type("licence")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=licence")
    found = page.locator("h1").inner_text()

    press_until(page, "input[name=type][value=explainer]")
    page.keyboard.press("Space")
    press_until(page, "#affiner button")
    page.keyboard.press("Enter")
    page.wait_for_url("**type=explainer**")
    assert page.locator("h1").inner_text() != found
    assert page.locator(".results__filter").count() == 1

    first = page.locator(".result-row__title").first.inner_text()
    press_until(page, ".pagination a[rel=next]", most=MOST_STOPS)
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")
    assert page.locator(".result-row__title").first.inner_text() != first
    press_until(page, ".result-row__title a")
    title = words_here(page)
    page.keyboard.press("Enter")

    page.wait_for_url("**/comprendre/**")
    assert " ".join(page.locator("h1").inner_text().split()) == title


def test_title_offered_while_typing_is_followed(visit):
    page = visit("/recherche/")

    press_until(page, FIELD)
    page.keyboard.type("fanz", delay=20)
    page.locator("main .search-form__suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    address = page.evaluate(f"{HERE}.pathname")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{address}")
    assert page.locator("h1").count() == 1


def test_reason_of_a_result_unfolds_and_folds(visit):
    page = visit("/recherche/?q=atelier")

    press_until(page, "button.why__link")
    page.keyboard.press("Enter")
    page.locator(".result-row .why").first.wait_for()
    assert page.evaluate(f"{HERE}.ariaExpanded") == "true"
    page.keyboard.press("Enter")
    assert not page.locator(".result-row .why").first.is_visible()


@pytest.mark.parametrize("path", ["/recherche/?q=jeu pour 30 ados moins de 2h", "/recherche/?q=qzxqzx&may=sell"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_stop_is_seen_and_there_is_a_way_out(visit, path, width):
    unseen, stops = walk(visit(path, width=width))

    assert unseen == []
    assert len(stops) > 20

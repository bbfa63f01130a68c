"""Everything with the keyboard alone, and always seeing where one is."""

from __future__ import annotations

import pytest

from tests.browser.pages import GUIDE

pytestmark = pytest.mark.browser
HERE = "document.activeElement"
# A card draws the outline of its link around itself.
SEEN = """() => [document.activeElement, document.activeElement.closest(".guide-card")].some(
    (element) => element?.checkVisibility() && getComputedStyle(element).outlineStyle !== "none")"""


def press_until(page, wanted: str, key: str = "Tab", *, most: int = 110) -> None:
    """Goes from stop to stop until the selector has the focus."""
    for _stop in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"{HERE}.matches({wanted!r})"):
            return
    pytest.fail(f"{wanted} is not reached by {key}")


def test_the_first_stop_skips_to_the_content(visit):
    page = visit(GUIDE)

    page.keyboard.press("Tab")
    assert page.get_by_role("link", name="Aller au contenu").is_visible()
    page.keyboard.press("Enter")

    assert page.evaluate(f"{HERE}.id") == "contenu"


def test_suggestions_are_walked_and_followed(visit):
    page = visit("/")

    press_until(page, "main input[type=search]")
    page.keyboard.type("cartographier", delay=20)
    page.locator("main .search-form__suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{GUIDE}")


def test_facets_are_ticked_and_sent(visit):
    page = visit("/recherche/?q=atelier")

    press_until(page, "input[name=may]")
    page.keyboard.press("Space")
    press_until(page, "#affiner button")
    page.keyboard.press("Enter")

    page.wait_for_url("**may=**")
    assert page.locator(".results__filter").count() == 1


def test_materials_notes_and_formats_are_worked(visit):
    page = visit(GUIDE)

    press_until(page, "#participants")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.wait_for_url("**participants=9**")
    press_until(page, ".note-switch input")
    assert page.locator(".note").first.is_visible()
    page.keyboard.press("Space")
    assert not page.locator(".note").first.is_visible()
    press_until(page, ".licence-box__formats summary")
    page.keyboard.press("Enter")
    assert page.get_by_label("Texte, pour une affiche").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", GUIDE, "/recherche/?q=atelier", "/compte/login/"])
def test_every_stop_is_seen(visit, path, scheme):
    page = visit(path, color_scheme=scheme)
    unseen = []

    for _stop in range(25):
        page.keyboard.press("Tab")
        if page.evaluate(f"{HERE} === document.body"):
            break
        if not page.evaluate(SEEN):
            unseen.append(page.evaluate(f"{HERE}.outerHTML.slice(0, 80)"))

    assert unseen == []

"""Those who prepare a programme: by the keyboard, by the mouse, without a script; each page sound."""

from __future__ import annotations

import pytest

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
EDITION = "/programme/porz-avel-en-biens-communs/"
COORDINATION = f"{EDITION}coordination/"


def sound(page):
    return violations(page)


def card_on(page):
    """The first event on the grid that takes an hour, with its key."""
    card = page.locator("[data-card]").first
    card.wait_for()
    return card.get_attribute("data-card")


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_coordinators_are_sound_and_fit(signed_in, width):
    page = signed_in("edition", COORDINATION, width=width)
    for rest in ("coordination/", "coordination/grille/", "coordination/affluence/", "coordination/avertissements/",
                 "coordination/versions/", "versions/"):  # fmt: skip
        page.goto(f"{EDITION}{rest}")
        assert (rest, sound(page)) == (rest, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_event_is_moved_by_the_keyboard_and_keeps_the_focus(signed_in):
    page = signed_in("edition", f"{COORDINATION}grille/")
    key = card_on(page)
    page.locator(f"#titre-{key}").focus()
    page.keyboard.press("Enter")
    for name in ("apres", "avant"):
        page.locator(f"#{name}-{key}").focus()
        with page.expect_response("**/coordination/grille/**"):
            page.keyboard.press("Enter")
        page.wait_for_function(f"document.activeElement.id === '{name}-{key}'")
        page.wait_for_function("document.querySelector('#dit').textContent.includes('»')")
    assert page.locator(f"#seance-{key}").get_attribute("open") is not None


def test_row_is_opened_and_noted_without_a_script(signed_in):
    page = signed_in("edition", COORDINATION, java_script_enabled=False)
    page.get_by_role("link", name="Regarder et modifier").last.click()
    page.get_by_label("Note interne à la coordination").fill("Rappeler le lieu.")
    page.get_by_role("button", name="Enregistrer la note").click()
    page.get_by_text("Votre note est enregistrée.").wait_for()

"""Whole journeys with the keyboard alone: asking for access, answering, comparing, and taking a kept text back."""

from __future__ import annotations

import pytest

from tests.browser.test_keyboard import HERE, press_until
from tests.browser.test_typed_text import come_in

pytestmark = pytest.mark.browser
WORDS = "J’anime la couture du mardi."
MOST_STOPS = 150
# A link or button may draw its ring on itself, on what holds it, or by a shadow.
SEEN = """() => { const at = document.activeElement;
    const ringed = (one) => one && getComputedStyle(one).outlineStyle !== "none";
    // A dot of a drawn map is no box: its edge gets thick.
    const dot = at.matches(".town-map__dot") && getComputedStyle(at.querySelector("circle:last-of-type")).strokeWidth;
    const rings = (one) => { const style = getComputedStyle(one);
        return style.outlineStyle !== "none" || style.boxShadow !== "none" || one.matches("input, select, textarea") };
    return at.checkVisibility() && at.getClientRects().length > 0
        && ([at, at.parentElement].some((one) => one && rings(one)) || ringed(at.closest(".card")) || dot === "4px") }"""


def walk(page):
    """Every stop from the first to the last: those that cannot be seen, and whether one comes out at the end."""
    unseen, stops = [], []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(f"{HERE} === document.body"):
            return unseen, stops
        stops.append(page.evaluate(f"{HERE}.outerHTML.slice(0, 160)"))
        if not page.evaluate(SEEN):
            unseen.append(stops[-1])
    pytest.fail(f"no way out after {stops[-3:]}")


def press_on(page, wanted, key="Enter"):
    press_until(page, wanted, most=MOST_STOPS)
    page.keyboard.press(key)


def test_asking_for_access_and_answering_with_the_keyboard(signed_in):
    newcomer = signed_in("nouvelle", "/compte/demander-l-acces/")
    unseen, stops = walk(newcomer)
    assert unseen == []
    assert any("message" in stop for stop in stops)
    newcomer.reload()
    press_until(newcomer, "textarea[name=message]", most=MOST_STOPS)
    newcomer.keyboard.type(WORDS)
    press_on(newcomer, "main button[type=submit]")
    newcomer.get_by_text("est entre les mains de l’équipe").wait_for()
    assert walk(newcomer)[0] == []

    steward = signed_in("veille", "/admin/demandes/")
    press_on(steward, "main a[href*='/admin/demandes/']:not([href$='/demandes/'])")
    steward.get_by_text(WORDS).wait_for()
    assert walk(steward)[0] == []
    press_until(steward, "textarea[name=answer]", most=MOST_STOPS)
    steward.keyboard.type("Dites-nous quand.")
    press_on(steward, "main button[name=refuse]")
    steward.get_by_text("reçoit votre réponse").wait_for()

    newcomer.reload()
    newcomer.get_by_text("Dites-nous quand.").wait_for()


def test_kept_text_is_taken_back_with_the_keyboard(visit):
    page = visit("/compte/login/?next=/compte/demander-l-acces/")
    come_in(page, "contribution")
    page.wait_for_url("**/demander-l-acces/")
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies(name="sessionid")
    press_until(page, "textarea[name=message]", most=MOST_STOPS)
    page.keyboard.type(WORDS)
    press_on(page, "main button[type=submit]")
    page.get_by_text("Rien n’est perdu").wait_for()
    press_until(page, "main input[name=login]", most=MOST_STOPS)
    page.keyboard.type("contribution@example.org")
    press_until(page, "main input[name=password]", most=MOST_STOPS)
    page.keyboard.type("communs-demo")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Votre texte est toujours là").wait_for()
    assert WORDS in page.locator("main").inner_text()

    unseen, stops = walk(page)
    assert unseen == []
    buttons = [stop for stop in stops if stop.startswith("<button")]
    assert len(buttons) >= 2
    page.reload()
    press_on(page, "main form[enctype] button[type=submit]")
    page.wait_for_url("**/demander-l-acces/**")
    # Whoever may write already asks for an association: the form says so, and still holds the words.
    page.locator("#erreurs").wait_for()
    assert page.locator("textarea[name=message]").input_value() == WORDS

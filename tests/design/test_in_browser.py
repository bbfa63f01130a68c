from __future__ import annotations

import re

import pytest

from tests.browser.soundness import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = ["/motifs/", "/motifs/accueil/", "/motifs/fiche/", "/motifs/recherche/"]
SUGGESTION = '<li><a href="/guides/a/">une</a></li><li><a href="/guides/b/">deux</a></li>'


# The first is among those of tests/browser/test_every_page.py.
@pytest.mark.parametrize("address", PAGES[1:])
def test_axe_finds_nothing(opened, address):
    assert faults(opened(address), (1280,)) == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_overflows(opened, address):
    page = opened(address)
    overflowing = []

    for width in (320, 390, 640, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            overflowing.append(width)

    assert overflowing == []


def test_the_console_stays_silent_under_the_strict_policy(opened):
    said = []
    page = opened("/motifs/recherche/")
    page.on("console", lambda message: said.append(message.text))

    for address in PAGES:
        page.goto(f"http://localhost{address}")

    assert said == []


def test_the_first_stop_of_the_keyboard_leads_to_the_content(opened):
    page = opened("/motifs/fiche/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "contenu"


def test_notes_are_hidden_and_shown_without_javascript(opened):
    page = opened("/motifs/fiche/", java_script_enabled=False)
    note = page.locator(".note").first

    page.locator(".note-switch").click()
    assert not note.is_visible()

    page.locator(".note-switch").click()
    assert note.is_visible()


def test_without_javascript_the_copy_button_is_not_there_and_the_credit_is(opened):
    page = opened("/motifs/fiche/", java_script_enabled=False)

    assert not page.locator("[data-copy-text]").is_visible()
    assert "CC BY-SA 4.0" in page.locator("#credit-text").input_value()


def test_the_credit_is_copied_as_text_and_as_html(opened):
    page = opened("/motifs/fiche/", permissions=["clipboard-read", "clipboard-write"])

    page.locator("[data-copy-text]").click()
    page.get_by_text("Copié").first.wait_for()

    read = "async type => (await (await navigator.clipboard.read())[0].getType(type)).text()"
    assert page.evaluate(read, "text/plain") == page.locator("#credit-text").input_value()
    assert 'rel="license"' in page.evaluate(read, "text/html")


def test_a_refused_clipboard_shows_the_credit_selected(opened):
    page = opened("/motifs/fiche/")
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('refused')) }")

    page.locator("[data-copy-text]").click()

    page.wait_for_function("() => document.activeElement.id === 'credit-text'")
    assert page.locator("#credit-text").is_visible()


def test_arrow_keys_walk_through_suggestions_and_escape_puts_them_away(opened):
    page = opened("/motifs/accueil/")
    page.route(re.compile("suggestions"), lambda route: route.fulfill(body=SUGGESTION, content_type="text/html"))
    field = page.locator("#recherche")

    field.press_sequentially("cart")
    page.locator(".search-form__suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "deux"

    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "recherche"
    assert page.locator(".search-form__suggestions a").count() == 0


def test_what_was_typed_before_the_suggester_came_is_answered(opened):
    page = opened("/motifs/accueil/")
    page.route(re.compile("suggestions"), lambda route: route.fulfill(body=SUGGESTION, content_type="text/html"))
    waiting = []
    page.route(re.compile(r"htmx\.min"), lambda route: waiting.insert(0, route))

    page.locator("#recherche").press_sequentially("cart")
    page.wait_for_function("() => document.querySelector('script[src*=htmx]')")
    waiting.pop().fallback()

    page.locator(".search-form__suggestions a").first.wait_for()


def test_on_paper_there_is_no_menu_and_there_is_the_licence(opened):
    page = opened("/motifs/fiche/")

    page.emulate_media(media="print")

    assert not page.locator("nav").first.is_visible()
    assert page.locator(".licence-box").is_visible()
    assert page.locator(".qr__code").is_visible()

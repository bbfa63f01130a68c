"""From a badly spelt question to a guide that one takes away."""

from __future__ import annotations

import re

import pytest

from tests.browser.pages import GUIDE

pytestmark = pytest.mark.browser
PHONE = 390


def find_the_guide(page):
    page.locator("main input[type=search]").fill("cartografier sa ru a pié")
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_url("**/recherche/?q=*")
    page.get_by_label(re.compile("^Cartes et territoires")).check()
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**theme=maps**")
    page.get_by_role("link", name="Cartographier sa rue à pied", exact=True).click()
    page.wait_for_url(f"**{GUIDE}")


def test_guide_is_found_read_and_credited_on_a_phone(visit):
    page = visit("/", width=PHONE, permissions=["clipboard-read", "clipboard-write"])

    find_the_guide(page)
    assert page.locator("h1").inner_text() == "Cartographier sa rue à pied"
    assert page.locator(".step").count() == 5
    page.get_by_role("button", name="Copier le crédit").click()
    page.get_by_text("Copié").first.wait_for()

    read = "async type => (await (await navigator.clipboard.read())[0].getType(type)).text()"
    text = page.evaluate(read, "text/plain")
    assert text == (
        f"«\u00a0Cartographier sa rue à pied\u00a0» (http://communs.example.org{GUIDE}) par Awa Diallo (2026), avec Tugdual Riou, "
        "relecture par Odile Le Roux, sous licence CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)"
    )
    html = page.evaluate(read, "text/html")
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/"' in html
    assert '<a rel="license"' in html


def test_the_same_journey_without_javascript(visit):
    page = visit("/", width=PHONE, java_script_enabled=False)

    find_the_guide(page)

    assert not page.get_by_role("button", name="Copier le crédit").is_visible()
    page.get_by_text("Le crédit en trois formats").click()
    field = page.get_by_label("Texte, pour une affiche")
    assert field.is_visible()
    assert field.input_value().startswith("«\u00a0Cartographier sa rue à pied\u00a0» (http://")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_materials_are_counted_for_the_group(visit, scripts):
    page = visit(GUIDE, width=PHONE, java_script_enabled=scripts)

    page.get_by_label("Pour", exact=True).fill("28")
    page.get_by_role("button", name="Recalculer").click()
    page.wait_for_url("**participants=28**")

    assert page.locator(".materials__list li", has_text="crayon").inner_text().startswith("28 ×")


def test_a_search_without_result_says_what_to_do(visit):
    page = visit("/recherche/?q=qzxqzx", width=PHONE)

    page.get_by_role("link", name="Voir tout le fonds").click()
    page.wait_for_url("**/recherche/")

    assert page.locator(".result-row").count() > 5


def test_on_paper_one_label_a_code_and_no_menu(visit):
    page = visit(GUIDE)
    page.emulate_media(media="print")

    seen = {
        name: page.locator(name).evaluate_all("found => found.filter((one) => one.checkVisibility()).length")
        for name in ("nav", "form", "button", ".licence-box", "h1 ~ .guide__licence", ".qr__code")
    }
    assert seen == {"nav": 0, "form": 0, "button": 0, ".licence-box": 1, "h1 ~ .guide__licence": 0, ".qr__code": 1}

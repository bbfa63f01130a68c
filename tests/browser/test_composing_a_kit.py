"""A basket filled by a visitor, put in order by keyboard, shared; a kit made of it by a member, seen by the other."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
SHEET, EXPLAINER = "/guides/un-fanzine-de-huit-pages/", "/comprendre/images-de-personnes/"


def titles(page):
    return [" ".join(title.split()) for title in page.locator(".kit-entry__title").all_inner_texts()]


def is_sound(page):
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert [found["id"] for found in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def put_in(page):
    form = page.locator("[data-add-to-kit]").first
    form.get_by_role("button", name="Ajouter à un kit").click()
    form.get_by_text("C’est dans votre panier.").wait_for()


def test_a_visitor_fills_and_shares_a_basket_and_a_member_makes_a_kit_of_it(visit, signed_in):
    page = visit(SHEET)
    put_in(page)
    assert page.url.endswith(SHEET)
    page.goto("/recherche/?q=herbes+du+trottoir")
    put_in(page)
    page.goto(EXPLAINER)
    put_in(page)

    page.locator("[data-basket-link]").get_by_role("link", name="Panier (3)").click()
    assert len(titles(page)) == 3
    is_sound(page)
    last = titles(page)[2]

    # The last goes first by keyboard alone: the focus stays on the button that was pressed.
    page.locator(".kit-entry").nth(2).get_by_role("button", name="Monter").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("bouge"))
    page.locator("button[value^='up:explainer:']:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator(".kit-entry:first-child button[value^='up:explainer:']:focus").wait_for()
    assert titles(page)[0] == last
    page.get_by_role("button", name="Je l’adapte").nth(1).click()
    assert page.locator(".kit-entry__how").all_inner_texts() == ["tel quel", "adapté", "tel quel"]

    address = page.locator("#adresse-du-panier").input_value().strip()
    shared = "".join(address.partition("/panier/")[1:])
    in_order = titles(page)

    member = signed_in("edition", shared)
    assert titles(member) == in_order
    member.get_by_role("button", name="Mettre tout cela dans mon panier").click()
    assert titles(member) == in_order
    member.get_by_role("button", name="En faire un nouveau kit").click()
    member.wait_for_url(re.compile(r"/ecrire/kit/\d+/"))
    assert member.locator("[data-rows=entries] > ol > li").count() == 3
    is_sound(member)
    member.get_by_label("Titre", exact=True).first.fill("Le kit d’un visiteur")
    member.get_by_label("En une phrase").fill("Trois choses qui vont ensemble.")
    member.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    member.wait_for_url(re.compile("/kits/le-kit-d"))

    page.goto("/kits/")
    page.get_by_role("link", name="Le kit d’un visiteur").click()
    assert titles(page) == in_order
    assert page.get_by_role("heading", name="Ce qu’on peut en faire").is_visible()


def test_a_basket_without_a_script(visit):
    page = visit(SHEET, java_script_enabled=False)

    page.get_by_role("button", name="Ajouter à un kit").click()

    assert page.get_by_text("est dans votre panier").is_visible()
    assert len(titles(page)) == 1
    page.get_by_role("button", name="Retirer").click()
    assert page.get_by_role("heading", name="Il est encore vide.").is_visible()


def test_credits_are_printed_with_their_code(visit):
    page = visit("/kits/le-quartier-a-pied/credits/")

    page.emulate_media(media="print")

    assert page.locator(".qr__code").is_visible()
    assert page.locator(".kit__code").get_by_text("/kits/le-quartier-a-pied/credits/").is_visible()
    assert not page.get_by_role("link", name="Retour au kit").is_visible()

"""A basket filled by a visitor, put in order by keyboard, shared; a kit made of it by a member, seen by the other."""

from __future__ import annotations

import re

import pytest

from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
KIT = "/kits/zines-and-common-licences/"
SHEET, EXPLAINER = "/guides/un-fanzine-de-huit-pages/", "/comprendre/images-de-personnes/"


def titles(page):
    page.wait_for_load_state()
    return [" ".join(title.split()) for title in page.locator(".kit-entry__title").all_inner_texts()]


def is_sound(page):
    assert (page.url, faults(page)) == (page.url, [])


def told(page, words):
    page.locator("[data-basket-told]").get_by_text(words).wait_for(state="attached")


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
    page.locator(".kit-entry").nth(2).wait_for()
    assert len(titles(page)) == 3
    is_sound(page)
    last = titles(page)[2]

    # The last goes first by keyboard alone, in the same page: the focus stays on the button that was pressed.
    page.evaluate("window.isTheSamePage = true")
    page.locator(".kit-entry").nth(2).get_by_role("button", name="Monter").focus()
    page.keyboard.press("Enter")
    told(page, "est maintenant en position 2 sur 3.")
    page.locator("button[value^='up:explainer:']:focus").wait_for()
    page.keyboard.press("Enter")
    told(page, "est maintenant en position 1 sur 3.")
    page.locator(".kit-entry:first-child button[value^='up:explainer:']:focus").wait_for()
    assert titles(page)[0] == last
    assert page.evaluate("window.isTheSamePage")
    page.get_by_role("button", name="Je l’adapte").nth(1).click()
    told(page, "est maintenant utilisé : adapté.")
    assert page.locator(".kit-entry__how").all_inner_texts() == ["tel quel", "adapté", "tel quel"]

    address = page.locator("#adresse-du-panier").input_value().strip()
    shared = "".join(address.partition("/panier/")[1:])
    in_order = titles(page)

    member = signed_in("edition", shared)
    assert titles(member) == in_order
    member.get_by_role("button", name="Mettre tout cela dans mon panier").click()
    member.get_by_role("button", name="En faire un nouveau kit").wait_for()
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
    page.wait_for_url(re.compile("/kits/le-kit-d"))
    assert titles(page) == in_order
    assert page.get_by_role("heading", name="Ce qu’on peut en faire").is_visible()


def test_what_went_by_mistake_comes_back_by_keyboard_in_the_same_page(visit):
    page = visit(SHEET)
    put_in(page)
    page.goto(EXPLAINER)
    put_in(page)
    page.goto("/panier/")
    page.evaluate("window.isTheSamePage = true")

    in_order = titles(page)
    page.locator(".kit-entry").nth(1).get_by_role("button", name="Retirer").press("Enter")
    told(page, "a quitté votre panier.")
    page.get_by_role("button", name="Annuler").press("Enter")
    told(page, "Votre panier est revenu comme avant.")
    assert titles(page) == in_order
    page.get_by_role("button", name="Vider le panier").click()
    page.get_by_role("heading", name="Il est encore vide.").wait_for()
    page.locator("button[value='back:']:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator(".kit-entry").nth(1).wait_for()
    assert titles(page) == in_order
    assert page.evaluate("window.isTheSamePage")


def test_a_basket_without_a_script(visit):
    page = visit(SHEET, java_script_enabled=False)

    page.get_by_role("button", name="Ajouter à un kit").click()

    page.get_by_text("est dans votre panier").wait_for()
    assert len(titles(page)) == 1
    page.goto(EXPLAINER)
    page.get_by_role("button", name="Ajouter à un kit").click()
    page.locator(".kit-entry").nth(1).wait_for()
    first, second = titles(page)
    page.locator(".kit-entry").nth(1).get_by_role("button", name="Monter").click()
    told(page, "est maintenant en position 1 sur 2.")
    assert titles(page) == [second, first]
    page.get_by_role("button", name="Vider le panier").click()
    page.get_by_role("heading", name="Il est encore vide.").wait_for()
    page.get_by_role("button", name="Annuler").click()
    told(page, "Votre panier est revenu comme avant.")
    assert titles(page) == [second, first]


def test_a_button_says_what_is_in_the_basket_already(visit):
    page = visit(SHEET)
    put_in(page)
    form = page.locator("[data-add-to-kit]").first

    page.reload()

    form.get_by_role("button", name="Dans votre panier").click()
    form.get_by_text("C’était déjà dans votre panier.").wait_for()
    assert form.get_by_role("link", name="Voir mon panier").is_visible()


def composing(signed_in, person):
    page = signed_in(person, f"{KIT}modifier/")
    assert page.locator("[data-rows=entries] > ol > li").count() == 5
    return page


def publish(page):
    page.locator(".page-form__bar").get_by_role("button", name="Publier").click()


def test_two_people_compose_one_kit_and_choose_for_what_both_changed(signed_in):
    anne, bob = composing(signed_in, "edition"), composing(signed_in, "veille")

    # The verdict follows, without leaving the form and before anything is saved.
    headline = bob.locator(".kit-verdict__answer--no .kit-verdict__headline")
    bob.get_by_role("button", name="Ajouter : lien").click()
    link = bob.locator("[data-rows=entries] > ol > li").last
    link.get_by_label("Titre").fill("Un livre fermé")
    link.get_by_label("Adresse").fill("https://livre.example.org/")
    link.get_by_label("Licence").fill("CC BY-NC-ND 4.0")
    link.get_by_label("Utilisé").select_option("adapted")
    headline.get_by_text("Non, pas composé ainsi").wait_for()
    assert "Non, pas composé ainsi" in bob.locator("[data-follows-told]").inner_text()
    link.get_by_label("Utilisé").select_option("as_is")
    bob.locator(".kit-verdict__headline").get_by_text("Oui, comme recueil").wait_for()
    is_sound(bob)
    bob.locator("input[name$=-why]").first.fill("Le mot de Bob.")
    publish(bob)
    bob.wait_for_url(f"**{KIT}")

    anne.locator("input[name$=-why]").first.fill("Le mot d’Anne.")
    anne.get_by_label("En une phrase").fill("Make a zine, then share it.")
    publish(anne)
    anne.get_by_role("heading", name="Deux textes à réunir").wait_for()
    is_sound(anne)
    assert "Le mot de Bob." in anne.locator(".collision").inner_text()
    anne.get_by_label("Prendre le mien").check()
    anne.get_by_role("button", name="Enregistrer avec ces choix").click()

    anne.wait_for_url(f"**{KIT}")
    words = anne.locator("main").inner_text()
    assert ["Le mot d’Anne." in words, "Le mot de Bob." in words, "Un livre fermé" in words] == [True, False, True]
    assert "Make a zine, then share it." in words


def test_the_focus_is_never_below_the_bar_of_the_form_on_a_phone(signed_in):
    page = signed_in("edition", "/ecrire/kit/")
    page.set_viewport_size({"width": 390, "height": 700})
    page.locator("[name=title]").focus()

    covered = []
    while not page.evaluate("document.activeElement.closest('.page-form__bar') !== null"):
        covered += page.evaluate("""() => {
            const one = document.activeElement, bar = document.querySelector('.page-form__bar').getBoundingClientRect();
            return one.getBoundingClientRect().bottom > bar.top ? [one.name || one.textContent] : [];
        }""")
        page.keyboard.press("Tab")

    assert covered == []


def test_credits_are_printed_with_their_code(visit):
    page = visit("/kits/le-quartier-a-pied/credits/")

    page.emulate_media(media="print")

    assert page.locator(".qr__code").is_visible()
    assert page.locator(".kit__code").get_by_text("/kits/le-quartier-a-pied/credits/").is_visible()
    assert not page.get_by_role("link", name="Retour au kit").is_visible()

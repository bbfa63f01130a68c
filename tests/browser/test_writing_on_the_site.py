"""A guide written on the site, from the home page to its readers: counted, by keyboard alone, without JavaScript."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.hands import Hands
from tests.browser.pages import GUIDE
from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
EDIT = f"{GUIDE}modifier/"


def is_sound(page):
    assert (page.url, faults(page)) == (page.url, [])


def step(page, number):
    return page.locator("[data-rows=steps] > ol > li").nth(number - 1)


def stored(page):
    """Once a script has stored what was typed."""
    page.locator("[data-state]", has_text="Brouillon enregistré à").wait_for()


def photo(shade):
    out = BytesIO()
    Image.new("RGB", (900, 600), (40 * shade, 120, 90)).save(out, "JPEG")
    return {"name": f"IMG_{shade}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def add_picture(hands, place, words, file):
    """One of one's own, beside the first text of a row."""
    hands.send(place.get_by_role("button", name="Ajouter une image").first, file)
    panel = place.locator("[data-pool-panel]").first
    hands.tick(panel.get_by_label("C’est moi qui l’ai prise"))
    hands.fill(panel.get_by_label("Ce qu’elle montre"), words)
    hands.click(panel.get_by_role("button", name="Insérer l’image").first)
    place.get_by_role("textbox", name="Consigne").locator("img").wait_for()


def publish(hands):
    hands.click(hands.page.locator(".page-form__bar").get_by_role("button", name="Publier"))


def test_a_guide_of_three_steps_with_a_picture_in_each_takes_few_actions(signed_in):
    page = signed_in("edition", "/")
    hands = Hands(page)
    hands.click(page.locator("header").get_by_role("link", name="Écrire une fiche"))
    hands.click(page.get_by_role("link", name="Partir d’un formulaire vide").first)
    hands.fill(page.get_by_label("Titre", exact=True).first, "Nouer un bracelet de marin")
    hands.fill(page.get_by_label("En une phrase"), "On repart avec un bracelet.")
    hands.tick(page.get_by_label("Culture et patrimoine"))
    hands.tick(page.get_by_label("adultes", exact=True))
    hands.fill(page.get_by_label("Taille du groupe, au moins"), "4")
    hands.choose(page.get_by_label("Niveau"), label="facile")
    hands.fill(page.get_by_label("Objectifs"), "nouer un nœud plat")
    for number, title in enumerate(["Couper la corde", "Nouer", "Brûler les bouts"], start=1):
        if number > 1:
            hands.click(page.get_by_role("button", name="Ajouter : étape"))
        hands.fill(step(page, number).get_by_label("Titre", exact=True), title)
        hands.type(step(page, number).get_by_role("textbox", name="Consigne"), f"On fait cela ensemble, {number}.")
        add_picture(hands, step(page, number), f"Le geste {number}", photo(number))
    publish(hands)

    page.wait_for_url("**/guides/nouer-un-bracelet-de-marin/")
    assert page.locator("h1").inner_text() == "Nouer un bracelet de marin"
    assert page.locator(".step__title").all_inner_texts()[1].endswith("Nouer")
    assert "On fait cela ensemble, 2." in page.locator(".step").nth(1).inner_text()
    assert [page.get_by_role("img", name=f"Le geste {number}").count() for number in (1, 2, 3)] == [1, 1, 1]
    assert hands.actions <= 35


def test_a_guide_is_written_without_javascript(signed_in):
    page = signed_in("contribution", "/ecrire/guide/", java_script_enabled=False)
    page.get_by_label("Titre", exact=True).first.fill("Tresser une corbeille")
    page.get_by_label("En une phrase").fill("On repart avec une corbeille.")
    page.get_by_label("Vie associative").check()
    page.get_by_label("adultes", exact=True).check()
    page.get_by_label("Taille du groupe, au moins").fill("4")
    page.get_by_label("Niveau").select_option(label="facile")
    page.get_by_label("Objectifs").fill("tresser")
    step(page, 1).get_by_label("Titre", exact=True).fill("Préparer l’osier")
    step(page, 1).get_by_label("Consigne").fill("Tremper **longtemps**.")
    page.get_by_role("button", name="Ajouter : étape").click()
    step(page, 2).get_by_label("Titre", exact=True).fill("Tresser")
    step(page, 2).get_by_role("button", name=re.compile("Monter")).click()

    assert step(page, 1).get_by_label("Titre", exact=True).input_value() == "Tresser"
    page.locator(".page-form__bar").get_by_role("button", name="Envoyer").click()

    page.wait_for_url("**/mes-pages/")
    assert "Merci" in page.locator("main").inner_text()
    row = page.get_by_role("heading", name="Tresser une corbeille")
    assert row.count() == 1


def test_a_guide_is_written_by_keyboard_alone_on_a_phone(signed_in):
    page = signed_in("edition", "/ecrire/guide/", width=390)
    keyboard = page.keyboard

    def go(name):
        """Tab until the focus is on the field or button of that name."""
        for _step in range(120):
            keyboard.press("Tab")
            if name in page.evaluate(NAME_OF_FOCUS):
                return
        pytest.fail(f"no way by Tab to {name}")

    for name, words in [("Titre", "Coudre un bouton"), ("En une phrase", "Le bouton tient.")]:
        go(name)
        keyboard.type(words)
    go("Culture et patrimoine")
    keyboard.press("Space")
    go("adultes")
    keyboard.press("Space")
    go("Taille du groupe, au moins")
    keyboard.type("2")
    go("Niveau")
    keyboard.press("ArrowDown")
    go("Objectifs")
    keyboard.type("coudre")
    go("Titre")
    keyboard.type("Enfiler")
    go("Consigne")
    keyboard.type("Un fil double.")
    go("Ajouter : étape")
    keyboard.press("Enter")
    keyboard.type("Coudre")
    go("Monter")
    keyboard.press("Enter")
    go("Publier")
    keyboard.press("Enter")

    page.wait_for_url("**/guides/coudre-un-bouton/")
    titles = page.locator(".step__title").all_inner_texts()
    assert [title.rpartition(":")[2].strip() for title in titles] == ["Coudre", "Enfiler"]


NAME_OF_FOCUS = """() => {
  const it = document.activeElement;
  const labels = [...(it.labels ?? [])].map((label) => label.textContent);
  const by = (it.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
  return [...labels, ...by, it.tagName === 'BUTTON' ? it.textContent : ''].join(' ').replace(/\\s+/g, ' ');
}"""


def test_what_is_written_is_found_again_after_the_tab_was_closed(signed_in):
    page = signed_in("veille", EDIT)
    page.get_by_label("En une phrase").fill("Une phrase en cours.")
    stored(page)
    page.close()

    again = signed_in("veille", EDIT)
    assert again.get_by_label("En une phrase").input_value() == "Une phrase en cours."
    again.get_by_role("button", name="Jeter mon brouillon").click()
    again.get_by_text("Votre brouillon est jeté").wait_for()
    assert again.get_by_label("En une phrase").input_value() != "Une phrase en cours."


def test_what_is_written_while_the_site_is_away_stays_in_the_browser(signed_in):
    page = signed_in("edition", EDIT)
    page.context.set_offline(True)
    page.get_by_label("En une phrase").fill("Écrit hors ligne.")
    page.locator("[data-state]", has_text="ne répond pas").wait_for()
    page.context.set_offline(False)

    again = page.context.new_page()
    again.goto(EDIT)
    again.get_by_role("button", name="Le reprendre").click()
    again.wait_for_load_state()
    assert again.get_by_label("En une phrase").input_value() == "Écrit hors ligne."


def test_two_people_write_at_once_and_choose(signed_in):
    path = "/guides/un-fanzine-de-huit-pages/"
    anne = signed_in("edition", f"{path}modifier/")
    bob = signed_in("veille", f"{path}modifier/")
    bob.get_by_label("En une phrase").fill("La phrase de Bob.")
    stored(bob)
    bob.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    bob.wait_for_url(f"**{path}")

    anne.get_by_label("En une phrase").fill("La phrase d’Anne.")
    anne.get_by_label("Objectifs").fill("plier une feuille")
    anne.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    anne.get_by_role("heading", name="Deux textes à réunir").wait_for()
    is_sound(anne)
    assert "La phrase de Bob." in anne.locator(".collision").inner_text()
    anne.get_by_label("Prendre le mien").check()
    anne.get_by_role("button", name="Enregistrer avec ces choix").click()

    anne.wait_for_url(f"**{path}")
    assert "La phrase d’Anne." in anne.locator("main").inner_text()
    assert "plier une feuille" in anne.locator("main").inner_text()


@pytest.mark.parametrize("path", [EDIT, "/ecrire/", "/ecrire/guide/", "/mes-pages/"])
def test_pages_of_writing_are_sound(signed_in, path):
    is_sound(signed_in("edition", path))


def test_the_form_with_everything_open_and_wrong_is_sound(signed_in):
    page = signed_in("edition", EDIT)
    page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true")
    page.get_by_label("En une phrase").fill("")
    page.get_by_label("Taille du groupe, au moins").fill("0")
    page.locator("form[data-page-form]").evaluate("form => form.noValidate = true")
    page.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    page.get_by_text("Rien n’est perdu").wait_for()
    is_sound(page)

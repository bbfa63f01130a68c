"""Files of a step and of the kit, on the form of a guide: from one's device to those who take them away."""

from __future__ import annotations

from functools import cache

import pytest

from tests.browser.soundness import violations
from tests.factories.uploads import pdf_bytes

pytestmark = pytest.mark.browser
# No other test reads it: what is written here stays in the demo.
GUIDE = "/guides/le-filet-des-savoirs/"
EDIT = f"{GUIDE}modifier/"


@cache
def pdf(name):
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf_bytes(Title=name)}


def step(page, number):
    return page.locator("[data-rows=steps] > ol > li").nth(number - 1)


def publish(page):
    page.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    page.wait_for_url(f"**{GUIDE}")


def test_file_of_a_step_is_taken_away_with_its_credit(signed_in, visit):
    page = signed_in("edition", EDIT)
    page.set_viewport_size({"width": 390, "height": 844})
    field = step(page, 1).locator("[data-files-field]")
    field.get_by_text("Ajouter un fichier").click()
    field.get_by_label("Fichier sur votre appareil").set_input_files(pdf("cartes.pdf"))
    field.get_by_role("button", name="Ajouter ce fichier").click()
    field.get_by_text("Dites si ce fichier est de vous").wait_for()
    field.get_by_label("C’est moi qui l’ai fait").check()
    field.get_by_label("Comment il s’appelle").fill("Cartes à découper")
    assert violations(page) == []
    field.get_by_role("button", name="Ajouter ce fichier").click()
    field.get_by_role("checkbox", name="Cartes à découper").wait_for()
    assert field.get_by_role("checkbox", name="Cartes à découper").is_checked()
    publish(page)

    reader = visit(GUIDE, width=390)
    link = reader.get_by_role("link", name="Cartes à découper").first
    assert reader.request.get(link.get_attribute("href")).body() == pdf("cartes.pdf")["buffer"]


def test_without_scripts_a_file_of_the_kit_comes_with_the_form(signed_in):
    page = signed_in("edition", EDIT, java_script_enabled=False)
    page.locator("#groupe-files").click()
    page.get_by_role("button", name="Ajouter : fichier").click()
    row = page.locator("[data-rows=files] > ol > li").last
    row.get_by_label("Fichier sur votre appareil").set_input_files(pdf("grille.pdf"))
    row.get_by_label("C’est moi qui l’ai fait").check()
    row.get_by_label("Pour quoi faire").select_option(index=1)
    publish(page)

    assert page.get_by_text("grille").first.is_visible()


def test_file_of_the_pool_is_chosen_by_its_words_and_taken_out_again(signed_in):
    page = signed_in("edition", EDIT)
    field = step(page, 2).locator("[data-files-field]")
    field.get_by_text("Ajouter un fichier").click()
    field.get_by_label("Ou des mots d’un fichier du fonds").fill("cartes")
    field.get_by_role("button", name="Chercher dans le fonds").click()
    field.locator("[data-pool-choices]").get_by_role("radio").first.check()
    field.get_by_role("button", name="Ajouter le fichier choisi").click()
    tick = field.get_by_role("checkbox").first
    tick.wait_for()
    tick.uncheck()
    publish(page)

    page.goto(page.url + "modifier/")
    assert step(page, 2).locator("[data-files-field]").get_by_role("checkbox").count() == 0

"""A guide from its first word to the public, by the two people it takes."""

from __future__ import annotations

import time

import pytest

from tests.browser.editor import save_draft
from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
TITLE = "Coudre une poche de marin"
FOUND_WITHIN = 15  # seconds
JARGON = ("workflow", "slug", "snippet", "révision", "type de page")


def write_the_guide(page):
    page.get_by_role("textbox", name="Titre").first.press_sequentially(TITLE)
    page.get_by_role("textbox", name="En une phrase").fill("On repart avec une poche cousue à la main.")
    page.get_by_label("Culture et patrimoine").check()
    page.get_by_label("adultes", exact=True).check()
    page.get_by_role("spinbutton", name="Au moins").fill("4")
    page.get_by_role("combobox", name="Niveau").select_option(label="facile")
    page.get_by_role("textbox", name="Objectifs").fill("coudre un point arrière")
    steps = page.locator("[data-contentpath=steps]")
    steps.get_by_role("button", name="Ajouter").click()
    steps.get_by_role("textbox", name="Titre").fill("Couper le tissu")
    steps.get_by_role("spinbutton", name="Durée en minutes").fill("20")
    steps.get_by_role("textbox").nth(1).click()
    page.keyboard.type("Chaque personne coupe deux rectangles.")
    page.get_by_role("combobox", name="Licence").select_option("cc-by-sa-4.0")
    credit = page.get_by_role("group", name="Crédit 1")
    credit.get_by_label("Nom").fill("Thu Ha Nguyen")
    credit.get_by_label("Ce qu’elle ou il a fait").select_option(label="auteur·ice")


def test_guide_is_written_previewed_submitted_published_and_found(signed_in, visit):
    writer = signed_in("contribution", "/admin/")
    writer.get_by_role("link", name="Écrire une fiche").click()
    write_the_guide(writer)
    save_draft(writer)
    address = writer.url

    writer.goto(address.replace("/edit/", "/view_draft/"))
    assert writer.locator("h1").inner_text() == TITLE
    assert writer.locator(".step__title").inner_text().endswith("Couper le tissu")
    assert "Thu Ha Nguyen" in writer.locator(".licence-box__credit").inner_text()
    assert visit("/guides/coudre-une-poche-de-marin/").locator("h1").inner_text() != TITLE

    writer.goto(address)
    writer.get_by_role("button", name="Envoyer en relecture").click()
    writer.wait_for_url("**/admin/pages/*/")

    editor = signed_in("edition", "/admin/")
    editor.get_by_role("link", name=TITLE).first.click()
    editor.get_by_role("button", name="Approuver", exact=True).click()
    editor.get_by_text("est en ligne").wait_for()

    reader = visit("/recherche/?q=coudre des poches")
    found = reader.get_by_role("link", name=TITLE)
    # Another process may be writing to the index just then: it indexes this guide too, a moment later.
    until = time.monotonic() + FOUND_WITHIN
    while not found.count() and time.monotonic() < until:
        reader.wait_for_timeout(500)
        reader.reload()
    found.click()
    assert reader.locator("h1").inner_text() == TITLE


def test_guide_without_licence_stays_a_draft_and_says_why(signed_in):
    page = signed_in("contribution", "/admin/")
    page.get_by_role("link", name="Écrire une fiche").click()
    page.get_by_role("textbox", name="Titre").first.press_sequentially("Sans licence encore")
    save_draft(page)

    page.get_by_role("button", name="Envoyer en relecture").click()

    page.get_by_text("Choisissez une licence").first.wait_for()


def test_the_form_is_sound_to_axe_and_shows_no_jargon(signed_in):
    page = signed_in("contribution", "/admin/")
    page.get_by_role("link", name="Écrire une fiche").click()
    page.get_by_role("textbox", name="Titre").first.wait_for()

    assert violations(page) == []
    shown = page.locator("body").inner_text().lower()
    assert [word for word in JARGON if word in shown] == []


@pytest.mark.parametrize("path", ["/admin/pages/4/", "/admin/reports/workflow/", "/admin/users/"])
def test_lists_of_a_steward_show_no_jargon(signed_in, path):
    page = signed_in("veille", path)

    shown = page.locator("body").inner_text().lower()
    assert [word for word in JARGON if word in shown] == []


def test_licence_that_a_source_forbids_is_said_while_one_writes_and_axe_finds_nothing(signed_in):
    page = signed_in("contribution", "/admin/")
    page.get_by_role("link", name="Écrire une fiche").click()
    page.get_by_role("combobox", name="Licence").select_option("cc-by-4.0")
    page.get_by_role("tab", name="Origine et vie de la fiche").click()
    source = page.get_by_role("group", name="Source 1")
    source.get_by_label("Titre").fill("La halle")
    source.get_by_label("Sa licence").fill("CC BY-ND 4.0")

    panel = page.locator("[data-compliance]:visible")
    # Whether it is changed decides: it is asked before anything is answered.
    panel.get_by_text("Choisissez comment").wait_for()
    source.get_by_label("Comment elle est utilisée").select_option(label="adaptée")
    panel.get_by_text("Impossible.").wait_for()
    assert panel.get_by_role("link", name="CC BY-ND 4.0 §2(a)(1)(B)").count() == 1
    assert violations(page, "[data-compliance]:not([hidden])") == []

    source.get_by_label("Sa licence").fill("CC BY 4.0")
    panel.get_by_text("Impossible.").wait_for(state="detached")

"""A guide from its author to a stranger, by way of a reviewer who first asks for changes."""

from __future__ import annotations

import pytest

from tests.browser.soundness import violations
from tests.browser.test_keyboard_journeys import walk

pytestmark = pytest.mark.browser
TITLE = "Broder un pavillon"


def write(page):
    page.get_by_role("textbox", name="Titre").first.press_sequentially(TITLE)
    page.get_by_role("textbox", name="En une phrase").fill("On repart avec un pavillon brodé.")
    page.get_by_label("Culture et patrimoine").check()
    page.get_by_label("adultes", exact=True).check()
    page.get_by_role("spinbutton", name="Au moins").fill("4")
    page.get_by_role("combobox", name="Niveau").select_option(label="facile")
    page.get_by_role("textbox", name="Objectifs").fill("broder un point de tige")
    materials = page.locator("[data-contentpath=materials]")
    materials.get_by_role("button", name="Ajouter").click()
    materials.get_by_role("textbox", name="Quoi").fill("fil")
    materials.get_by_role("spinbutton", name="Combien").fill("200")
    steps = page.locator("[data-contentpath=steps]")
    steps.get_by_role("button", name="Ajouter").click()
    steps.get_by_role("textbox", name="Titre").fill("Dessiner le motif")
    steps.get_by_role("spinbutton", name="Durée en minutes").fill("20")
    page.get_by_role("combobox", name="Licence").select_option("cc-by-sa-4.0")
    page.get_by_role("group", name="Crédit 1").get_by_label("Nom").fill("Thu Ha Nguyen")


def send(page):
    page.get_by_role("button", name="Envoyer en relecture").click()
    page.wait_for_url("**/admin/pages/*/")


def ask_for_changes(page, words):
    page.get_by_role("button", name="Plus d’actions").click()
    page.get_by_role("button", name="Demander des modifications").click()
    dialogue = page.get_by_role("dialog")
    dialogue.get_by_role("textbox").fill(words)
    dialogue.get_by_role("button").last.click()
    page.wait_for_url("**/admin/pages/*/")


def approve(page):
    page.get_by_role("button", name="Approuver", exact=True).click()
    page.wait_for_url("**/admin/pages/*/")


def sound(page, where):
    return violations(page, where)


def test_submitted_sent_back_mended_and_approved_a_guide_answers_a_stranger(signed_in, visit):
    author = signed_in("contribution", "/admin/")
    author.get_by_role("link", name="Écrire une fiche").first.click()
    write(author)
    # Nobody's part is guessed: the error leads to the very list in which it is chosen.
    author.get_by_role("button", name="Envoyer en relecture").click()
    author.locator("#error-summary").get_by_role("link", name="Ce qu’elle ou il a fait").focus()
    author.keyboard.press("Enter")
    author.locator("[name=credits-0-role]:focus").select_option(label="auteur·ice")
    send(author)

    reviewer = signed_in("edition", "/admin/")
    reviewer.get_by_role("link", name=TITLE).first.click()
    reviewer.get_by_role("link", name="Modifier vous-même").click()
    reviewer.locator(".review-bar").get_by_role("link", name="La lire telle qu’elle paraîtra").wait_for()
    ask_for_changes(reviewer, "Combien de fil par personne ?")

    author.goto("/admin/")
    assert "Combien de fil par personne ?" in author.locator(".my-reviews").inner_text()
    author.locator(".my-reviews").get_by_role("link", name=TITLE).click()
    asked = author.locator(".review-bar--asked")
    assert "Combien de fil par personne ?" in asked.inner_text()
    for theme in ("light", "dark"):
        author.emulate_media(color_scheme=theme)
        assert sound(author, ".review-bar") == []
    author.get_by_role("spinbutton", name="Combien").fill("3")
    author.locator("[data-contentpath=materials] select").select_option(label="par personne")
    author.get_by_role("button", name="Renvoyer en relecture").focus()
    author.keyboard.press("Enter")
    author.wait_for_url("**/admin/pages/*/")

    reviewer.goto("/admin/")
    reviewer.get_by_role("link", name=TITLE).first.click()
    reviewer.get_by_role("link", name="Modifier vous-même").click()
    form = reviewer.url
    reviewer.get_by_role("link", name="Voir ce qui a changé").first.click()
    told = reviewer.locator(".comparison__child-object").inner_text()
    assert "fil" in told
    assert "200" in told
    assert "par personne" in told
    for theme in ("light", "dark"):
        reviewer.emulate_media(color_scheme=theme)
        assert sound(reviewer, "main") == []
    unseen, stops = walk(reviewer)
    assert unseen == []
    assert any(f"/admin/pages/{form.split('/')[-3]}/" in stop for stop in stops)
    reviewer.goto(form)
    approve(reviewer)

    stranger = visit("/")
    assert stranger.goto("/guides/broder-un-pavillon/").status == 200
    assert stranger.locator("h1").inner_text() == TITLE

"""A title that nobody has written, from the reader who asks for it to those who find it; and a page that still holds."""

from __future__ import annotations

import pytest

from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
ASKING = "/guides/laver-des-pinceaux/"


def write(page, title, text):
    """A guide without JavaScript, whose title stands in the form already where the page was asked for."""
    field = page.get_by_label("Titre", exact=True).first
    assert field.input_value() in {"", title}
    field.fill(title)
    page.get_by_label("En une phrase").fill("On garde ses outils longtemps.")
    page.get_by_label("Vie associative").check()
    page.get_by_label("adultes", exact=True).check()
    page.get_by_label("Taille du groupe, au moins").fill("4")
    page.get_by_label("Niveau").select_option(label="facile")
    page.get_by_label("Objectifs").fill("laver")
    step = page.locator("[data-rows=steps] > ol > li").first
    step.get_by_label("Titre", exact=True).fill("Laver")
    step.get_by_label("Consigne").fill(text)
    page.locator(".page-form__bar").get_by_role("button", name="Publier").click()


def is_sound(page):
    assert (page.url, faults(page)) == (page.url, [])


def test_a_title_is_asked_for_written_and_found_and_the_page_checked(signed_in, visit):
    editor = signed_in("edition", "/ecrire/guide/", java_script_enabled=False)
    write(editor, "Laver des pinceaux", "Avec du savon : voir [[Le savon noir|le savon]].")
    editor.wait_for_url(f"**{ASKING}")

    reader = visit(ASKING)
    red = reader.get_by_role("link", name="le savon (page à écrire)")
    assert red.inner_text() == "le savon"
    is_sound(reader)
    reader.goto("/pages-demandees/")
    assert reader.get_by_role("heading", name="Le savon noir").count() == 1
    assert reader.locator("main").get_by_role("link", name="Laver des pinceaux").count() == 1
    is_sound(reader)

    editor.get_by_role("link", name="le savon (page à écrire)").click()
    assert "« Le savon noir » n’est pas encore écrite" in editor.locator("main").inner_text().replace("\u00a0", " ")
    editor.get_by_role("link", name="Partir d’un formulaire vide").first.click()
    assert editor.get_by_label("Titre", exact=True).first.input_value() == "Le savon noir"
    write(editor, "Le savon noir", "On le râpe.")
    editor.wait_for_url("**/guides/le-savon-noir/")

    reader.goto(ASKING)
    reader.locator(".guide__steps").get_by_role("link", name="le savon", exact=True).click()
    reader.wait_for_url("**/guides/le-savon-noir/")
    reader.get_by_role("link", name="Pages liées").click()
    reader.locator(".link-list a").first.wait_for()
    assert reader.locator(".link-list a").all_inner_texts() == ["Laver des pinceaux"]
    is_sound(reader)
    reader.goto("/pages-demandees/")
    assert reader.get_by_role("heading", name="Le savon noir").count() == 0

    editor = signed_in("edition", ASKING)
    editor.get_by_role("button", name="Toujours valable").focus()
    editor.keyboard.press("Enter")
    editor.get_by_text("On voit que vous avez vérifié cette page").wait_for()
    reader.goto(ASKING)
    assert "Vérifiée le" in reader.locator(".upkeep-foot").inner_text()
    reader.get_by_role("link", name="Entretien de cette page").click()
    is_sound(reader)
    reader.goto("/entretien/")
    is_sound(reader)

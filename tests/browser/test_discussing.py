"""Two people discuss a step of a guide, and a visitor's words wait for one of them."""

from __future__ import annotations

import pytest

from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
DISCUSSED = "/guides/le-jeu-des-etiquettes/"


def test_two_people_discuss_a_step_and_read_what_a_visitor_says(visit, signed_in):
    editor = signed_in("edition", DISCUSSED)
    editor.get_by_role("link", name="Discussion").click()
    about = editor.get_by_label("De quoi s’agit-il")
    about.select_option(about.locator("option", has_text="Étape 2").first.get_attribute("value"))
    editor.get_by_label("Votre message").fill("Combien d’étiquettes par personne ?")
    editor.get_by_role("button", name="Envoyer").click()
    thread = editor.locator(".discussion", has_text="Combien d’étiquettes")
    assert "Étape 2" in thread.locator("h2").inner_text()

    visitor = visit(f"{DISCUSSED}discussion/", java_script_enabled=False)
    visitor.locator(".discussion", has_text="Combien d’étiquettes").get_by_role("link", name="Répondre").click()
    visitor.get_by_label("Votre message").fill("Trois, chez nous.")
    visitor.get_by_label("Comment vous citer").fill("Marie")
    visitor.wait_for_timeout(3100)  # nobody types a message faster
    visitor.get_by_label("Votre message").press("Tab")
    visitor.get_by_role("button", name="Répondre").press("Enter")
    visitor.get_by_text("Quelqu’un lit votre message avant qu’il soit affiché").first.wait_for()
    assert visitor.get_by_text("Trois, chez nous.").count() == 0

    editor.reload()
    is_sound(editor)
    editor.goto("/a-relire/?kind=m")
    editor.locator(".queue__row", has_text="Trois, chez nous.").get_by_role("link").click()
    assert "Combien d’étiquettes par personne ?" in editor.locator("main").inner_text()
    editor.get_by_text("Masquer ce message").click()
    is_sound(editor)
    editor.get_by_role("button", name="Afficher").click()
    editor.get_by_text("Le message est affiché.").wait_for()
    editor.goto(f"{DISCUSSED}discussion/")
    visitor.goto(f"{DISCUSSED}discussion/")
    visitor.get_by_text("Trois, chez nous.").wait_for()

    is_sound(visit(f"{DISCUSSED}discussion/?repondre={thread.get_attribute('id').removeprefix('fil-')}"))
    thread.get_by_role("button", name="Clore").click()
    visitor.goto(DISCUSSED)
    assert visitor.get_by_role("link", name="Discussion").inner_text() == "Discussion"

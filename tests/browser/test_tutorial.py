"""The first tutorial, followed to the letter: each word in bold is looked for on the screen, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.editor import save_draft

pytestmark = pytest.mark.browser
TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "first-guide.md"
TITLE = "Une carte postale à plusieurs mains"


class Words:
    """The bold words of the tutorial; `word` gives one back once it was found there."""

    def __init__(self, text):
        self.left = set(re.findall(r"\*\*([^*]+)\*\*", text))
        self.known = frozenset(self.left)

    def __call__(self, word):
        assert word in self.known
        self.left.discard(word)
        return word


@pytest.fixture
def word():
    return Words(TUTORIAL.read_text(encoding="utf-8"))


def come_in(page, word):
    page.locator("header").get_by_role("link", name=word("Écrire une fiche")).click()
    page.get_by_label(word("Adresse e-mail")).fill("edition@example.org")
    page.get_by_label(word("Mot de passe")).fill("communs-demo")
    page.get_by_role("button", name=word("Se connecter")).click()
    page.wait_for_url("**/admin/pages/add/guides/guidepage/*/")


def others_are_told(signed_in, word):
    """What those read who may not write yet, or not publish."""
    newcomer = signed_in("nouvelle", "/contribuer/ecrire/")
    assert newcomer.locator("h1").inner_text() == word("Demander l’accès")
    contributor = signed_in("contribution", "/contribuer/ecrire/")
    contributor.get_by_role("button", name=word("Envoyer en relecture")).wait_for()


def write(page, word):
    page.get_by_role("textbox", name=word("Titre")).first.press_sequentially(TITLE)
    page.get_by_role("textbox", name=word("En une phrase")).fill("Composer à quatre une carte qui dit où l’on vit.")
    for heading in ("Thèmes", "Pour qui", "Matériel", "Déroulé", "Crédits"):
        page.locator("h2, h3, label, legend").filter(has_text=word(heading)).first.wait_for()
    page.get_by_label("Écriture et édition").check()
    page.get_by_label("adultes", exact=True).check()
    page.get_by_role("spinbutton", name=word("Au moins")).fill("4")
    page.get_by_role("combobox", name=word("Niveau")).select_option(label="facile")
    page.get_by_role("textbox", name=word("Objectifs")).fill("composer une carte")
    write_a_step(page, word)
    page.get_by_role("combobox", name=word("Licence")).select_option("cc-by-sa-4.0")
    credit = page.get_by_role("group", name="Crédit 1")
    credit.get_by_label(word("Nom")).fill("Maël Kerjean")
    credit.get_by_label("Ce qu’elle ou il a fait").select_option(label="autrice ou auteur")


def write_a_step(page, word):
    steps = page.locator("[data-contentpath=steps]")
    steps.get_by_role("button", name=word("Ajouter")).click()
    steps.get_by_role("textbox", name="Titre").fill("Choisir le lieu")
    steps.get_by_role("spinbutton", name=word("Durée en minutes")).fill("20")
    for label in ("Consigne", "Note d’animation"):
        steps.get_by_text(word(label), exact=True).wait_for()


def test_the_tutorial_says_what_is_on_the_screen(visit, signed_in, word):
    others_are_told(signed_in, word)
    page = visit("/")
    come_in(page, word)
    write(page, word)
    save_draft(page, button=word("Enregistrer le brouillon"))
    page.get_by_role("button", name=word("Aperçu")).first.click()
    page.get_by_role("button", name=word("Publier"), exact=True).click()
    page.wait_for_url("**/admin/pages/*/")

    reader = visit("/guides/une-carte-postale-a-plusieurs-mains/")
    assert reader.locator("h1").inner_text() == TITLE
    reader.locator("summary").get_by_text(word("Emporter"), exact=True).click()
    reader.get_by_role("link", name=word("Le texte seul (Markdown)")).wait_for()
    page.goto("/")
    page.locator("footer").get_by_role("link", name=word("Mes fiches")).click()
    page.get_by_role("heading", name=TITLE).wait_for()
    assert word.left == set()

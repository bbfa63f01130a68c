"""The first tutorial, followed to the letter: each word in bold is looked for on the screen, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial" / "first-guide.md"
TITLE = "Une carte postale à plusieurs mains"


class Words:
    """The bold words of the tutorial; `word` gives one back once it was found there."""

    def __init__(self, text):
        self.left = {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", text)}
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
    page.get_by_role("link", name=word("Partir d’un formulaire vide")).first.click()
    page.wait_for_url("**/ecrire/guide/")


def others_are_told(signed_in, word):
    """What those read who may not write yet, or not publish."""
    newcomer = signed_in("nouvelle", "/ecrire/")
    assert newcomer.locator("h1").inner_text() == word("Demander l’accès")
    contributor = signed_in("contribution", "/ecrire/guide/")
    contributor.get_by_role("button", name=word("Envoyer"), exact=True).wait_for()


def write(page, word):
    page.get_by_label(word("Titre"), exact=True).first.fill(TITLE)
    page.get_by_label(word("En une phrase")).fill("Composer à quatre une carte qui dit où l’on vit.")
    for heading in ("Thèmes", "Public", "Matériel", "Déroulé", "Crédits"):
        page.locator("h2, label, legend").filter(has_text=word(heading)).first.wait_for()
    page.get_by_label("Écriture et édition").check()
    page.get_by_label("adultes", exact=True).check()
    page.get_by_label(word("Taille du groupe, au moins")).fill("4")
    page.get_by_label(word("Niveau")).select_option(label="facile")
    page.get_by_label(word("Objectifs")).fill("composer une carte")
    write_a_step(page, word)
    assert page.get_by_label(word("Licence"), exact=True).input_value() == "cc-by-sa-4.0"
    assert page.get_by_role("group", name="Crédit 1").get_by_label("Nom").input_value()


def write_a_step(page, word):
    steps = page.locator("[data-rows=steps]")
    steps.get_by_role("button", name=word("Ajouter : étape")).wait_for()
    steps.get_by_label("Titre", exact=True).fill("Choisir le lieu")
    steps.get_by_label(word("Durée en minutes")).fill("20")
    for label in ("Consigne", "Note d’animation"):
        steps.get_by_text(word(label), exact=True).wait_for()
    for button in ("Monter", "Descendre", "Retirer"):
        steps.get_by_role("button", name=word(button)).first.wait_for()
    assert steps.get_by_text(word("Ajouter une image")).count()


def test_the_tutorial_says_what_is_on_the_screen(visit, signed_in, word):
    others_are_told(signed_in, word)
    page = visit("/")
    come_in(page, word)
    write(page, word)
    page.get_by_role("button", name=word("Enregistrer le brouillon")).last.click()
    page.wait_for_url("**/mes-pages/")
    assert page.locator("h1").inner_text() == word("Mes pages")
    page.get_by_role("link", name=f"Continuer : {TITLE}").click()
    with page.expect_popup() as popup:
        page.get_by_role("button", name=word("Aperçu")).click()
    assert popup.value.locator("h1").inner_text() == TITLE
    page.get_by_role("button", name=word("Publier"), exact=True).click()
    page.wait_for_url("**/guides/une-carte-postale-a-plusieurs-mains/")

    reader = visit("/guides/une-carte-postale-a-plusieurs-mains/")
    assert reader.locator("h1").inner_text() == TITLE
    reader.get_by_role("link", name=word("Corriger ou compléter cette page")).wait_for()
    reader.get_by_role("link", name=word("Historique"), exact=True).wait_for()
    reader.locator("summary").get_by_text(word("Emporter"), exact=True).click()
    reader.get_by_role("link", name=word("Le texte seul (Markdown)")).wait_for()
    assert not word.left

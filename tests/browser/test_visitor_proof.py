"""A site that asks work of the browsers of visitors: nothing is seen of it with JavaScript, a question without."""

from __future__ import annotations

import pytest

from tests.browser.conftest import served
from tests.browser.test_proposing import GUIDE, READING
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
QUESTION = "Quel est le numéro du département de Rennes ?"


@pytest.fixture(scope="module")
def site_with_proof(demo):
    with served(demo, VISITOR_PROOF="200", VISITOR_QUESTION=f"{QUESTION}; 35; Trente-cinq") as address:
        yield address


def test_browser_finds_the_proof_while_somebody_writes(visit, site_with_proof):
    visitor = visit(GUIDE, base_url=site_with_proof)
    asked = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.locator(".step .mend").first.click()
    visitor.get_by_label(QUESTION).wait_for(state="hidden")
    assert visitor.locator("[name=proposal-proof]").input_value() == ""
    visitor.locator(".proposal-form__passage [contenteditable]").first.type("Au ras du sol. ")
    visitor.get_by_text("Vérification contre les robots terminée").wait_for()
    is_sound(visitor)
    visitor.wait_for_timeout(READING)
    visitor.locator(".page-form__bar").get_by_role("button", name="Envoyer ma proposition").click()
    visitor.wait_for_url("**/propositions/*/")
    assert [url for url in asked if not url.startswith((site_with_proof, "data:"))] == []

    # Sent before it is found: it waits by itself. A proof that was used already: one sentence, and the text stays.
    visitor.goto(f"{GUIDE}discussion/")
    visitor.wait_for_timeout(READING)
    visitor.evaluate("document.querySelector('[name=text]').value = 'Et en hiver ?'")
    visitor.get_by_role("button", name="Envoyer", exact=True).click()
    visitor.get_by_text("Quelqu’un lit votre message").first.wait_for()


def test_refused_proof_keeps_the_words_and_the_next_one_is_found(visit, site_with_proof):
    visitor = visit(f"{GUIDE}discussion/", base_url=site_with_proof)
    visitor.wait_for_timeout(READING)
    visitor.get_by_label("Votre message").type("Et sous la neige ?")
    visitor.get_by_text("Vérification contre les robots terminée").wait_for()
    visitor.evaluate("document.querySelector('[name=proof]').value = 'eyJ9'")
    send = visitor.get_by_role("button", name="Envoyer", exact=True)
    send.click()
    visitor.get_by_text("est à refaire").wait_for()
    assert visitor.get_by_label("Votre message").input_value() == "Et sous la neige ?"
    visitor.get_by_role("button", name="Envoyer", exact=True).click()
    visitor.get_by_text("Merci ! Quelqu’un lit votre message").wait_for()


def test_without_javascript_the_question_is_asked_in_words(visit, site_with_proof):
    visitor = visit("/guides/proteger-son-telephone/proposer/", java_script_enabled=False, base_url=site_with_proof)
    visitor.locator("[name=one_sentence]").fill("Un téléphone à soi.")
    visitor.get_by_label(QUESTION).fill("22")
    visitor.wait_for_timeout(READING)
    send = visitor.locator(".page-form__bar button").first
    send.click()
    assert "Ce n’est pas la réponse" in visitor.locator("main").inner_text()
    assert visitor.locator("[name=one_sentence]").input_value() == "Un téléphone à soi."
    visitor.get_by_label(QUESTION).fill("trente-cinq")
    visitor.locator(".page-form__bar button").first.click()
    visitor.wait_for_url("**/propositions/*/")

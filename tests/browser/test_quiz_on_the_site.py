"""A question at the end of an explainer, written on the form of the site: from the editor to a reader who answers."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
# No other test reads it: what is written here stays in the demo.
PAGE = "/comprendre/contrat-de-graphisme/"


def test_question_is_written_without_javascript_and_answered_by_a_reader(signed_in, visit):
    page = signed_in("edition", f"{PAGE}modifier/", java_script_enabled=False)
    page.locator("#groupe-quiz").click()
    page.get_by_role("button", name="Ajouter : question").click()
    question = page.locator("[data-rows=quiz] > ol > li").last
    question.get_by_label("Question", exact=True).fill("Qui signe l’affiche ?")
    for place, (answer, why) in enumerate([("La graphiste", "Elle l’a faite."), ("Personne", "Si : la graphiste.")]):
        row = question.locator(".short-rows__row").nth(place)
        row.get_by_label("Réponse").fill(answer)
        row.get_by_label("Pourquoi").fill(why)
    publish = page.locator(".page-form__bar").get_by_role("button", name="Publier")
    publish.click()
    assert "Dites quelle réponse est la bonne" in page.locator("main").inner_text()
    question.locator(".short-rows__row").first.get_by_label("C’est la bonne").check()
    publish.click()
    page.wait_for_url(f"**{PAGE}")

    reader = visit(PAGE, width=390)
    asked = reader.get_by_role("group", name="Qui signe l’affiche")
    asked.get_by_label("La graphiste").check()
    reader.locator(".quiz__form").get_by_role("button").first.click()
    reader.get_by_text("Elle l’a faite.").wait_for()

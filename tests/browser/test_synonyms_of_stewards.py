"""A word that people use and pages do not: a steward writes it down, and whoever types it finds what it means."""

from __future__ import annotations

import pytest

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
WORD, MEANS, REASON = "gazetiquette", "fanzine", "Le mot du collège pour un petit journal plié."
QUESTION = f"/recherche/?q={WORD}"


def come_to_the_form(steward):
    steward.get_by_role("link", name="Synonymes").click()
    steward.get_by_role("link", name="Ajouter : synonyme").click()


def save(steward):
    with steward.expect_event("load"):
        steward.get_by_role("button", name="Enregistrer").click()


def typed(steward):
    return [steward.locator(f"[name={name}]").input_value() for name in ("words", "others", "direction", "reason")]


def test_word_of_a_steward_finds_and_the_result_says_why(signed_in, visit):
    visitor = visit(QUESTION)
    assert visitor.locator("h1").inner_text().startswith("0 résultat")

    steward = signed_in("veille", "/admin/")
    come_to_the_form(steward)
    steward.get_by_role("textbox", name="Mots tapés").fill(WORD)
    steward.get_by_role("textbox", name="Autres mots").fill(MEANS)
    steward.get_by_role("textbox", name="Raison").fill(REASON)
    save(steward)
    listed = steward.locator("tr", has_text=WORD)
    assert [listed.get_by_text(words, exact=True).count() for words in (MEANS, "dans les deux sens", REASON)] == [1] * 3

    visitor.reload()
    found = visitor.locator(".result-row").first
    assert "fanzine" in found.inner_text().lower()
    found.get_by_role("button", name="Pourquoi ce résultat").click()
    why = found.locator(".why")
    why.wait_for()
    assert f"Pour « {WORD} »" in why.inner_text().replace("\xa0", " ")
    assert MEANS in why.locator("mark").all_inner_texts()
    assert violations(visitor) == []


def test_mistaken_line_is_told_what_to_do_and_keeps_what_was_typed(signed_in, visit):
    steward = signed_in("veille", "/admin/")
    come_to_the_form(steward)
    steward.get_by_role("textbox", name="Mots tapés").fill("papotière, Papotage")
    steward.get_by_role("textbox", name="Autres mots").fill("papotage, discussion")
    steward.get_by_role("combobox", name="Sens").select_option(label="les premiers trouvent les autres, pas l’inverse")
    save(steward)

    summary = steward.locator("#error-summary")
    assert [" ".join(line.split()) for line in summary.locator("li").all_inner_texts()] == [
        "Autres mots : « papotage » est des deux côtés : retirez-le de l’un des deux.",
        "Raison : Ce champ est obligatoire.",
    ]
    assert typed(steward) == ["papotière, Papotage", "papotage, discussion", ">", ""]
    assert violations(steward, "#error-summary") == []

    summary.get_by_role("link", name="Raison").click()
    steward.locator("[name=reason]:focus").wait_for()
    steward.keyboard.type("Le nom du coin où l’on se parle.")
    steward.get_by_role("textbox", name="Mots tapés").fill("papotière")
    save(steward)
    steward.locator("tr", has_text="papotière").wait_for()
    assert visit("/recherche/?q=papotière").locator(".result-row").count() > 0


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (768, "light"), (1280, "light")])
def test_form_of_a_line_keeps_to_its_page(signed_in, width, scheme):
    steward = signed_in("veille", "/admin/snippets/search/synonymline/add/", width=width, color_scheme=scheme)
    fields = steward.locator("main :is(input:not([type=hidden]), select):visible")
    fields.first.wait_for()

    boxes = [field.bounding_box() for field in fields.all()]
    assert len(boxes) >= 5
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > width] == []

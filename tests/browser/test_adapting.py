"""A contributor adapts a guide, its original goes on, and one of two passages is taken over."""

from __future__ import annotations

import pytest

from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
ORIGINAL = "/guides/d-ou-vient-cette-image/"
TITLE = "D’où vient cette affiche ?"


def adapted_by(person, reviewer):
    """From the first click to what everybody reads; the address of the adaptation."""
    person.get_by_role("link", name="Adapter cette fiche").click()
    is_sound(person)
    assert person.locator("input[name=licence]:checked").get_attribute("value") == "etalab-2.0"
    person.get_by_text("Pourquoi pas une autre licence").click()
    person.get_by_label("Qu’est-ce que vous changez").fill("Pour des affiches, sans téléphone")
    person.get_by_role("button", name="Commencer mon adaptation").click()
    person.wait_for_url("**/ecrire/guide/*/")
    person.locator("input[name=title]").fill(TITLE)
    person.locator("button[name=do][value=save]").last.click()
    person.wait_for_url("**/mes-pages/")
    reviewer.goto("/a-relire/")
    reviewer.locator(".queue__row", has_text=TITLE).get_by_role("link").first.click()
    reviewer.get_by_role("button", name="Approuver").click()
    reviewer.get_by_text("est en ligne").first.wait_for()
    return "/guides/dou-vient-cette-affiche/"


def test_adaptation_remembers_its_original_and_takes_over_one_of_two_passages(visit, signed_in):
    contributor = signed_in("contribution", ORIGINAL)
    reviewer = signed_in("edition", "/a-relire/")
    address = adapted_by(contributor, reviewer)

    reader = visit(ORIGINAL)
    assert "1 adaptation" in reader.locator(".lineage").inner_text()
    reader.locator(".lineage").get_by_role("link", name=TITLE).click()
    reader.wait_for_url(f"**{address}")
    assert "version du" in reader.locator(".lineage").inner_text()
    assert "Pour des affiches, sans téléphone" in reader.locator("main").inner_text()

    # The original goes on: two passages of it change.
    reviewer.goto(f"{ORIGINAL}modifier/")
    for step, words in ((0, "Première phrase nouvelle. "), (1, "Seconde phrase nouvelle. ")):
        text = reviewer.locator("#id_steps [contenteditable]:visible").nth(step * 2)
        text.click()
        reviewer.keyboard.press("Control+Home")
        reviewer.keyboard.type(words)
    reviewer.locator("button[name=do][value=save]").last.click()
    reviewer.wait_for_url(f"**{ORIGINAL}")

    # Whoever looks after the adaptation is told, and takes over the first one.
    reviewer.goto(address)
    reviewer.get_by_role("link", name="Regarder, et choisir").click()
    is_sound(reviewer)
    passages = reviewer.locator("fieldset.collision")
    assert passages.count() == 2
    assert "Première phrase nouvelle." in passages.nth(0).locator("ins").inner_text()
    passages.nth(0).get_by_label("Reprendre de l’original").focus()
    reviewer.keyboard.press("Space")
    reviewer.get_by_role("button", name="Reprendre ce que j’ai choisi").click()
    reviewer.wait_for_url(f"**{address}")
    said = reviewer.locator("main").inner_text()
    assert "Première phrase nouvelle." in said
    assert "Seconde phrase nouvelle." not in said
    assert not reviewer.get_by_role("link", name="Regarder, et choisir").count()


def test_visitor_without_javascript_is_led_to_an_account_and_back(visit):
    visitor = visit(ORIGINAL, java_script_enabled=False)
    visitor.get_by_role("link", name="Adapter cette fiche").click()
    assert "il vous faut un compte" in visitor.locator("main").inner_text()
    visitor.locator(".adapt").get_by_role("link", name="Se connecter").click()
    assert "adapter" in visitor.url

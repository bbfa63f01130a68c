"""A reader compares two versions; an editor brings one back; the reader reads it again. Without a script as well."""

from __future__ import annotations

import pytest

from tests.browser.soundness import faults
from tests.browser.test_keyboard_journeys import walk

pytestmark = pytest.mark.browser


def sound(page):
    """Nothing that axe finds, at three widths, light and dark, and nothing wider than the screen."""
    return faults(page)


def publish(editor, sentence):
    editor.get_by_role("textbox", name="En une phrase").fill(sentence)
    editor.locator("button[name=do][value=save]").first.click()
    editor.locator(".message").first.wait_for()


def test_reader_compares_editor_restores_and_reader_sees_it(signed_in, visit):
    guide = "/guides/monter-une-exposition-collective/"
    reader = visit(guide)
    before = reader.locator("h1 + .lead").inner_text()
    editor = signed_in("edition", guide)
    editor.get_by_role("link", name="Modifier cette fiche").click()
    publish(editor, "Une phrase que personne n’a relue.")

    reader.reload()
    reader.locator(".last-change").get_by_role("link", name="Historique").click()
    reader.get_by_role("button", name="Comparer les deux").first.wait_for()
    assert sound(reader) == []
    unseen, _stops = walk(reader)
    assert unseen == []
    reader.get_by_role("button", name="Comparer les deux").first.click()
    assert "Une phrase que personne n’a relue." in reader.locator(".difference").inner_text()
    assert sound(reader) == []
    reader.get_by_role("link", name="Côte à côte").click()
    reader.locator(".difference__side del").first.wait_for()
    assert sound(reader) == []

    editor.goto(reader.url)
    editor.get_by_role("button", name="Annuler ce changement").click()
    assert "est annulé" in editor.locator(".message").inner_text()
    assert sound(editor) == []
    editor.goto("/modifications-recentes/")
    assert sound(editor) == []

    reader.goto(guide)
    assert reader.locator("h1 + .lead").inner_text() == before
    without_script = visit(f"{guide}historique/", java_script_enabled=False)
    without_script.locator("input[name=de][value='1']").check()
    without_script.locator("input[name=a][value='2']").check()
    without_script.get_by_role("button", name="Comparer les deux").first.click()
    assert "Une phrase que personne n’a relue." in without_script.locator(".difference ins").first.inner_text()
    without_script.goto(f"{guide}historique/1/")
    assert "Ce n’est pas la version actuelle." in without_script.locator(".version-banner").inner_text()
    without_script.goto(f"{guide}historique/qui-a-ecrit/")
    assert without_script.locator(".authorship__run").count() > 0


@pytest.mark.parametrize("rest", ["historique/1/", "historique/qui-a-ecrit/"])
def test_axe_finds_nothing_on_a_page_of_the_past(visit, rest):
    reader = visit("/guides/")
    reader.goto(reader.locator("main .grid a[href^='/guides/']").first.get_attribute("href") + rest)

    assert sound(reader) == []

"""Favourites without an account: in one browser, in an address for another, and what changed meanwhile."""

from __future__ import annotations

import pytest

from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
PROGRAMME = "/programme/essai-de-favoris/"
# An edition that no other test reads.
PREPARED = """
from datetime import date
from programme.domain.releasing import release
from programme.models import EditionPage, ProgrammeIndexPage
from search.publishing import add_and_publish
from tests.factories.programme import make_event, when
DAY = date(2033, 10, 5)
edition = add_and_publish(EditionPage(
    title="Essai de favoris", slug="essai-de-favoris", acronym="essai_de_favoris", starts_on=date(2033, 10, 4),
    ends_on=date(2033, 10, 12), licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
), under=ProgrammeIndexPage.objects.get())
for hour, title in ((9, "La criée aux idées"), (14, "Le bal des brouillons"), (18, "La veillée des cartes")):
    make_event(title, edition=edition, times=[when(hour, day=DAY)], licence="cc-by-sa-4.0")
release(edition, "version de l’essai")
"""


def row(page, title):
    return page.locator("[data-occasion]", has=page.get_by_role("link", name=title))


def titles(page):
    return page.locator(".occasion-row__title").all_inner_texts()


def test_two_events_are_remembered_shared_and_said_to_have_changed(visit, signed_in, prepare):
    prepare(PREPARED)
    mine = visit(PROGRAMME, width=390)
    for title in ("La criée aux idées", "Le bal des brouillons"):
        row(mine, title).get_by_role("button", name="Ajouter à mes favoris").click()
    mine.get_by_role("link", name="Mes favoris (2)").click()
    mine.wait_for_url("**/favoris/?seances=**")
    assert titles(mine) == ["La criée aux idées", "Le bal des brouillons"]
    assert mine.get_by_text("A changé depuis votre dernière visite.").count() == 0
    assert faults(mine) == []
    shared = mine.url

    theirs = visit(shared)
    assert titles(theirs) == ["La criée aux idées", "Le bal des brouillons"]
    assert row(theirs, "Le bal des brouillons").get_by_role("button").get_attribute("aria-pressed") == "false"
    theirs.get_by_role("button", name="Tout ajouter à mes favoris").click()
    theirs.get_by_role("link", name="Mes favoris (2)").wait_for()
    assert visit(shared, java_script_enabled=False).locator(".occasion-row").count() == 2

    coordinator = signed_in("edition", f"{PROGRAMME}le-bal-des-brouillons/seances/")
    coordinator.locator("details.time-form summary").first.click()
    coordinator.locator("input[name=start]").first.fill("16:00")
    coordinator.locator("input[name=end]").first.fill("18:00")
    coordinator.get_by_role("button", name="Enregistrer cette séance").click()
    coordinator.get_by_text("C’est enregistré.").first.wait_for()

    # They come back by the address without a list: what their browser remembers.
    for page in (mine, theirs):
        page.goto(f"{PROGRAMME}favoris/")
        page.wait_for_url("**/favoris/?seances=**")
        page.get_by_text("A changé depuis votre dernière visite.").wait_for()
        assert "A changé" in row(page, "Le bal des brouillons").inner_text()
        assert "16\u00a0h" in row(page, "Le bal des brouillons").inner_text()
        assert "A changé" not in row(page, "La criée aux idées").inner_text()
    assert faults(mine) == []
    mine.reload()
    assert titles(mine) == ["La criée aux idées", "Le bal des brouillons"]
    assert mine.get_by_text("A changé depuis votre dernière visite.").count() == 0

    row(mine, "La criée aux idées").get_by_role("button", name="Dans mes favoris").click()
    mine.get_by_role("link", name="Mes favoris (1)").wait_for()
    mine.goto(f"{PROGRAMME}favoris/")
    mine.wait_for_url("**/favoris/?seances=**")
    assert titles(mine) == ["Le bal des brouillons"]

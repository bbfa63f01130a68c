"""Whoever reviews an adaptation that was never public sees what its author changed of the original."""

from __future__ import annotations

import pytest

from commons.guides.models import GuidePage
from licences.records.sources import source_row
from tests.factories.guides import make_draft, make_guide, step
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from wiki.domain.hiding import hide_version
from wiki.models import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def original():
    return make_guide(
        "La carte",
        slug="carte",
        one_sentence="Dessiner sa rue.",
        version="1.3",
        steps=[step("Accueil"), step("Départ")],
    )


def sent_to_review(log_in, original, **row):
    """An adaptation with one sentence of its own, as a contributor sends it."""
    source = source_row(
        title="La carte", url=original.full_url, licence="cc-by-sa-4.0", item=f"guide:{original.pk}", version="1",
        dated="2026-03-14",
    )  # fmt: skip
    author = log_in("contributor", display_name="Awa Diallo")
    made = make_draft(
        "La carte des enfants", owner=author, sources=[source | row], one_sentence="Dessiner son école.",
        changes="Pour six ans", licence="cc-by-sa-4.0",
    )  # fmt: skip
    made.steps = original.steps.stream_block.to_python([dict(one) for one in original.steps.raw_data])
    made.save_revision(user=author)
    made.get_workflow().start(made, author)
    log_in("editor")
    return f"/a-relire/page/{made.pk}/"


def test_only_what_was_changed_is_shown_and_the_whole_is_one_click_away(client, log_in, original):
    url = sent_to_review(log_in, original)
    write(original, one_sentence="Dessiner sa ville.")

    page = read(client, url)
    changes = page.select_one("section[aria-labelledby=changements]")
    assert words(changes.h2) == "Ce qui a été changé par rapport à l’original"
    assert "sa rue" in words(changes.select_one("del"))
    assert "sa ville" not in words(changes)
    assert "Accueil" not in words(changes)
    assert "1.3" not in words(changes)
    assert not page.select(".review__link")
    link = changes.select_one(f'a[href="{url}?texte=entier"]')
    assert changes.select_one(f'a[href="{original.url}"]')

    whole = read(client, link["href"]).select_one("section[aria-labelledby=changements]")
    assert words(whole.h2) == "Ce qu’elle dit"
    assert "Accueil" in words(whole)
    assert not whole.select("del")
    assert whole.select_one(f'a[href="{url}"]')


def test_links_of_the_original_are_no_new_links(client, log_in, original):
    linked = step("Accueil", text='<p><a href="https://example.org/plan">Le plan</a></p>')
    write(original, steps=original.steps.stream_block.to_python([linked]))
    page = read(client, sent_to_review(log_in, GuidePage.objects.get(pk=original.pk), version="2"))
    assert not page.select(".review__link")


@pytest.mark.parametrize("row", [{"version": ""}, {"version": "9"}, {"kind": "translation"}, {"item": "guide:999999"}])
def test_without_a_version_that_anybody_may_read_it_is_shown_whole(client, log_in, original, row):
    page = read(client, sent_to_review(log_in, original, **row))
    assert "Accueil" in words(page.select_one("section[aria-labelledby=changements]"))


def test_original_that_is_hidden_or_taken_off_is_not_shown_to_a_reviewer(client, log_in, original):
    url = sent_to_review(log_in, original)
    write(original, one_sentence="Dessiner sa ville.")
    assert "sa rue" in words(read(client, url).select_one("section[aria-labelledby=changements]"))
    hide_version(Version.objects.get(page=original.pk, number=1), by=PersonFactory(groups=["steward"]), reason="Un nom")
    assert "sa rue" not in words(read(client, url).main)

    other = sent_to_review(log_in, GuidePage.objects.get(pk=original.pk), version="2")
    assert "sa ville" in words(read(client, other).main)
    GuidePage.objects.get(pk=original.pk).unpublish()
    assert "sa ville" not in words(read(client, other).main)

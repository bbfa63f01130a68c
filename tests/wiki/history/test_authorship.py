"""Who brought which words of a page, and who would have to agree to another licence."""

from __future__ import annotations

import pytest

from tests.factories.guides import make_guide, step
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from wiki.domain.authorship import authorship

pytestmark = pytest.mark.django_db


def runs(page, label):
    """The words of a passage with the versions that brought them."""
    (passage,) = [one for one in authorship(page).passages if one.label == label]
    found = []
    passage.traced.write(lambda number, text: found.append((number, text)) or "")
    return found


@pytest.fixture
def anne():
    return PersonFactory(display_name="Anne Le Gall")


def test_words_stay_with_the_version_that_brought_them(anne):
    guide = make_guide(steps=[step(text="<p>On découpe le papier bleu.</p>")])
    row = guide.steps.get_prep_value()[0]
    longer = {**row, "value": {**row["value"], "text": "<p>On découpe ensemble le papier bleu.</p>"}}
    guide = write(guide, user=anne, steps=[longer])
    moved = [{"type": "step", "id": "n", "value": {"title": "Avant", "text": "<p>On s’assoit.</p>"}}, longer]
    guide = write(guide, user=anne, steps=moved)

    assert runs(guide, "Étape 2, Consigne") == [(1, "On découpe"), (2, "ensemble"), (1, "le papier bleu.")]
    assert runs(guide, "Étape 1, Consigne") == [(3, "On s’assoit.")]


def test_text_of_a_row_whose_id_changed_stays_with_its_version():
    guide = make_guide(steps=[step(text="<p>On découpe le papier bleu.</p>")])
    row = guide.steps.get_prep_value()[0]
    guide = write(guide, steps=[{**row, "id": "autre"}])

    assert runs(guide, "Étape 1, Consigne") == [(1, "On découpe le papier bleu.")]


def test_words_that_were_taken_out_and_put_back_are_of_who_put_them_back():
    guide = make_guide("Cartographier sa rue")
    guide = write(write(guide, title="Marcher"), title="Cartographier sa rue")

    assert runs(guide, "Titre") == [(3, "Cartographier sa rue")]


def test_only_so_many_versions_are_read(monkeypatch):
    monkeypatch.setattr("wiki.domain.authorship.MOST_VERSIONS", 2)
    guide = write(write(make_guide("Un titre"), title="Un titre long"), title="Un titre long et beau")

    assert runs(guide, "Titre") == [(2, "Un titre long"), (3, "et beau")]
    assert authorship(guide).is_cut


def test_page_says_whose_each_passage_is(client, anne):
    guide = make_guide("Cartographier sa rue", steps=[step(text="<p>On découpe &lt;b&gt;le papier.</p>")])
    guide = write(guide, user=anne, summary="La ville", title="Cartographier sa rue et sa ville")

    soup = read(client, f"{guide.url}historique/qui-a-ecrit/")

    assert "Version 2 · Anne Le Gall ·" in words(soup.select_one("#version-2"))
    assert "4 mots · La ville" not in words(soup.select_one("#version-1"))
    title = soup.select_one(".authorship__passage .prose")
    assert [words(run) for run in title.select(".authorship__run")] == ["Cartographier sa rue", "et sa ville"]
    assert [link["href"] for link in title.select("sup a")] == ["#version-1", "#version-2"]
    assert "<b>le papier." in words(soup.main)


def test_everybody_whose_words_or_name_are_in_the_page_must_agree(client, anne):
    marie = PersonFactory(display_name="Marie")
    guide = make_guide("Un")
    guide = write(guide, user=marie, one_sentence="Tout effacé depuis.")
    guide = write(guide, user=anne, one_sentence="Une phrase neuve, entière.")

    soup = read(client, f"{guide.url}historique/qui-a-ecrit/")

    people = [words(name) for name in soup.select("section[aria-labelledby=accord] li strong")]
    assert "Anne Le Gall" in people
    assert "Les Amis du sentier" in people
    assert "Marie" not in people
    assert "chaque personne dont les mots s’y trouvent doit être d’accord" in words(soup.main)


def test_page_in_the_public_domain_needs_nobody(client):
    guide = make_guide(licence="cc0-1.0")

    said = words(read(client, f"{guide.url}historique/qui-a-ecrit/").main)

    assert "Personne : cette page a été placée dans le domaine public" in said.replace("\u00a0", " ")


@pytest.mark.parametrize("count", [1, 3])
def test_authorship_asks_the_same_however_many_versions(client, django_assert_num_queries, count):
    guide = make_guide()
    for number in range(count - 1):
        guide = write(guide, title=f"Titre {number}")

    with django_assert_num_queries(1):
        authorship(guide)

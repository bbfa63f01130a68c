"""Who brought which words of a page, and who would have to agree to another licence."""

from __future__ import annotations

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from community.domain.leaving import remove_person
from community.models import NameInHistory
from tests.factories.guides import embedded, make_guide, step
from tests.factories.media import make_picture
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from wiki.context.authorship import authorship_context
from wiki.domain.authorship import authorship
from wiki.domain.editing import Change
from wiki.domain.proposing import Sender, propose
from wiki.domain.restoring import restore, undo
from wiki.domain.reviewing import accept
from wiki.models import Version

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


def agreeing(page):
    """Who must agree, as (name, why)."""
    rows = authorship_context(page)["agreement"]["people"]
    return {row["name"]: row["why"] for row in rows}


def test_words_that_a_restored_version_brings_back_are_of_who_wrote_them(anne):
    marie, editor = PersonFactory(display_name="Marie"), PersonFactory(display_name="Restaure", groups=["editor"])
    guide = write(make_guide("Un"), user=marie, one_sentence="Une phrase de Marie, bien longue.")
    guide = write(guide, user=anne, one_sentence="Vandalisme.")

    restore(guide.versions.get(number=2), by=editor)

    assert runs(guide, "En une phrase") == [(2, "Une phrase de Marie, bien longue.")]
    assert "Marie" in agreeing(guide)
    assert "Restaure" not in agreeing(guide)


def test_words_that_an_undone_change_had_taken_are_of_who_wrote_them(anne):
    marie, editor = PersonFactory(display_name="Marie"), PersonFactory(display_name="Annule", groups=["editor"])
    guide = write(make_guide("Un"), user=marie, one_sentence="On découpe le papier bleu.")
    guide = write(guide, user=anne, one_sentence="")
    guide = write(guide, user=anne, title="Deux")

    undo(guide.versions.get(number=3), by=editor)

    assert runs(guide, "En une phrase") == [(2, "On découpe le papier bleu.")]
    assert "Annule" not in agreeing(guide)


def test_visitor_who_proposed_and_reviewer_who_corrected_must_both_agree():
    reviewer = PersonFactory(display_name="Relectrice", groups=["editor"])
    guide = make_guide("Un", one_sentence="Une phrase.")
    proposal = propose(
        guide, {"one_sentence": "La phrase de Léa."}, base=None, sender=Sender(name="Léa"), form="f", word=""
    )
    corrected = Change(content={"one_sentence": "La belle phrase de Léa."}, before={"one_sentence": "Une phrase."})

    accept(proposal, by=reviewer, adapted=corrected)

    assert {"Léa", "Relectrice"} <= set(agreeing(guide))
    assert agreeing(guide)["Relectrice"] == ["a corrigé la proposition de la version 2"]


def test_namesakes_are_two_people_and_one_person_of_two_names_is_one(anne):
    namesake = PersonFactory(display_name="Anne Le Gall")
    guide = write(make_guide("Un"), user=anne, one_sentence="La phrase de la première.")
    guide = write(guide, user=namesake, title="Le titre de la seconde")
    guide = write(guide, user=anne, summary="", key_points=["Un point de plus"])
    Version.objects.filter(page=guide, number=4).update(signature="A. Le Gall")

    rows = authorship_context(guide)["agreement"]["people"]

    assert sum(row["name"] in {"Anne Le Gall", "A. Le Gall"} for row in rows) == 2


def test_words_without_a_signature_are_nobodys_by_name():
    agreement = authorship_context(make_guide("Un"))["agreement"]

    assert "sans signature" not in [row["name"] for row in agreement["people"]]
    assert agreement["unsigned"] > 0


def test_somebody_who_left_without_a_name_cannot_be_asked(client, anne):
    guide = write(make_guide("Un"), user=anne, one_sentence="Une phrase à elle.")
    remove_person(anne, name_in_history=NameInHistory.NONE)

    said = words(read(client, f"{guide.url}historique/qui-a-ecrit/").select_one("section[aria-labelledby=accord]"))

    assert "quelqu’un qui est parti" in said
    assert "On ne sait pas à qui demander" in said
    assert "Anne" not in said


def test_pictures_of_others_are_listed_with_their_authors(client):
    photo = make_picture(title="Le port", credits=[{"name": "Yann", "role": "author", "url": ""}])
    guide = make_guide("Un", steps=[step(text=f"<p>Là.</p>{embedded(photo)}")])

    said = words(read(client, f"{guide.url}historique/qui-a-ecrit/").select_one("section[aria-labelledby=accord]"))

    assert "Le port" in said
    assert "Yann" in said


def test_picture_of_a_closed_collection_is_named_to_nobody(client):
    photo = make_picture(title="Secretzq", credits=[{"name": "Yannzq", "role": "author", "url": ""}])
    photo.collection = Collection.get_first_root_node().add_child(name="Fermée")
    photo.save()
    CollectionViewRestriction.objects.create(collection=photo.collection, restriction_type="login")
    guide = make_guide("Un", steps=[step(text=f"<p>Là.</p>{embedded(photo)}")])

    said = read(client, f"{guide.url}historique/qui-a-ecrit/").get_text()

    assert "zq" not in said


def test_adapted_works_and_the_original_of_a_translation_are_listed(client):
    source = {"title": "La carte du Pape", "authors": "Benoît", "url": "", "licence": "cc-by-4.0", "kind": "adaptation"}
    original = make_guide("Original", slug="original")
    guide = make_guide("Copie", slug="copie", language="en", translation_of=original, sources=[{**source, "item": ""}])

    section = read(client, f"{guide.url}historique/qui-a-ecrit/").select_one("section[aria-labelledby=accord]")

    assert "La carte du Pape (Benoît)" in words(section)
    assert f"{original.url}historique/qui-a-ecrit/#accord" in [link["href"] for link in section.select("a")]

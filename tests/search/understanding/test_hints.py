"""Words that name a kind of item."""

from __future__ import annotations

import pytest

from search import registry
from search.query import SearchQuery
from search.understanding import hints, thesaurus
from search.understanding.thesaurus import Line
from search.understanding.units import unit_of
from search.understanding.words import pieces
from tests.search.corpus import document

PAGES = (
    document("radio", "Radio Ressac", "Elle émet le soir.", type="association"),
    document("monter", "Monter une émission", "Une heure de radio en direct."),
    document("affiche", "Le club du port", "Des rencontres le soir.", type="association"),
    document("kit", "Kit de survie", "Une lampe."),
)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(registry, "_hints", {})
    hints.register(("club", "clubs"), "type", "association")
    hints.register(("fiche", "kit"), "type", "guide")
    hints.register(("gratuit",))


@pytest.fixture(scope="module")
def pages(indexed_once):
    return indexed_once(*PAGES)


def pks(engine, q):
    return [hit.document.pk for hit in engine.search(SearchQuery(q=q), facets=()).hits]


def hinted(q):
    return hints.with_hints([unit_of(piece, (), exact=False) for piece in pieces(q)], q)


@pytest.mark.parametrize(
    ("q", "wished"),
    [
        ("radio photo", {"media"}),
        ("radio pour mes photos", set()),
        ("radio for her photo", set()),
        ("radio pour mon club", {"association"}),
    ],
)
def test_what_somebody_has_is_not_looked_for(q, wished):
    hints.register(("photo", "photos"), "type", "media", had=True)

    assert {unit.meaning.keys[0] for unit in hinted(q) if unit.meaning} == wished


def test_kind_is_a_wish_beside_other_words(pages):
    assert set(pks(pages, "club radio")) == {"radio", "monter"}  # none says “club”
    assert pks(pages, "fiche radio")[0] == "monter"


def test_people_in_inclusive_writing_are_no_kind(pages):
    hints.register(("photographies",), "type", "event")
    units = hinted("radio photographié·e·s")

    assert [unit for unit in units if unit.hint] == []


def test_kind_alone_is_a_word(pages):
    assert pks(pages, "club") == ["affiche"]
    assert pks(pages, "kit") == ["kit"]


def test_word_of_no_kind_weighs_little(pages):
    assert pks(pages, "radio gratuit") == pks(pages, "radio")
    assert pks(pages, "gratuit") == []


def test_word_that_has_a_synonym_of_several_words_still_names_its_kind(pages):
    line = Line(("fiche",), ("le soir",), both=False, language="*", reason="for the test")
    with thesaurus.reading([line]):
        found = pks(pages, "fiche radio")

    assert found == ["monter", "radio"]


def test_phrase_with_synonyms_that_begins_with_a_kind_wishes_for_it_and_stays(indexed_once):
    pages = indexed_once(document("soir", "Un club du soir", type="association"), document("table", "Un club de table"))
    line = Line(("club du soir",), ("table",), both=False, language="fr", reason="for the test")
    with thesaurus.reading([line]):
        found = pages.search(SearchQuery(q="club du soir"), facets=(), language="fr")
        units = found.meant.question.units

    assert [unit.meaning.keys for unit in units if unit.hint and unit.meaning] == [("association",)]
    assert {hit.document.pk for hit in found.hits} == {"soir", "table"}


def test_kinds_that_share_a_word_add_up():
    hints.register(("fiche",), "type", "event")

    assert registry.hints()["fiche",].keys == ("guide", "event")


def test_turn_of_phrase_wishes_for_a_kind_beside_other_words(pages):
    hints.register(("ai je le droit",), "type", "guide")

    assert pks(pages, "radio")[0] == "radio"
    assert pks(pages, "ai-je le droit de faire de la radio")[0] == "monter"
    assert pks(pages, "le droit de faire de la radio, ai-je")[0] == "radio"
    assert hints.with_turns([], "ai-je le droit") == []


def test_longest_turn_of_phrase_wishes_and_one_of_no_kind_wishes_for_nothing(pages):
    hints.register(("ai je",))
    hints.register(("le droit",), "type", "association")
    hints.register(("ai je le droit",), "type", "guide")

    assert pks(pages, "ai-je le droit de faire de la radio")[0] == "monter"
    assert pks(pages, "ai-je une radio")[0] == "radio"


def test_turn_of_phrase_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="more than 6 words"):
        hints.register(("un deux trois quatre cinq six sept",), "type", "guide")

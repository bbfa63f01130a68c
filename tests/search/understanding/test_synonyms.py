"""Phrases that stand for items."""

from __future__ import annotations

import pytest

from search import registry
from search.query import SearchQuery
from search.registry import Meaning
from search.understanding import synonyms, thesaurus
from search.understanding.thesaurus import Line
from search.understanding.units import unit_of, with_meanings, with_synonyms
from search.understanding.words import pieces
from tests.search.corpus import CORPUS, document

NC = Meaning("licence", ("by-nc", "by-nc-sa", "by-nc-nd"))
FREE = Meaning("licence", ("public-domain",))
SA = Meaning("licence", ("by-sa",))


@pytest.fixture(autouse=True)
def _phrases(monkeypatch):
    monkeypatch.setattr(registry, "_meanings", {})
    synonyms.register(["Pas d’Utilisation Commerciale", "utilisation non commerciale"], NC)
    synonyms.register(["domaine public", "CC0"], FREE)
    synonyms.register(["by-sa"], SA)
    synonyms.register(["by-nc-sa"], Meaning("licence", ("by-nc-sa",)))


def pks(engine, q):
    found = engine.search(SearchQuery(q=q), facets=())
    return sorted(hit.document.pk for hit in found.hits)


def under(*keys):
    return sorted(item.pk for item in CORPUS if item.licence in keys)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("photo pas d'utilisation commerciale", [("pas", "utilisation", "commerciale")]),
        ("PAS D’UTILISATION COMMERCIALE cc0", [("pas", "utilisation", "commerciale"), ("cc0",)]),
        ("utilisation commerciale", []),
        ("by-nc-sa by-sa", [("by", "nc", "sa"), ("by", "sa")]),
        ("domaine public domaine", [("domaine", "public")]),
        ("", []),
    ],
)
def test_phrases_are_found_in_what_was_typed_longest_first(text, phrases):
    assert [span.words for span in synonyms.find(text)] == phrases


def test_phrase_finds_the_items_that_it_stands_for(golden):
    expected = under("cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0")

    assert pks(golden, "pas d'utilisation commerciale") == expected
    assert pks(golden, "Utilisation non commerciale") == expected


def test_other_words_narrow_what_the_phrase_stands_for(golden):
    assert pks(golden, "imprimante pas d'utilisation commerciale") == ["imprimante"]
    assert pks(golden, "jeu domaine public") == ["jeu"]


def test_what_is_about_it_comes_before_what_is_under_it(make_engine):
    about = document("about", "Le domaine public", "Quand une œuvre y entre.", licence="cc-by-sa-4.0")
    engine = make_engine(*CORPUS, about)

    hits = engine.search(SearchQuery(q="domaine public"), facets=()).hits
    assert [hit.document.pk for hit in hits][:1] == ["about"]
    assert sorted(hit.document.pk for hit in hits[1:]) == under("cc0-1.0")


@pytest.mark.parametrize("q", ["CC BY-NC", "NonCommercial"])
def test_what_is_about_it_in_another_wording_comes_before_what_is_under_it(make_engine, q):
    synonyms.register(["Pas d’Utilisation Commerciale", "sans commerce", "NonCommercial", "CC BY-NC"], NC)
    about = document("about", "Un guide sans commerce", "Ce que c'est.", licence="cc-by-sa-4.0")
    engine = make_engine(*CORPUS, about)

    first = engine.search(SearchQuery(q=q), facets=()).hits[0]
    assert (first.document.pk, first.highlights.title) == ("about", "Un guide <mark>sans commerce</mark>")


@pytest.mark.parametrize("q", ['"domaine public"', "« domaine public »", "-cc0 zzzzzz"])
def test_phrase_in_quotes_or_unwanted_is_literal(golden, q):
    assert pks(golden, q) == []


def test_unwanted_phrase_takes_no_item_away_for_what_it_means(golden):
    assert "jeu" in pks(golden, "jeu -cc0")


def test_code_made_of_little_words_finds_its_family(golden):
    assert pks(golden, "vélo by-sa") == ["velo"]


def test_code_made_of_little_words_is_all_that_is_asked_beside_words_of_asking(golden):
    assert pks(golden, "la différence entre by et by-sa") == pks(golden, "by-sa")


def test_misspelt_word_beside_a_phrase_is_still_mended(golden):
    found = golden.search(SearchQuery(q="imprimente pas d'utilisation commerciale"), facets=())

    assert [hit.document.pk for hit in found.hits] == ["imprimante"]
    assert found.suggestion == "imprimante pas d'utilisation commerciale"


def test_phrase_registered_again_has_its_new_meaning():
    synonyms.register(["domaine public"], SA)

    assert synonyms.find("domaine public")[0].meaning == SA


class _HasEverything:
    stems_among = words_among = staticmethod(set)


def test_synonyms_of_a_word_inside_a_phrase_add_nothing():
    """Who types “by-nc-sa” does not ask for what “NC” alone is called too."""
    q = "jeu by-nc-sa"
    units = with_meanings([unit_of(piece, (), exact=False) for piece in pieces(q) if not piece.joined], q)
    line = Line(("nc",), ("commerce",), both=False, language="*", reason="deux lettres d'une licence")
    with thesaurus.reading([line]):
        read = with_synonyms(units, q, _HasEverything(), language="")

    assert [unit.words for unit in read] == [("jeu",), ("by", "nc", "sa")]

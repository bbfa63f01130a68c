"""A graded minimum: the rare words of a long question decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.query import SearchQuery
from search.understanding.acronyms import Acronym
from search.understanding.question import Unit
from search.understanding.rarity import deciding
from search.understanding.units import without_repeats
from tests.search.corpus import document


def unit(word: str) -> Unit:
    return Unit(0, 0, (word,), (word,))


@pytest.mark.parametrize(
    ("said", "decide"),
    [
        ({"sardine": 6.0, "atelier": 0.5}, {"sardine"}),
        ({"sardine": 4.0, "port": 3.5, "jour": 0.5}, {"sardine", "port"}),
        ({"un": 1.0}, {"un"}),
        ({"vide": 0.0, "rien": 0.0}, {"vide"}),
    ],
)
def test_fewest_rare_words_that_hold_most_of_it_decide(said, decide):
    found = deciding({unit(word): number for word, number in said.items()})

    assert {one.words[0] for one in found} == decide


COMMON = [
    document(f"n{number}", f"Un moment {number}", "Pour des enfants, en groupe, un mercredi.", "Prévoir du papier.")
    for number in range(30)
]
BEES = document("abeilles", "Observer les abeilles", "Une ruche vitrée et des loupes.", "Avec des enfants.")
STRAY = document(
    "hasard", "Ranger la salle", "Une liste.", "Un mercredi, des enfants ont vu des abeilles sur le papier."
)


@pytest.fixture(scope="module")
def pages(indexed_once):
    return indexed_once(*COMMON, BEES, STRAY)


def test_item_that_has_every_word_by_chance_hides_no_other(pages):
    found = pages.search(SearchQuery(q="observer des abeilles mercredi avec des enfants et du papier"), facets=())

    assert [hit.document.pk for hit in found.hits][:1] == ["abeilles"]


def test_rare_word_decides_when_nothing_has_them_all(pages):
    found = pages.search(SearchQuery(q="abeilles tournevis enfants"), facets=())

    assert {hit.document.pk for hit in found.hits[:2]} == {"abeilles", "hasard"}
    assert (found.hits[0].document.pk, found.relaxed) == ("abeilles", True)


def test_common_words_alone_are_no_answer_to_rare_ones_that_nothing_has(pages):
    found = pages.search(SearchQuery(q="tournevis perceuse marteau enfants"), facets=())

    assert (found.total, found.relaxed) == (0, False)


def test_few_items_that_have_half_of_the_words_hide_no_other(pages):
    found = pages.search(SearchQuery(q="ruche vitrée abeilles tournevis"), facets=())

    assert ([hit.document.pk for hit in found.hits], found.relaxed) == (["abeilles", "hasard"], True)


def test_phrase_that_alone_is_found_is_as_many_words_as_it_has(indexed_once):
    prizes = [document(f"p{number}", f"Remettre le prix {number}") for number in range(9)]
    roads = [document(f"r{number}", f"Une route un soir {number}") for number in range(9)]
    pages = indexed_once(*prizes, *roads, document("linux", "Installer un système libre", "Pour un vieil ordinateur."))
    found = pages.search(SearchQuery(q="remettre en route un vieux pc"), facets=(), language="fr")

    assert ([hit.document.pk for hit in found.hits][:1], found.relaxed) == (["linux"], True)


def test_word_cut_short_is_as_common_as_it_is_in_full(indexed_once):
    many = [document(f"a{number}", f"Une association {number}", "Un bureau, un local.") for number in range(30)]
    pages = indexed_once(*many, BEES)
    found = pages.search(SearchQuery(q="observer abeilles ruche loupes asso"), facets=())

    assert [hit.document.pk for hit in found.hits] == ["abeilles"]


def test_word_cut_short_is_read_inside_a_phrase_that_has_synonyms(indexed_once):
    pages = indexed_once(BEES, document("accord", "Autorisation", "Pour des photos de groupes."))
    found = pages.search(SearchQuery(q="abeilles photos d'ados"), facets=(), language="fr")

    assert {hit.document.pk for hit in found.hits} == {"abeilles", "accord"}


def test_word_said_twice_counts_once():
    said = [unit("abeilles"), unit("papier"), unit("abeilles")]

    assert without_repeats(said) == said[:2]


def test_word_with_synonyms_said_twice_counts_once():
    otherwise = Acronym(frozenset(), (("avettes", "des", "ruches"),))
    said = [replace(unit("abeilles"), start=place, acronym=otherwise) for place in (0, 20)]

    assert without_repeats(said) == said[:1]

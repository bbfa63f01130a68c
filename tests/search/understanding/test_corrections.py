from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from search.query import SearchQuery
from search.understanding.corrections import likeliest
from tests.search.corpus import document


@pytest.mark.parametrize("sizes", [[1], [3], [2, 2], [3, 1, 4], [2, 3, 2, 2]])
def test_likeliest_choices_come_first_and_each_comes_once(sizes: list[int]) -> None:
    assert list(likeliest(sizes, most=1000)) == sorted(
        product(*map(range, sizes)), key=lambda places: (sum(places), places)
    )


def test_choices_among_many_lists_are_not_all_made() -> None:
    """4 places in 24 lists are 2⁴⁸ choices."""
    assert len(list(likeliest([4] * 24, most=24))) == 24


def test_question_of_many_mistaken_words_is_answered(make_engine: Any) -> None:
    """Three words are near to each of fifteen: 14 million wordings."""
    starts = "bcdfgjklmnprstv"
    known = [f"{start}oula{end}" for start in starts for end in "gem"]
    meant = " ".join(f"{start}oulae" for start in starts)
    engine = make_engine(document("all", meant, " ".join(known)))

    found = engine.search(SearchQuery(q=" ".join(f"{start}oulaz" for start in starts)), facets=())

    assert (found.total, found.corrected, found.suggestion) == (1, True, meant)


PAGES = (
    document("permission", "Demander une permission", "Avant de filmer."),
    document("permis", "Ce qui est permis"),
    document("bateau", "Un bateau au port"),
    document("domaine", "Le domaine du port"),
    document("don", "Un don"),
    document("baton", "Le bâton de parole"),
    document("sable", "Du sable dans la vase"),
    document("class", "Photo de la classe"),
    document("case", "Une case, deux cases", "Encore une case et une case."),
    document("sablons", "Médiathèque des Sablons"),
    document("ia", "Ce que dit une intelligence artificielle"),
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(indexed_once: Any) -> Any:
    return indexed_once(*PAGES)


@pytest.mark.parametrize(
    ("q", "first"),
    [
        # its stem is that of another word
        ("permision filmer", "permission"),
        # it begins a word, and sounds like another
        ("bato", "bateau"),
        # … but what is cut short is no other word
        ("dom", "domaine"),
        # not at its end yet, and another's stem
        ("médiathèque sabl", "sablons"),
        # an ending by ear
        ("médiatek", "sablons"),
        # an accent stands for two letters
        ("domène", "domaine"),
        # of words one letter away, the one that it sounds like
        ("photo clase", "class"),
        # what is said in initials, in full with a mistake of agreement
        ("intelligence artificiel", "ia"),
    ],
)
def test_word_that_is_nowhere_as_typed_finds_what_was_meant(pages: Any, q: str, first: str) -> None:
    hits = pages.search(SearchQuery(q=q), facets=(), language="fr").hits

    assert [hit.document.pk for hit in hits][:1] == [first]


def test_misspelt_word_that_no_item_has_is_read_as_one_that_has_synonyms(indexed_once: Any) -> None:
    pages = indexed_once(document("telephone", "Protéger son téléphone"), document("macon", "Avec un maçon"))
    found = [pages.search(SearchQuery(q=q), facets=(), language="fr") for q in ("smartfone", "trotinette", "parson")]

    assert [(one.suggestion, one.corrected, [hit.document.pk for hit in one.hits]) for one in found] == [
        ("smartphone", True, ["telephone"]), ("", False, []), ("", False, [])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        # a letter missed rather than another key
        ("son de clohes", "cloches"),
        # one mistake in all of the word rather than one in its stem
        ("conteuuse", "conte"),
        # one that has synonyms, though another sounds alike
        ("phishinng", "telephone"),
        ("intoxx", "rumeur"),
        # one mistake rather than two, though the other has everything
        ("graines et semeences", "graines"),
        # an accent typed in a long word that has none
        ("wikpiédia", "wikipedia"),
    ],
)
def test_likeliest_mistake_is_mended(indexed_once: Any, typed: str, first: str) -> None:
    pages = indexed_once(
        document("cloches", "Des cloches"), document("clones", "Des clones, encore des clones"),
        document("conte", "Une conteuse"), document("contenus", "Des contenus"),
        document("telephone", "Repérer un hameçonnage"), document("fishing", "Fishing"),
        document("rumeur", "Vérifier une rumeur"), document("graines", "Des graines, des semences"),
        document("sequences", "Des graines et des séquences"), document("wikipedia", "Wikipedia"),
    )  # fmt: skip
    found = pages.search(SearchQuery(q=typed), facets=(), language="fr")

    assert ([hit.document.pk for hit in found.hits][:1], found.corrected) == ([first], True)


def test_word_that_has_synonyms_is_no_mistake_though_no_item_has_it(indexed_once: Any) -> None:
    pages = indexed_once(
        document("poule", "Une poule"),
        document("brocante", "Une brocante"),
        document("place", "Le marché"),
        document("velo", "Un vélo"),
    )
    found = [pages.search(SearchQuery(q=q), facets=(), language="fr") for q in ("poulpe", "marrché aux puces", "vélos")]

    assert [([hit.document.pk for hit in one.hits], one.corrected) for one in found] == [
        ([], False), (["brocante"], True), (["velo"], True),
    ]  # fmt: skip


def test_word_of_a_known_family_is_not_taken_for_its_neighbour(pages: Any) -> None:
    hits = pages.search(SearchQuery(q="permises"), facets=(), language="fr").hits

    assert [hit.document.pk for hit in hits] == ["permis"]

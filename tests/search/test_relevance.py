"""The golden set: what a person types, and what must come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.query import SearchQuery

if TYPE_CHECKING:
    from search.engines.embedded import EmbeddedEngine


def pks(engine: EmbeddedEngine, q: str) -> list[str]:
    return [hit.document.pk for hit in engine.search(SearchQuery(q=q), facets=()).hits]


FIRST = [
    # as written
    ("cartographier son quartier", "carte"),
    ("fanzine", "fanzine"),
    ("Médiathèque Neptune", "mediatheque"),
    # elision
    ("atelier écriture", "ecriture"),
    ("l'atelier d'écriture", "ecriture"),
    ("l’atelier d’écriture", "ecriture"),
    ("latelier d'écriture", "ecriture"),
    # accents and ligatures
    ("ecriture", "ecriture"),
    ("reparation", "reparer"),
    ("mediatheque", "mediatheque"),
    ("oeuvres libres", "oeuvres"),
    ("œuvre", "oeuvres"),
    ("METEO", "meteo"),
    ("ainés", "conte"),
    # plurals and verb forms
    ("ateliers d'écritures", "ecriture"),
    ("licence jeux", "jeu"),
    ("journal", "fanzine"),
    ("vélos", "velo"),
    ("cartographie", "carte"),
    ("photographie de fête", "photo"),
    ("traduction", "traduire"),
    ("réparons des vélos", "velo"),
    ("imprimer en 3 dimensions", "imprimante"),
    ("travail", "mediatheque"),
    # hyphens
    ("pique-nique", "piquenique"),
    ("pique nique", "piquenique"),
    ("piquenique", "piquenique"),
    ("grille pain", "reparer"),
    ("port louarn radio", "radioevasion"),
    # capitals inside a name
    ("open street map", "carte"),
    ("openstreetmap", "carte"),
    # inclusive writing, both ways
    ("habitants", "ecriture"),
    ("habitante", "ecriture"),
    ("facilitatrice", "facilitation"),
    ("facilitateurs", "facilitation"),
    ("facilitateur.rice.s", "facilitation"),
    ("joueuse", "jeu"),
    # Breton
    ("c'hoari", "breton"),
    ("c’hoari brezhoneg", "breton"),
    # mistakes
    ("atelir d'écriture", "ecriture"),
    ("fanzyne", "fanzine"),
    ("cartografier", "carte"),
    ("grainoteque", "graines"),
    ("bibliotèque", "graines"),
    ("wikipdia", "wikipedia"),
    ("podcats", "podcast"),
    # unfinished
    ("carto", "carte"),
    ("enregist", "podcast"),
    # title before summary before body
    ("radio", "radioevasion"),
    ("licence", "jeu"),
    ("conte", "conte"),
    # little words do not get in the way
    ("comment réparer un vélo", "velo"),
    ("jeu de cartes pour les licences", "jeu"),
    ("prise de son", "radio"),
    # phrases and unwanted words
    ('"vie privée"', "vieprivee"),
    ("« données ouvertes »", "meteo"),
    ("radio -émission", "radioevasion"),
    ('réparer -"un vélo"', "reparer"),
    # English
    ("games for children", "scratch"),
    ("mapping parties", "mapping"),
    ("walking surveys", "mapping"),
]


@pytest.mark.parametrize(("q", "first"), FIRST, ids=[q for q, _ in FIRST])
def test_expected_item_comes_first(golden: EmbeddedEngine, q: str, first: str) -> None:
    assert pks(golden, q)[:1] == [first]


EXACTLY = [
    ('"atelier d\'écriture"', ["ecriture"]),
    ('"écriture atelier"', []),
    ('"ateliers d\'écriture"', []),
    ("fanzine -journal", []),
    ("zzzzzz", []),
    ("aiguille", ["couture"]),
    ("aujourd'hui", []),
]


@pytest.mark.parametrize(("q", "found"), EXACTLY, ids=[q for q, _ in EXACTLY])
def test_only_expected_items_are_found(golden: EmbeddedEngine, q: str, found: list[str]) -> None:
    assert pks(golden, q) == found


@pytest.mark.parametrize(
    ("q", "suggestion"),
    [
        ("attelier d'ecriture", "atelier d'ecriture"),
        ("bibliotèque", "bibliothèque"),
        ("bibliotèque -semences", ""),
        ("metéo statoin", "metéo station"),
        ("atelier", ""),
        ("carto", ""),
        ("zzzzzz", ""),
    ],
)
def test_another_spelling_is_suggested_when_it_finds_something(golden: EmbeddedEngine, q: str, suggestion: str) -> None:
    assert golden.search(SearchQuery(q=q), facets=()).suggestion == suggestion


def test_when_nothing_has_all_the_words_some_are_enough_and_the_answer_says_so(golden: EmbeddedEngine) -> None:
    found = golden.search(SearchQuery(q="fanzine tournevis"), facets=())

    assert [hit.document.pk for hit in found.hits] == ["fanzine"]
    assert found.relaxed is True


def test_items_without_the_mistaken_word_never_appear_beside_exact_ones(golden: EmbeddedEngine) -> None:
    assert pks(golden, "conte") == ["conte"]  # "compte" and "comptes" are one letter away

"""The versions of one work in several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.query import SearchQuery
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.base import Engine

GADGET = (
    document("1", "Un bidule", "Plier une feuille", work="guide:1", facets={"theme": ("writing",)}),
    document("2", "A gadget", "Folding a sheet", language="en", work="guide:1", facets={"theme": ("writing",)}),
)
ALONE = (
    document("3", "Le bidule à quatre", "Sans traduction", work="guide:3", facets={"theme": ("writing",)}),
    document("4", "Gadget fair", "Only in English", language="en", work="guide:4"),
)
BRETON = (
    document("5", "Kartenn", "Gadget brezhonek", language="br", work="guide:5"),
    document("6", "Karte", "Gadget auf Deutsch", language="de", work="guide:5"),
)


@pytest.fixture
def engine(make_engine: Callable[..., Engine]) -> Engine:
    return make_engine(*GADGET, *ALONE, *BRETON)


@pytest.mark.parametrize(
    ("language", "query", "shown"),
    [
        ("fr", {}, {"Un bidule", "Le bidule à quatre", "Gadget fair", "Kartenn"}),
        ("en", {}, {"A gadget", "Le bidule à quatre", "Gadget fair", "Kartenn"}),
        ("de", {}, {"Un bidule", "Le bidule à quatre", "Gadget fair", "Karte"}),
        ("fr", {"q": "folding"}, {"A gadget"}),
        ("fr", {"q": "bidule"}, {"Un bidule", "Le bidule à quatre"}),
        ("fr", {"filters": {"language": ("en",)}}, {"A gadget", "Gadget fair"}),
        ("en", {"filters": {"theme": ("writing",)}}, {"A gadget", "Le bidule à quatre"}),
    ],
)
def test_a_work_is_found_once_in_the_language_of_the_reader(engine, language, query, shown):
    found = engine.search(SearchQuery(**query), facets=(), language=language)

    assert {hit.document.title for hit in found.hits} == shown
    assert found.total == len(shown)


def test_a_hit_tells_the_other_versions_whether_they_answer_or_not(engine):
    def told(**query):
        found = engine.search(SearchQuery(**query), facets=(), language="fr")
        return {hit.document.title: [(one.language, one.title) for one in hit.versions] for hit in found.hits}

    assert told(q="folding") == {"A gadget": [("fr", "Un bidule")]}
    assert told(q="bidule") == {"Un bidule": [("en", "A gadget")], "Le bidule à quatre": []}


def test_counts_are_those_of_the_works_and_for_languages_those_of_the_versions(engine):
    found = engine.search(SearchQuery(), facets=("type", "theme", "language"), language="fr")

    assert found.counts["type"] == {"guide": 4}
    assert found.counts["theme"] == {"writing": 2}
    assert found.counts["language"] == {"fr": 2, "en": 2, "br": 1, "de": 1}


def test_a_facet_with_a_choice_counts_works_too(engine):
    chosen = SearchQuery(filters={"theme": ("writing",)})

    assert engine.search(chosen, facets=("theme",), language="fr").counts["theme"] == {"writing": 2}


def test_works_fill_whole_pages(make_engine):
    pairs = [
        document(f"{n}{suffix}", f"Carte {n}", language=language, work=f"guide:{n}")
        for n in range(30)
        for suffix, language in (("", "fr"), ("e", "en"))
    ]
    engine = make_engine(*pairs)

    pages = [engine.search(SearchQuery(q="carte", page=page), facets=(), language="en") for page in (1, 2)]

    assert [len(page.hits) for page in pages] == [20, 10]
    assert {hit.document.language for page in pages for hit in page.hits} == {"en"}

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import Engine, EngineBusy, IndexMissing
from search.enrich import enriched
from search.query import SearchQuery
from search.understanding import thesaurus
from search.understanding.thesaurus import Line
from tests.search.corpus import at, document

if TYPE_CHECKING:
    from pathlib import Path

    from tests.search.kinds import EngineKind

MakeEngine = Callable[..., Engine]


def titles(engine: Engine, **query: object) -> list[str]:
    return [hit.document.title for hit in engine.search(SearchQuery(**query), facets=()).hits]


def test_document_comes_back_as_it_was_given_but_for_its_body(make_engine: MakeEngine) -> None:
    facts = {
        "licence": "cc-by-4.0",
        "minutes": 30,
        "published_at": at(1),
        "facets": {"theme": ("maps",)},
        "extra": {"group": [6, 12], "nested": {"level": "débutant"}},
    }
    engine = make_engine(document("a", "Une carte", "Un résumé", "Un corps", **facts))

    (hit,) = engine.search(SearchQuery(), facets=()).hits

    assert hit.document == document("a", "Une carte", "Un résumé", "", **facts)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["Élan", "abri", "Zoé"]),
        ("title", ["abri", "Élan", "Zoé"]),
        ("shortest", ["Zoé", "Élan", "abri"]),
        ("relevance", ["Élan", "abri", "Zoé"]),  # nothing was asked: the newest first
    ],
)
def test_order(make_engine: MakeEngine, sort: str, order: list[str]) -> None:
    engine = make_engine(
        document("1", "Zoé", minutes=10),
        document("2", "abri", published_at=at(2)),
        document("3", "Élan", minutes=20, published_at=at(3)),
    )

    assert titles(engine, sort=sort) == order


def test_pages_hold_twenty_and_never_repeat(make_engine: MakeEngine) -> None:
    engine = make_engine(*(document(str(n), f"Carte {n}") for n in range(45)))

    pages = [titles(engine, q="carte", page=page) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45


def test_a_page_far_beyond_the_last_is_empty_and_still_counts(make_engine: MakeEngine) -> None:
    found = make_engine(document("1", "Carte")).search(SearchQuery(page=10**9), facets=("type",))

    assert (found.hits, found.total, found.counts) == ((), 1, {"type": {"guide": 1}})


def test_change_adds_replaces_and_removes(make_engine: MakeEngine) -> None:
    engine = make_engine(document("1", "Une carte"), document("2", "Un vélo"))

    engine.change(saved=enriched([document("1", "Une boussole"), document("3", "Une voile")]), removed=["guide:2"])

    assert sorted(titles(engine)) == ["Une boussole", "Une voile"]


def test_rebuild_takes_the_place_of_the_old_index(make_engine: MakeEngine) -> None:
    engine = make_engine(document("1", "Une carte"))
    assert titles(engine) == ["Une carte"]

    engine.rebuild(enriched([document("2", "Un vélo")]), progress=lambda _count: None)

    assert titles(engine) == ["Un vélo"]


def test_rebuild_that_fails_leaves_the_old_index(make_engine: MakeEngine) -> None:
    engine = make_engine(document("1", "Une carte"))

    def stop(_count: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(enriched([document("2", "Un vélo")]), progress=stop)

    assert titles(engine) == ["Une carte"]


def test_lost_index_is_told(make_engine: MakeEngine, engine_kind: EngineKind, tmp_path: Path) -> None:
    engine = make_engine(document("1", "Une carte"))
    engine.check()

    engine_kind.lose(tmp_path / "index")

    with pytest.raises(IndexMissing, match="rebuild_search"):
        engine.check()


def test_one_writes_at_a_time(make_engine: MakeEngine) -> None:
    engine = make_engine()

    with engine.writer(), pytest.raises(EngineBusy), engine.writer(0.01):
        pass
    with engine.writer():
        pass


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("carto", ["Cartographier son quartier avec OpenStreetMap"]),
        ("ecri", ["Écrire un premier article de Wikipédia", "Animer l'atelier d'écriture"]),
        ("l'atelier d'éc", ["Animer l'atelier d'écriture"]),
        ("vélos rép", []),
        ("réparer un vé", ["Apprendre à réparer un vélo"]),
        (".*", []),
        ("", []),
    ],
)
def test_titles_while_typing(golden: Engine, typed: str, offered: list[str]) -> None:
    assert [title.title for title in golden.suggest(typed, limit=5)] == offered


@pytest.mark.parametrize("said", ["{word}{letter}es", "{word} {letter}{letter}"])
def test_question_of_as_many_words_and_synonyms_as_can_be_is_answered(make_engine: MakeEngine, said: str) -> None:
    words = [f"mot{one}{other}ing" for one in "bcdfgh" for other in "aeiou"]
    others = {word: tuple(said.format(word=word, letter=letter) for letter in "klmnpqrs") for word in words}
    lines = [Line((word,), ways, both=False, language="*", reason="for the test") for word, ways in others.items()]
    engine = make_engine(document("1", "Des mots", body=" ".join([*words, *chain(*others.values())])))

    with thesaurus.reading(lines):
        found = engine.search(SearchQuery(q=" ".join(words)), facets=(), language="fr")

    assert found.total == 1


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched_and_suggested(golden: Engine, q: str) -> None:
    golden.search(SearchQuery(q=q), facets=("type",))
    golden.suggest(q, limit=3)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["carte", "l'atelier", '"', "-", "pique-nique", "habitant·e·s", "de", "zzz", "C++"]), max_size=9
    )
)
def test_any_mixture_of_words_and_operators_can_be_searched(golden: Engine, words: list[str]) -> None:
    golden.search(SearchQuery(q=" ".join(words)), facets=("type",))

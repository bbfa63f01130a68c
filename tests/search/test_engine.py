from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import IndexMissing
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.storage import POINTER, Storage
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.corpus import at, document

if TYPE_CHECKING:
    from pathlib import Path

MakeEngine = Callable[..., EmbeddedEngine]


def titles(engine: EmbeddedEngine, **query: object) -> list[str]:
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


def test_another_engine_on_the_same_folder_sees_the_change(make_engine: MakeEngine, tmp_path: Path) -> None:
    writer = make_engine(document("1", "Une carte"))
    reader = EmbeddedEngine(tmp_path / "index")
    assert titles(reader) == ["Une carte"]

    writer.change(saved=enriched([document("2", "Un vélo")]), removed=["guide:1"])

    assert titles(reader) == ["Un vélo"]


def test_rebuild_takes_the_place_of_the_old_index_and_leaves_one_folder(
    make_engine: MakeEngine, tmp_path: Path
) -> None:
    engine = make_engine(document("1", "Une carte"))
    reader = EmbeddedEngine(tmp_path / "index")
    assert titles(reader) == ["Une carte"]

    engine.rebuild(enriched([document("2", "Un vélo")]), progress=lambda _count: None)

    assert titles(reader) == ["Un vélo"]
    assert len(list((tmp_path / "index").glob("index-*"))) == 1


def test_rebuild_that_fails_leaves_the_old_index_and_no_litter(make_engine: MakeEngine, tmp_path: Path) -> None:
    engine = make_engine(document("1", "Une carte"))

    def stop(_count: int) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(enriched([document("2", "Un vélo")]), progress=stop)

    assert titles(engine) == ["Une carte"]
    assert len(list((tmp_path / "index").glob("index-*"))) == 1


def lose_folder(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def corrupt_meta(folder: Path) -> None:
    next(folder.glob("index-*/meta.json")).write_text("{ not json")


def corrupt_pointer(folder: Path) -> None:
    (folder / POINTER).write_text("?")


def outdate(folder: Path) -> None:
    pointer = json.loads((folder / POINTER).read_text())
    (folder / POINTER).write_text(json.dumps({**pointer, "version": 0}))


def lose_segments(folder: Path) -> None:
    for path in folder.glob("index-*/*.store"):
        path.unlink()


DAMAGES = [lose_folder, corrupt_meta, corrupt_pointer, outdate]


@pytest.mark.parametrize("damage", [*DAMAGES, lose_segments])
def test_damage_is_found_by_a_new_reader(
    make_engine: MakeEngine, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    make_engine(document("1", "Une carte"))
    damage(tmp_path / "index")

    with pytest.raises(IndexMissing, match="rebuild_search"):
        titles(EmbeddedEngine(tmp_path / "index"))


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_by_a_reader_at_work(
    make_engine: MakeEngine, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    engine = make_engine(document("1", "Une carte"))
    assert titles(engine) == ["Une carte"]
    damage(tmp_path / "index")

    with pytest.raises(IndexMissing, match="rebuild_search"):
        titles(engine)


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
def test_titles_while_typing(golden: EmbeddedEngine, typed: str, offered: list[str]) -> None:
    assert [title.title for title in golden.suggest(typed, limit=5)] == offered


def test_a_rebuild_between_two_looks_at_the_folder_is_no_loss(
    make_engine: MakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = make_engine(document("1", "Une carte"))
    reader = EmbeddedEngine(tmp_path / "index")
    looks: list[Path] = []

    def look_then_rebuild() -> Path:
        path = Storage.current(reader.storage)
        if not looks:
            writer.rebuild(enriched([document("2", "Un vélo")]), progress=lambda _count: None)
        looks.append(path)
        return path

    monkeypatch.setattr(reader.storage, "current", look_then_rebuild)

    assert titles(reader) == ["Un vélo"]
    assert len(set(looks)) == 2


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched_and_suggested(golden: EmbeddedEngine, q: str) -> None:
    golden.search(SearchQuery(q=q), facets=("type",))
    golden.suggest(q, limit=3)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["carte", "l'atelier", '"', "-", "pique-nique", "habitant·e·s", "de", "zzz", "C++"]), max_size=9
    )
)
def test_any_mixture_of_words_and_operators_can_be_searched(golden: EmbeddedEngine, words: list[str]) -> None:
    golden.search(SearchQuery(q=" ".join(words)), facets=("type",))

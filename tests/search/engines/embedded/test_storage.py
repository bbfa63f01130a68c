"""The folder of the embedded engine: who sees what of it, and what is damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from search.engines.base import IndexMissing
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.storage import POINTER, Storage
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.corpus import document

if TYPE_CHECKING:
    from pathlib import Path

    from search.documents import SearchDocument

MakeEngine = Callable[..., EmbeddedEngine]


@pytest.fixture
def make_engine(tmp_path: Path) -> MakeEngine:
    def make(*documents: SearchDocument) -> EmbeddedEngine:
        engine = EmbeddedEngine(tmp_path / "index")
        engine.rebuild(enriched(documents), progress=lambda _count: None)
        return engine

    return make


def titles(engine: EmbeddedEngine, **query: object) -> list[str]:
    return [hit.document.title for hit in engine.search(SearchQuery(**query), facets=()).hits]


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

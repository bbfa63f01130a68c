"""The copy of the index that a machine keeps (SEARCH_FALLBACK=embedded): it has what the cluster has, and goes on alone."""

from __future__ import annotations

from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from search import following, reading
from search.engines.base import EngineUnavailable
from search.engines.choice import current_engine
from search.indexing import drain, drain_quietly, rebuild
from search.models import PendingDocument
from tests.search.cluster.indexes import pks
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(cluster: Any, settings: Any, tmp_path: Path) -> Callable[[str], Any]:
    """Go to a machine, by its name: its engine."""
    settings.SEARCH_FALLBACK = "embedded"

    def go_to(name: str) -> Any:
        settings.SEARCH_INDEX_DIR = tmp_path / name
        return current_engine()

    return go_to


@pytest.fixture
def engine(machine: Callable[[str], Any]) -> Any:
    """Of a machine with a copy of the corpus."""
    engine = machine("one")
    rebuild()
    following.follow()
    return engine


@pytest.fixture
def away(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    @contextmanager
    def away() -> Iterator[None]:
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(cluster.connection, "send", _silence)
            yield

    return away


def _silence(*_asked: Any, **_more: Any) -> Any:
    message = "No node answers."
    raise EngineUnavailable(message)


@pytest.fixture
def save(sources: Any) -> Callable[..., None]:
    """Items as somebody saves them, and what follows the commit; None deletes."""

    def save(**items: Any) -> None:
        for pk, item in items.items():
            sources["guide"].items.pop(pk, None)
            if item:
                sources["guide"].items[pk] = item
        PendingDocument.queue("guide", *items)
        drain_quietly()

    return save


NEW = document("new", "Observer les nuages")


def is_followed(engine: Any) -> bool:
    return bool(engine.copy.index.contents() == engine.main.contents())


def test_copy_holds_what_the_cluster_holds(engine: Any) -> None:
    assert is_followed(engine)
    assert len(engine.copy.index.contents()) == 30


def test_save_is_in_the_copy_of_its_machine_at_once(engine: Any, save: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    save(new=NEW, fanzine=None)

    assert pks(engine.copy.index, q="nuages") == ["new"]
    assert is_followed(engine)
    # Nothing is missed, so nothing is compared.
    monkeypatch.setattr(engine.copy.index, "contents", lambda: 1 / 0)
    following.follow()


def test_copy_follows_the_database_while_the_cluster_is_away_and_is_whole_after(
    engine: Any, away: Any, save: Any
) -> None:
    with away():
        save(new=NEW)
        save(fanzine=None)
        save(new=document("new", "Observer les étoiles"))
        assert pks(engine.copy.index, q="étoiles") == ["new"]
        assert pks(engine.copy.index, q="nuages") == []
        assert pks(engine.copy.index, q="fanzine") == []
    assert PendingDocument.objects.count() == 2

    assert drain()[:2] == (1, 1)
    following.follow()
    assert is_followed(engine)
    assert pks(engine, q="étoiles") == ["new"]


def test_copy_of_another_machine_follows_by_its_timer(engine: Any, machine: Any, away: Any, save: Any) -> None:
    other = machine("two")
    following.follow()
    machine("one")
    save(new=NEW, fanzine=None)
    with away():
        save(velo=None)

    machine("two")
    assert pks(other.copy.index, q="nuages") == []
    with away():
        following.follow()
        assert "guide:velo" not in other.copy.index.contents()
    call_command("index_pending", stdout=StringIO())
    assert is_followed(other)

    # The first has not indexed what the second has seen to.
    machine("one")
    following.follow()
    assert is_followed(engine)


def test_save_waits_for_nobody_who_writes_the_copy_and_the_timer_brings_it(
    engine: Any, save: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("search.engines.fallback.SECONDS_FOR_THE_COPY", 0.05)
    with engine.copy.index.writer():
        save(new=NEW)
    assert pks(engine, q="nuages") == ["new"]
    assert not is_followed(engine)
    assert "follows later" in caplog.text

    following.follow()
    assert is_followed(engine)


def test_what_is_in_the_copy_already_is_not_read_again(
    engine: Any, away: Any, save: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, read = reading.now, []

    def note(rows: Any, failed: Any) -> Any:
        read.append(sorted(row.pk_text for row in rows))
        return now(rows, failed)

    with away():
        save(new=NEW)
        monkeypatch.setattr(reading, "now", note)
        following.follow()
        PendingDocument.queue("guide", "carte")
        following.follow()
        PendingDocument.queue("guide", "new")
        following.follow()

    assert read == [["carte"], ["new"]]


def test_writer_at_work_is_not_taken_for_one_that_is_done(engine: Any, sources: Any, machine: Any) -> None:
    other = machine("two")
    with engine.main.writer():
        following.follow()
        engine.main.change(saved=[], removed=["guide:fanzine"])
    del sources["guide"].items["fanzine"]

    following.follow()

    assert "guide:fanzine" not in other.copy.index.contents()


def test_rebuild_command_makes_the_copy_too(machine: Any, sources: Any) -> None:
    engine = machine("one")

    call_command("rebuild_search", verbosity=0)

    assert is_followed(engine)


def test_notes_of_the_copy_that_cannot_be_read_cost_a_comparison(engine: Any, tmp_path: Path, save: Any) -> None:
    for name in ("turn", "ahead"):
        (tmp_path / "one" / f"{name}.json").write_text("{")
    save(new=NEW)

    following.follow()

    assert is_followed(engine)

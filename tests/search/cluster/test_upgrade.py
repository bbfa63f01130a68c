"""Two versions of the program with two schemas, on one cluster: each has its own index until the other is retired."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from search import indexing, registry
from search.engines.base import IndexMissing
from search.engines.cluster import engine as cluster_engine
from search.models import PendingDocument
from tests.search.cluster.indexes import fill, names, pks, save
from tests.search.conftest import word_facet
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

ONE, TWO = document("1", "Une carte"), document("2", "Un vélo")


@pytest.fixture
def newer() -> Callable[[], None]:
    """Go on as the program of the newer version."""
    return lambda: registry.register_facet(word_facet("mood"))


@pytest.fixture
def older() -> Callable[[], object]:
    return lambda: registry._facets.pop("mood")


def test_newer_program_finds_no_index_of_its_own_and_says_so(cluster: Any, newer: Any) -> None:
    fill(cluster, ONE)
    newer()

    with pytest.raises(IndexMissing, match=r"is of another version of this program. Run `manage.py rebuild_search`"):
        cluster.check()
    with cluster.writer(), pytest.raises(IndexMissing, match="another version"):
        cluster.change(saved=[], removed=["guide:1"])


def test_save_by_a_program_without_an_index_of_its_own_waits(cluster: Any, newer: Any, sources: Any) -> None:
    indexing.rebuild()
    (old,) = names(cluster)
    newer()
    sources["guide"].items["new"] = document("new", "Observer les nuages")
    PendingDocument.queue("guide", "new")

    indexing.drain_quietly()
    assert {str(row) for row in PendingDocument.objects.all()} == {"guide:new", "*:"}

    assert timer() == "There was no index: 31 items indexed.\n0 indexed, 0 removed, 0 set aside.\n"
    assert pks(cluster, q="nuages") == ["new"]
    assert old in names(cluster)


def test_rebuild_that_one_asked_for_is_made_by_it_alone(cluster: Any, newer: Any, older: Any) -> None:
    indexing.rebuild()
    newer()
    PendingDocument.queue(PendingDocument.EVERYTHING, "")
    older()
    before = names(cluster)

    timer()
    assert names(cluster) == before

    newer()
    assert "There was no index: 30 items indexed." in timer()


def test_each_rebuilds_its_own_index_and_leaves_that_of_the_other(cluster: Any, newer: Any, older: Any) -> None:
    fill(cluster, ONE)
    newer()
    fill(cluster, ONE, TWO)
    older()
    assert pks(cluster) == ["1"]

    fill(cluster, TWO)
    assert pks(cluster) == ["2"]
    newer()
    assert sorted(pks(cluster)) == ["1", "2"]
    assert len(names(cluster)) == 2


def test_what_one_withdraws_is_found_by_none(cluster: Any, newer: Any, older: Any) -> None:
    fill(cluster, ONE, TWO)
    newer()
    fill(cluster, ONE, TWO)

    save(cluster, removed=["guide:2"])

    assert pks(cluster) == ["1"]
    older()
    assert pks(cluster) == ["1"]


def test_what_one_saves_the_timer_of_the_other_brings_to_its_index(
    cluster: Any, newer: Any, older: Any, sources: Any
) -> None:
    indexing.rebuild()
    newer()
    indexing.rebuild()
    sources["guide"].items["new"] = document("new", "Observer les nuages")
    PendingDocument.queue("guide", "new")
    assert indexing.drain().indexed == 1

    older()
    assert pks(cluster, q="nuages") == []
    assert timer() == "0 indexed, 0 removed, 0 set aside.\n1 mended that another version of this program had saved.\n"
    assert pks(cluster, q="nuages") == ["new"]
    # Each is done: neither wakes the other for ever.
    newer()
    timer()
    older()
    assert timer() == "0 indexed, 0 removed, 0 set aside.\n"
    newer()
    assert timer() == "0 indexed, 0 removed, 0 set aside.\n"


def test_what_is_saved_while_the_other_catches_up_is_not_forgotten(cluster: Any, newer: Any, older: Any) -> None:
    fill(cluster, ONE)
    newer()
    fill(cluster, ONE)
    save(cluster, TWO)
    older()

    with cluster.catching_up() as is_behind:
        assert is_behind
        newer()
        save(cluster, document("3", "Un fanzine"))
        older()
    with cluster.catching_up() as is_behind:
        assert is_behind
    with cluster.catching_up() as is_behind:
        assert not is_behind


def test_index_of_a_program_that_was_not_there_for_a_day_is_deleted_by_the_timer(
    cluster: Any, newer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.rebuild()
    (old,) = names(cluster)
    newer()
    indexing.rebuild()

    timer()
    assert old in names(cluster)

    monkeypatch.setattr(cluster_engine, "RETIRED_AFTER", -1)
    assert "deleted: no program has used it for a day" in timer()
    assert names(cluster) == [cluster.indices.current()]
    assert timer() == "0 indexed, 0 removed, 0 set aside.\n"


def test_program_that_is_still_there_keeps_its_index(
    cluster: Any, newer: Any, older: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.rebuild()
    newer()
    indexing.rebuild()
    age(cluster, days=2)
    older()
    timer()
    newer()

    assert "deleted" not in timer()
    assert len(names(cluster)) == 2


def age(engine: Any, *, days: int) -> None:
    """All that was seen was seen so long ago."""
    script = "for (name in ctx._source.seen.keySet()) { ctx._source.seen[name] -= params.milliseconds; }"
    body = {"script": {"source": script, "params": {"milliseconds": days * 86_400_000}}}
    timer()
    engine.connection.send("POST", f"/{engine.indices.writer}/_update/writer", body=body, seconds=10)


def test_rebuild_command_deletes_the_others_at_once_when_told_to(cluster: Any, newer: Any) -> None:
    indexing.rebuild()
    newer()
    out = StringIO()

    call_command("rebuild_search", "--prune", stdout=out)

    assert "deleted: it was of another version of this program." in out.getvalue()
    assert names(cluster) == [cluster.indices.current()]


def timer() -> str:
    out = StringIO()
    call_command("index_pending", stdout=out)
    return out.getvalue()

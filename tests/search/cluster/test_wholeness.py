"""An index that is not whole is put in no place: the one in use stays, and what is wrong is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search import indexing
from search.engines.base import EngineUnavailable
from search.engines.cluster import indices, mapping
from tests.search.cluster.indexes import fill, names, pks
from tests.search.corpus import document

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = document("1", "Une carte"), document("2", "Un vélo"), document("3", "Un fanzine")


def lose_one(engine: Any) -> None:
    """As a part that was started empty on another node does."""
    name = engine._lease.get().filling
    engine.connection.send("POST", f"/{name}/_refresh", seconds=10)
    body = {"query": {"term": {"id": "guide:2"}}}
    engine.connection.send("POST", f"/{name}/_delete_by_query", body=body, seconds=10)


def test_index_that_lost_an_item_is_not_put_in_place(cluster: Any) -> None:
    fill(cluster, ONE)
    before = names(cluster)

    with pytest.raises(EngineUnavailable, match=r"is not whole \(items: 2 of 3\) and is not put in place"):
        fill(cluster, ONE, TWO, THREE, progress=lambda _count: lose_one(cluster))

    assert (names(cluster), pks(cluster)) == (before, ["1"])


def test_items_that_were_withdrawn_meanwhile_are_not_missed(cluster: Any) -> None:
    fill(cluster, ONE, TWO)

    def withdraw(_count: int) -> None:
        cluster.change(saved=[], removed=["guide:2", "guide:unknown"])

    fill(cluster, ONE, TWO, THREE, progress=withdraw)

    assert sorted(pks(cluster)) == ["1", "3"]


def test_cluster_that_has_no_room_for_all_parts_is_told_before_they_are_filled(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cluster, ONE)
    before = names(cluster)

    def crowded(*arguments: Any) -> Any:
        body = mapping.index_body(*arguments)
        body["settings"] |= {"number_of_shards": 4, "index.routing.allocation.total_shards_per_node": 1}
        return body

    monkeypatch.setattr(indices, "index_body", crowded)
    monkeypatch.setattr(indices, "SECONDS_TO_COPY", 1)

    with pytest.raises(EngineUnavailable, match=r"has no room for the 1 parts of an index"):
        fill(cluster, ONE, TWO)

    assert (names(cluster), pks(cluster)) == (before, ["1"])


@pytest.mark.parametrize(
    ("asked", "changed", "sentence"),
    [
        ("/_refresh", {"_shards": {"total": 2, "successful": 1, "failed": 1}}, "parts that answer: 1 of 2"),
        ("/_count", {"_shards": {"total": 3, "successful": 1, "failed": 2}}, "parts that answer: 1 of 3"),
        ("/_cluster/health/", {"status": "red", "active_primary_shards": 0}, "parts: 0 of 1"),
    ],
    ids=["refresh", "count", "health"],
)
def test_part_that_is_away_is_told_and_the_index_in_use_stays(
    cluster: Any, monkeypatch: pytest.MonkeyPatch, asked: str, changed: Any, sentence: str
) -> None:
    fill(cluster, ONE)
    before, send = names(cluster), cluster.connection.send

    def send_from_a_part(method: str, path: str, **more: Any) -> Any:
        answer = send(method, path, **more)
        return {**answer, **changed} if asked in path else answer

    with monkeypatch.context() as partly:
        partly.setattr(cluster.connection, "send", send_from_a_part)
        with pytest.raises(EngineUnavailable, match="is not whole") as told:
            fill(cluster, ONE, TWO)

    assert sentence in str(told.value)
    assert (names(cluster), pks(cluster)) == (before, ["1"])


def test_part_that_the_cluster_waits_for_in_vain_is_told(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    send = cluster.connection.send

    def send_without_a_part(method: str, path: str, **more: Any) -> Any:
        if path.endswith("/_refresh"):
            return _refuse()
        answer = send(method, path, **more)
        return {**answer, "active_primary_shards": 0} if "/_cluster/health/" in path else answer

    with monkeypatch.context() as partly:
        partly.setattr(cluster.connection, "send", send_without_a_part)
        with pytest.raises(EngineUnavailable, match=r"is not whole \(parts: 0 of 1\)"):
            fill(cluster, ONE)


def test_command_says_that_the_index_in_use_stays(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    indexing.rebuild()
    monkeypatch.setattr(type(cluster.indices), "check_whole", _refuse)

    with pytest.raises(CommandError, match=r"not whole. The index in use stays as it was"):
        call_command("rebuild_search", verbosity=0)


def _refuse(*_asked: Any, **_more: Any) -> int:
    message = "not whole."
    raise EngineUnavailable(message)

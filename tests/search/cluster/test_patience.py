"""A cluster that is busy is not one that is away: who fills an index waits, and readers go on asking."""

from __future__ import annotations

from typing import Any

import pytest

from search.engines.base import EngineUnavailable
from search.engines.cluster import bulk
from search.engines.cluster.address import read_address
from search.engines.cluster.bulk import Action, Bulk, sent
from search.engines.cluster.session import Connection
from search.engines.cluster.trouble import Refused
from tests.search.cluster.indexes import fill, pks
from tests.search.corpus import document

ROOT = {"version": {"distribution": "opensearch", "number": "2.19.1"}}
FULL = Refused(429, "rejected_execution_exception", "the queue of writes is full")
MANY = [Action("place", f"guide:{n}", 1, {"title": "Carte"}) for n in range(3)]


class Busy:
    """A cluster that refuses what is written so many times, as a whole or document by document."""

    def __init__(self, times: int, *, each: bool = False, error: Refused = FULL) -> None:
        self.times, self.each, self.error = times, each, error
        self.written: list[str] = []

    def request(self, _method: str, path: str, *, body: Any = None, **_more: Any) -> Any:
        if path == "/":
            return ROOT
        ids = [line["index"]["_id"] for line in body[::2]]
        self.times -= 1
        if self.times >= 0 and not self.each:
            raise self.error
        refused = set(ids[1:]) if self.times >= 0 else set()
        self.written += [id_ for id_ in ids if id_ not in refused]
        told = {"type": self.error.kind, "reason": self.error.reason}
        items = [
            {"index": {"status": 429, "error": told} if id_ in refused else {"status": 201, "result": "created"}}
            for id_ in ids
        ]
        return {"errors": bool(refused), "items": items}


class Narrow:
    """A cluster that takes so many characters in one request."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.written: list[str] = []

    def request(self, _method: str, path: str, *, body: Any = None, **_more: Any) -> Any:
        if path == "/":
            return ROOT
        if len(str(body)) > self.most:
            raise Refused(413, "", "Request Entity Too Large")
        ids = [line["index"]["_id"] for line in body[::2]]
        self.written += ids
        return {"errors": False, "items": [{"index": {"status": 201, "result": "created"}} for _id in ids]}


def connected(client: Any) -> Connection:
    return Connection(read_address("opensearch://127.0.0.1:9/site"), lambda _address: client)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "FIRST_PAUSE", 0.001)


@pytest.mark.parametrize("each", [False, True], ids=["the-whole-request", "some-documents"])
def test_what_a_busy_cluster_refused_is_sent_again_and_readers_go_on(*, each: bool) -> None:
    cluster = Busy(3, each=each)
    connection = connected(cluster)
    patient = Bulk(connection, seconds=5, patience=5)

    assert sent(patient.send(MANY)) == 3

    assert cluster.written == ["guide:0", "guide:1", "guide:2"]
    assert (patient.created, patient.refused) == (3, {})
    assert connection.breaker.lets_through()


def test_patience_ends_with_a_sentence_and_readers_go_on() -> None:
    connection = connected(Busy(10**6))

    with pytest.raises(EngineUnavailable, match="has too much to do: the queue of writes is full"):
        sent(Bulk(connection, seconds=5, patience=0.05).send(MANY))
    assert connection.breaker.lets_through()


def test_request_that_is_too_large_is_sent_in_halves_and_only_what_never_fits_is_refused() -> None:
    cluster = Narrow(500)
    bulk_ = Bulk(connected(cluster), seconds=5, patience=5)

    assert sent(bulk_.send([*MANY, Action("place", "guide:long", 1, {"title": "x" * 600})])) == 4

    assert cluster.written == ["guide:0", "guide:1", "guide:2"]
    assert str(bulk_.refused["guide:long"]) == "413: Request Entity Too Large"


def test_save_leaves_a_cluster_alone_that_is_down() -> None:
    connection = connected(Busy(10**6, error=Refused(503, "", "no manager")))

    with pytest.raises(EngineUnavailable):
        sent(Bulk(connection, seconds=5, patience=0.05).send(MANY))
    assert not connection.breaker.lets_through()


def test_who_fills_an_index_waits_for_one_that_is_down_and_is_no_news_for_readers() -> None:
    cluster = Busy(3, error=Refused(503, "", "no manager"))
    connection = connected(cluster)

    with connection.patiently():
        assert sent(Bulk(connection, seconds=5, patience=5).send(MANY)) == 3
    assert connection.breaker.lets_through()


@pytest.mark.django_db
def test_index_is_made_while_readers_leave_the_cluster_alone(cluster: Any) -> None:
    with cluster.writer():
        cluster.connection.breaker.failed("Questions take too long.")
        cluster.rebuild([], progress=lambda _count: None)
        assert not cluster.connection.breaker.lets_through()
        cluster.connection.breaker.succeeded()

    fill(cluster, document("1", "Une carte"))
    assert pks(cluster) == ["1"]

"""However slow a cluster is, a visitor waits for one question's time, and what answered instead is in no cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search.engines import waiting
from search.engines.base import EngineUnavailable
from search.engines.cluster import clients, deadline
from search.engines.cluster.address import read_address
from search.engines.cluster.breaker import Breaker
from search.engines.cluster.session import Connection, Session
from tests.search.cluster.servers import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PRODUCTS = ("opensearch", "elasticsearch")
ROOTS = {
    "opensearch": {"version": {"distribution": "opensearch", "number": "2.19.1"}},
    "elasticsearch": {"version": {"number": "9.0.0"}},
}


@pytest.fixture(params=PRODUCTS)
def client_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], clients.Client]:
    """Each client, as it is outside of the suite."""
    monkeypatch.setattr(clients.ElasticsearchClient, "node_class", None)
    return lambda host: clients.client_of(read_address(f"{request.param}://{host}/site"))


@pytest.mark.parametrize("part", ["head", "body"])
def test_node_that_never_comes_to_the_end_of_its_answer_is_left_when_the_time_is_over(
    client_at: Callable[[str], clients.Client], part: str
) -> None:
    with server({}, dripping=part) as host, pytest.raises(EngineUnavailable, match="answers: its time is over"):
        client_at(host).request("GET", "/", seconds=0.3)


def test_tries_share_the_time_of_the_request(client_at: Callable[[str], clients.Client]) -> None:
    tries: list[str | None] = []
    with server({}, dripping="body", authorizations=tries) as host:
        for within in (0.3, 5):
            with pytest.raises(EngineUnavailable, match="its time is over"):
                client_at(host).request("GET", "/", seconds=0.4, within=within)

    assert len(tries) == 3


def test_node_that_takes_nothing_in_is_left_when_the_time_is_over(client_at: Callable[[str], clients.Client]) -> None:
    body = [{"text": "x" * 20_000_000}]
    with server({}, silent=True) as host, pytest.raises(EngineUnavailable, match="answers: its time is over"):
        client_at(host).request("POST", "/_bulk", body=body, seconds=0.3)


def test_answer_without_end_is_not_read_to_its_end(
    client_at: Callable[[str], clients.Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "LARGEST_ANSWER", 10_000)
    with server({"text": "x" * 50_000}) as host, pytest.raises(EngineUnavailable, match="more than 10000 bytes"):
        client_at(host).request("GET", "/", seconds=5)


@pytest.mark.parametrize(
    "answer", [b'{"hits": ', b"\xff\xfe\x00", b"", b"[" * 100_000, b"NaN"], ids=["cut", "bytes", "empty", "deep", "nan"]
)
def test_answer_that_cannot_be_read_is_told(client_at: Callable[[str], clients.Client], answer: bytes) -> None:
    with server(answer) as host:
        connection = Connection(read_address("opensearch://host/site"), client_of=lambda _address: client_at(host))
        with pytest.raises(EngineUnavailable, match=r"SEARCH_URL \(.*\)"):
            Session(connection, "site-items", seconds=3.0).search({})


def test_connection_serves_again_after_an_answer_in_time(client_at: Callable[[str], clients.Client]) -> None:
    with server({"hello": "world"}) as host:
        client = client_at(host)
        assert [client.request("GET", "/", seconds=5, within=5) for _time in range(3)] == [{"hello": "world"}] * 3


# One visitor's wait


class Slow:
    """A client whose answers come late, by a clock of its own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.took = 1.0
        self.told: list[tuple[float, float]] = []

    def request(self, _method: str, path: str, *, seconds: float, within: float, **_more: Any) -> Any:
        if path == "/":
            return ROOTS["opensearch"]
        self.told.append((round(seconds, 3), round(within, 3)))
        self.now += self.took
        return {"hits": {"total": {"value": 0}, "hits": []}}


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    slow = Slow()
    monkeypatch.setattr(waiting.time, "monotonic", lambda: slow.now)
    return slow


@pytest.fixture
def connection(slow: Slow) -> Connection:
    return Connection(read_address("opensearch://host/site"), client_of=lambda _address: slow)


def test_all_questions_of_one_page_share_its_time(slow: Slow, connection: Connection) -> None:
    with waiting.shared():
        for left in (3.0, 2.0, 1.0):
            Session(connection, "site-items", seconds=3.0).search({})
            assert slow.told[-1] == (1.0, left)
        with pytest.raises(EngineUnavailable, match="did not answer within 3 seconds"):
            Session(connection, "site-items", seconds=3.0).search({})


def test_pages_have_their_time_each(slow: Slow, connection: Connection) -> None:
    for _page in range(3):
        with waiting.shared():
            Session(connection, "site-items", seconds=3.0).search({})

    assert slow.told == [(1.0, 3.0)] * 3


def test_time_in_which_nobody_waits_for_the_cluster_is_not_counted(slow: Slow, connection: Connection) -> None:
    with waiting.shared():
        Session(connection, "site-items", seconds=3.0).search({})
        slow.now += 60
        Session(connection, "site-items", seconds=3.0).search({})

    assert slow.told == [(1.0, 3.0), (1.0, 2.0)]


def test_cluster_whose_answers_take_all_the_time_is_left_alone_for_a_while(slow: Slow, connection: Connection) -> None:
    slow.took = 1.5
    with waiting.shared():
        session = Session(connection, "site-items", seconds=3.0)
        session.search({})
        session.search({})
        with pytest.raises(EngineUnavailable, match="did not answer within 3 seconds"):
            session.search({})

    with pytest.raises(EngineUnavailable, match="is left alone for a moment"):
        Session(connection, "site-items", seconds=3.0).search({})


def test_failures_of_one_moment_are_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("search.engines.cluster.breaker.time.monotonic", lambda: now)
    breaker = Breaker()
    for _thread in range(8):
        breaker.failed("silent")
    now += 5
    assert breaker.lets_through()

    for _thread in range(8):
        breaker.failed("silent")
    now += 10
    assert breaker.lets_through()

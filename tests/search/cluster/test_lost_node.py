"""A node is killed in the middle of a rebuild, while visitors search. Run alone: nothing is left of the node after."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from search.engines.base import EngineUnavailable
from search.engines.choice import current_engine
from search.engines.cluster import writing
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.corpus import document
from tests.search.kinds import STATE, cluster_url, forget

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD = tuple(document(f"{n:03}", f"Carte {n}") for n in range(60))
NEW = (*OLD, document("new", "Observer les nuages"))


@pytest.fixture
def engine(settings: Any) -> Iterator[Any]:
    """With a copy of each of its two parts, and nothing in its stead."""
    settings.SEARCH_URL, settings.SEARCH_FALLBACK = f"{cluster_url()}-lost?shards=2&replicas=1&seconds=10", "none"
    yield current_engine()
    forget(settings.SEARCH_URL)


def fill(engine: Any, documents: Any, progress: Any = lambda _count: None) -> None:
    with engine.writer(-1):
        engine.rebuild(enriched(documents), progress=progress)


def kill_node_of(engine: Any, index: str) -> None:
    """The node that holds a part of an index that has no copy."""
    shards = engine.connection.send("GET", f"/_cat/shards/{index}", params={"format": "json"}, seconds=10)
    number = int(shards[0]["node"].removeprefix("node"))
    os.kill(json.loads(STATE.read_text(encoding="utf-8"))["nodes"][number]["pid"], signal.SIGKILL)


class Visitors(threading.Thread):
    """Search all the time; what each got: a number of results, or that the engine was away."""

    def __init__(self, engine: Any) -> None:
        super().__init__()
        self.engine = engine
        self.got: list[int | str] = []
        self.left = threading.Event()

    def run(self) -> None:
        while not self.left.wait(0.05):
            try:
                self.got.append(self.engine.search(SearchQuery(q="carte"), facets=("type",)).total)
            except EngineUnavailable:
                self.got.append("away")


def test_lost_node_costs_a_rebuild_and_nothing_else(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PATIENT_SECONDS", 5.0)
    monkeypatch.setattr(writing, "PATIENCE", 5.0)
    monkeypatch.setattr("search.engines.cluster.bulk.MOST_ACTIONS", 10)
    fill(engine, OLD)
    visitors = Visitors(engine)
    visitors.start()
    killed = []

    def kill_once(_count: int) -> None:
        if not killed:
            killed.append(time.monotonic())
            kill_node_of(engine, engine._lease.get().filling)

    try:
        with pytest.raises(EngineUnavailable):
            fill(engine, NEW, kill_once)
        # The index in use has lost no item: its copies answer.
        until = time.monotonic() + 60
        while time.monotonic() < until and set(visitors.got[-5:]) != {60}:
            time.sleep(0.2)
        assert set(visitors.got) <= {60, "away"}
        assert visitors.got[-1] == 60

        monkeypatch.setattr(writing, "PATIENT_SECONDS", 30.0)
        engine.connection.breaker.succeeded()
        fill(engine, NEW)
        assert engine.search(SearchQuery(q="nuages"), facets=()).total == 1
        assert engine.contents().keys() == {item.id for item in NEW}
    finally:
        visitors.left.set()
        visitors.join()

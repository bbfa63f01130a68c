"""A node is killed in the middle of a rebuild and of questions. Run alone: nothing is left of the node after."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any, Self

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


def process_of(engine: Any, index: str) -> int:
    """The number of the process of a node that holds a part of an index that has no copy."""
    shards = engine.connection.send("GET", f"/_cat/shards/{index}", params={"format": "json"}, seconds=10)
    number = int(shards[0]["node"].removeprefix("node"))
    return int(json.loads(STATE.read_text(encoding="utf-8"))["nodes"][number]["pid"])


class Visitors:
    """Search all the time, each with a question of its own; `got` is a number of results, or that the engine was away.

    `asking` are the questions that have no answer yet.
    """

    def __init__(self, engine: Any, count: int) -> None:
        self.engine = engine
        self.got: list[int | str] = []
        self.asking: set[str] = set()
        self.left = threading.Event()
        # Each question goes to other copies.
        questions = [f"carte {'de ' * number}".strip() for number in range(count)]
        self._threads = [threading.Thread(target=self._visit, args=(question,)) for question in questions]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.left.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, question: str) -> None:
        while not self.left.wait(0.05):
            self.asking.add(question)
            try:
                self.got.append(self.engine.search(SearchQuery(q=question), facets=("type",)).total)
            except EngineUnavailable:
                self.got.append("away")
            self.asking.discard(question)


class Killing:
    """Of one process, which first stands still for a second: what was sent to it meanwhile is not answered yet."""

    def __init__(self, visitors: Visitors) -> None:
        self._visitors = visitors
        self.timer: threading.Timer | None = None
        self.asking: set[str] = set()

    def begin(self, process: int) -> None:
        if self.timer is None:
            os.kill(process, signal.SIGSTOP)
            self.timer = threading.Timer(1.0, self._end, (process,))
            self.timer.start()

    def _end(self, process: int) -> None:
        self.asking = set(self._visitors.asking)
        os.kill(process, signal.SIGKILL)


def test_lost_node_costs_a_rebuild_and_nothing_else(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PATIENT_SECONDS", 5.0)
    monkeypatch.setattr(writing, "PATIENCE", 5.0)
    monkeypatch.setattr("search.engines.cluster.bulk.MOST_ACTIONS", 10)
    fill(engine, OLD)
    with Visitors(engine, 6) as visitors:
        killing = Killing(visitors)
        with pytest.raises(EngineUnavailable):
            fill(engine, NEW, lambda _count: killing.begin(process_of(engine, engine._lease.get().filling)))
        # Nobody had been answered by the node that stood still.
        assert killing.asking
        # The index in use has lost no item: its copies answer.
        until = time.monotonic() + 60
        while time.monotonic() < until and set(visitors.got[-30:]) != {60}:
            time.sleep(0.2)
        assert set(visitors.got) <= {60, "away"}
        assert visitors.got[-1] == 60

        monkeypatch.setattr(writing, "PATIENT_SECONDS", 30.0)
        engine.connection.breaker.succeeded()
        fill(engine, NEW)
        assert engine.search(SearchQuery(q="nuages"), facets=()).total == 1
        assert engine.contents().keys() == {item.id for item in NEW}

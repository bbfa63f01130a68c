"""Processes that change the same and other items at once, and rebuild meanwhile: real processes, on every engine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.search.engines.embedded.test_processes import end, run, start
from tests.search.kinds import Cluster, Embedded, cluster_url, forget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.search.kinds import EngineKind


# The client of Elasticsearch speaks to this server in the process of the suite alone.
pytestmark = pytest.mark.parametrize("engine_kind", [Embedded.name, Cluster.name], indirect=True)


@pytest.fixture
def url(engine_kind: EngineKind, worker_id: str) -> Iterator[str]:
    """Of the engine that the processes search with; empty for an index in their folder."""
    if engine_kind.name == Embedded.name:
        yield ""
        return
    url = f"{cluster_url()}-processes-{worker_id}?replicas=0&seconds=30"
    forget(url)
    yield url
    forget(url)


@pytest.fixture
def folder(tmp_path: Path, url: str) -> Path:
    run(tmp_path, "prepare", url=url)
    return tmp_path


def test_what_was_saved_or_deleted_last_is_what_is_found(folder: Path, url: str) -> None:
    run(folder, "rebuild", url=url)
    for process in [start(folder, "change", prefix, "25", url=url) for prefix in ("a", "bb", "ccc")]:
        end(process)
    run(folder, "drain", url=url)

    assert run(folder, "compare", url=url) == {"differs": {}, "pending": 0}


def test_nothing_is_lost_and_no_visitor_meets_a_gap_while_the_index_is_rebuilt(folder: Path, url: str) -> None:
    for number in range(200):
        (folder / "items" / f"old{number}").write_text(f"carte {number}")
    run(folder, "rebuild", url=url)
    visitor = start(folder, "visit", url=url)
    while not (folder / "seen").exists():
        assert visitor.poll() is None, visitor.communicate()[1]
        time.sleep(0.05)

    rebuilding = start(folder, "rebuild", "3", url=url)
    changing = [start(folder, "change", prefix, "30", url=url) for prefix in ("a", "bb")]
    for process in (*changing, rebuilding):
        end(process)
    run(folder, "drain", url=url)
    (folder / "end").touch()
    told, _error = end(visitor)

    assert run(folder, "compare", url=url) == {"differs": {}, "pending": 0}
    assert int(told.removeprefix('{"least": ').removesuffix("}\n")) >= 200

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.search.conftest import NO_CLUSTER
from tests.search.kinds import ENGINES, Cluster, Elasticsearch, forget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


CLIENTS = (Cluster.name, Elasticsearch.name) if os.environ.get("EVERY_CLIENT") else (Cluster.name,)


@pytest.fixture(params=CLIENTS)
def cluster(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[Any]:
    """The engine over the real cluster, without an index; the site searches with it, and nothing answers in its stead."""
    assert request.param in ENGINES, NO_CLUSTER
    kind: Any = ENGINES[request.param]
    folder = tmp_path / "index"
    engine = kind.make(folder)
    kind.configure(settings, folder)
    yield engine
    forget(settings.SEARCH_URL)


@pytest.fixture
def refusing(cluster: Any) -> Callable[..., Any]:
    """Change settings of the index in use."""

    def change(**settings: Any) -> Any:
        return cluster.connection.send(
            "PUT", f"/{cluster.indices.current()}/_settings", body={"index": settings}, seconds=30
        )

    return change

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.search.conftest import NO_CLUSTER
from tests.search.kinds import ENGINES, forget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def cluster(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The engine over the real cluster, without an index; the site searches with it, and nothing answers in its stead."""
    if "cluster" not in ENGINES:
        pytest.skip(NO_CLUSTER)
    kind: Any = ENGINES["cluster"]
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

"""The engines that the suite speaks to: one line of ENGINES for each, and what a test may do to it from outside."""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from search.engines.cluster import engine as cluster_engine
from search.engines.cluster import engine_at, indices, lease, writing
from search.engines.cluster.clients import ElasticsearchClient
from search.engines.embedded import EmbeddedEngine
from tests.search.elastic_node import OverOpenSearch

if TYPE_CHECKING:
    from search.engines.base import Engine

_VAR = (Path(os.environ.get("VAR_DIR") or "."), Path(__file__).resolve().parents[2] / "var")
# What `make cluster` wrote: where VAR_DIR says, or beside the code.
STATE = next((file for folder in _VAR if (file := folder / "cluster/cluster.json").is_file()), Path("none"))


class EngineKind(Protocol):
    """`holds_twice`: whether its index may come to hold an item twice."""

    name: str
    holds_twice: bool

    def make(self, folder: Path) -> Engine:
        """An engine of its own, without an index; `folder` is for it alone."""

    def configure(self, settings: Any, folder: Path) -> None:
        """Make the site use such an engine."""

    def lose(self, folder: Path) -> None:
        """Take the index away behind the back of whoever uses it."""


class Embedded:
    name = "embedded"
    holds_twice = True

    def make(self, folder: Path) -> Engine:
        return EmbeddedEngine(folder)

    def configure(self, settings: Any, folder: Path) -> None:
        settings.SEARCH_URL, settings.SEARCH_INDEX_DIR = "embedded:", folder

    def lose(self, folder: Path) -> None:
        shutil.rmtree(folder)


class Cluster:
    """A real cluster, where every folder stands for a prefix of its own; those of one test give theirs to the next."""

    name = "cluster"
    holds_twice = False

    def __init__(self, url: str) -> None:
        self._url = f"{url}-{self.name}"
        self._used: dict[str, Path] = {}
        # A slow machine is no fault of the code.
        lease.ANSWER_SECONDS = indices.SECONDS_TO_CHECK = 10.0
        writing.SECONDS_OF_A_SAVE = cluster_engine.SECONDS_TO_SUGGEST = 20.0

    def make(self, folder: Path) -> Engine:
        return cast("Engine", engine_at(self._address(folder)))

    def configure(self, settings: Any, folder: Path) -> None:
        settings.SEARCH_URL, settings.SEARCH_FALLBACK = self._address(folder), "none"

    def lose(self, folder: Path) -> None:
        forget(self._address(folder))

    def _address(self, folder: Path) -> str:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
        of_the_session = re.fullmatch(r"(once|asked)\d+", folder.parent.name)
        suffix = folder.parent.name if of_the_session else "one"
        address = f"{self._url}-{worker}-{suffix}?replicas=0&seconds=30"
        if self._used.get(suffix) != folder:
            self._used[suffix] = folder
            forget(address)
        return address


class Elasticsearch(Cluster):
    """The other client, over the same cluster."""

    name = "elasticsearch"

    def __init__(self, url: str) -> None:
        super().__init__(url.replace("opensearch", "elasticsearch", 1))
        ElasticsearchClient.node_class = OverOpenSearch


def forget(url: str) -> None:
    """Delete what the suite put in a cluster, but for who may write: making that index again takes time."""
    engine: Any = engine_at(url)
    engine.connection.breaker.succeeded()
    engine.connection.send("DELETE", f"/{engine.connection.address.prefix}-items-*", seconds=30)


def cluster_url() -> str:
    """Of the cluster that SEARCH_TEST_URL names, or that `make cluster` started; empty where there is none."""
    if url := os.environ.get("SEARCH_TEST_URL"):
        return url
    with suppress(OSError, ValueError):
        return str(json.loads(STATE.read_text(encoding="utf-8"))["url"])
    return ""


NAMES = (Embedded.name, Cluster.name, Elasticsearch.name)
# Those that can be asked here.
ENGINES: dict[str, EngineKind] = {Embedded.name: Embedded()}
if _url := cluster_url():
    ENGINES[Cluster.name] = Cluster(_url)
    ENGINES[Elasticsearch.name] = Elasticsearch(_url)

"""The engines that the suite speaks to: one line of ENGINES for each, and what a test may do to it from outside."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING, Any, Protocol, cast

from search.engines.cluster import engine_at
from search.engines.embedded import EmbeddedEngine

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.base import Engine


class EngineKind(Protocol):
    name: str

    def make(self, folder: Path) -> Engine:
        """An engine of its own, without an index; `folder` is for it alone."""

    def configure(self, settings: Any, folder: Path) -> None:
        """Make the site use such an engine."""

    def lose(self, folder: Path) -> None:
        """Take the index away behind the back of whoever uses it."""


class Embedded:
    name = "embedded"

    def make(self, folder: Path) -> Engine:
        return EmbeddedEngine(folder)

    def configure(self, settings: Any, folder: Path) -> None:
        settings.SEARCH_URL, settings.SEARCH_INDEX_DIR = "embedded:", folder

    def lose(self, folder: Path) -> None:
        shutil.rmtree(folder)


class Cluster:
    name = "cluster"

    def __init__(self, url: str) -> None:
        self._url = url

    def make(self, folder: Path) -> Engine:
        return cast("Engine", engine_at(self._address(folder)))

    def configure(self, settings: Any, folder: Path) -> None:
        settings.SEARCH_URL = self._address(folder)

    def lose(self, folder: Path) -> None:
        forget_indices(self._address(folder))

    def _address(self, folder: Path) -> str:
        """A prefix of its own for each folder."""
        digest = hashlib.blake2b(str(folder).encode(), digest_size=8).hexdigest()
        return f"{self._url}-{digest}"


def forget_indices(url: str) -> None:
    engine: Any = engine_at(url)
    for kind in ("items", "writer"):
        engine.connection.send("DELETE", f"/{engine.connection.address.prefix}-{kind}*", seconds=30)


ENGINES: dict[str, EngineKind] = {kind.name: kind for kind in (Embedded(), Cluster("opensearch://127.0.0.1:9201,127.0.0.1:9202,127.0.0.1:9203/communs"))}

"""The engines that the suite speaks to: one line of ENGINES for each, and what a test may do to it from outside."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Protocol

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


ENGINES: dict[str, EngineKind] = {kind.name: kind for kind in (Embedded(),)}

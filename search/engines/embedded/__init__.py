"""The engine without a server."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine", "engine_at"]

URL = "embedded:"


def engine_at(url: str) -> EmbeddedEngine:
    """The engine over SEARCH_INDEX_DIR, one object a process. Raises ImproperlyConfigured for any other address."""
    if url != URL:
        message = f"SEARCH_URL is {url!r}: the embedded engine takes nothing after {URL!r}."
        raise ImproperlyConfigured(message)
    return _engine(Path(settings.SEARCH_INDEX_DIR))


@lru_cache(maxsize=4)
def _engine(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder)

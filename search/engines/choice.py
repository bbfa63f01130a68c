"""The engine that SEARCH_URL names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.embedded import EmbeddedEngine

if TYPE_CHECKING:
    from search.engines.base import Engine

EMBEDDED = "embedded:"


def current_engine() -> Engine:
    """The engine in use, one object a process. Raises ImproperlyConfigured when SEARCH_URL names none."""
    return _engine(settings.SEARCH_URL, Path(settings.SEARCH_INDEX_DIR))


@lru_cache(maxsize=4)
def _engine(url: str, folder: Path) -> Engine:
    if url != EMBEDDED:
        message = f"SEARCH_URL is {url!r}: set it to {EMBEDDED!r}, the search engine that needs no server."
        raise ImproperlyConfigured(message)
    return EmbeddedEngine(folder)

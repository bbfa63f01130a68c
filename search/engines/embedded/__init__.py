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
    """The engine over SEARCH_INDEX_DIR, or over the folder of `embedded:///folder`; one object a process.

    Raises ImproperlyConfigured for any other address.
    """
    if url == URL:
        return _engine(Path(settings.SEARCH_INDEX_DIR))
    if not url.startswith(f"{URL}///") or url == f"{URL}///":
        message = f"SEARCH_URL is {url!r}: write {URL!r}, or '{URL}///folder' for an index in another folder."
        raise ImproperlyConfigured(message)
    return _engine(Path(url.removeprefix(f"{URL}//")))


@lru_cache(maxsize=4)
def _engine(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder)

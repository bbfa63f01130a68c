"""The engine that SEARCH_URL names, and what answers in its stead while it is away."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.engines.fallback import WithSpare
from search.engines.plain import PlainEngine

if TYPE_CHECKING:
    from search.engines.base import Engine

EMBEDDED = "embedded:"
_CLUSTER = "search.engines.cluster.engine_at"
# What makes the engine of an address, by the scheme of the address.
ENGINES = {
    "embedded": "search.engines.embedded.engine_at",
    "elasticsearch": _CLUSTER,
    "elasticsearch+https": _CLUSTER,
    "opensearch": _CLUSTER,
    "opensearch+https": _CLUSTER,
}
# SEARCH_FALLBACK: what answers while a cluster does not.
SPARES = ("database", "embedded", "none")


def current_engine() -> Engine:
    """The engine in use, one object a process. Raises ImproperlyConfigured when SEARCH_URL names none."""
    return _engine(settings.SEARCH_URL or EMBEDDED, settings.SEARCH_FALLBACK, Path(settings.SEARCH_INDEX_DIR))


@lru_cache(maxsize=16)
def _engine(url: str, spare: str, folder: Path) -> Engine:
    scheme, colon, _rest = url.partition(":")
    if not colon or scheme not in ENGINES:
        # What follows may hold a password.
        message = (
            f"SEARCH_URL begins with {scheme[:20]!r}: set it to 'embedded:', the search engine that needs no server, or "
            "to a cluster: elasticsearch://host:9200/prefix, opensearch://host:9200/prefix."
        )
        raise ImproperlyConfigured(message)
    engine = cast("Engine", import_string(ENGINES[scheme])(url))
    if scheme == "embedded" or spare == "none":
        return engine
    copy = cast("Engine", import_string(ENGINES["embedded"])(EMBEDDED)) if spare == "embedded" else None
    return WithSpare(engine, PlainEngine(), copy=copy)

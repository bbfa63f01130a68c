"""The engine that SEARCH_URL names, and what answers in its stead while it is away."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.engines.fallback import Copy, WithSpare
from search.engines.plain import PlainEngine

if TYPE_CHECKING:
    from search.engines.base import Engine, SharedEngine

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


def current_engine() -> Engine:
    """The engine in use, one object a process. Raises ImproperlyConfigured when SEARCH_URL names none."""
    url = settings.SEARCH_URL or EMBEDDED
    scheme, colon, _rest = url.partition(":")
    if not colon or scheme not in ENGINES:
        # What follows may hold a password.
        message = (
            f"SEARCH_URL begins with {scheme[:20]!r}: set it to 'embedded:', the search engine that needs no server, "
            "or to a cluster: elasticsearch://host:9200/prefix, opensearch://host:9200/prefix."
        )
        raise ImproperlyConfigured(message)
    if f"{scheme}:" == EMBEDDED or settings.SEARCH_FALLBACK == "none":
        return _made(scheme, url)
    folder = Path(settings.SEARCH_INDEX_DIR) if settings.SEARCH_FALLBACK == "embedded" else None
    return _with_spare(scheme, url, folder)


@lru_cache(maxsize=8)
def _with_spare(scheme: str, url: str, folder: Path | None) -> Engine:
    copy = Copy(_made("embedded", f"{EMBEDDED}//{folder.absolute()}"), folder) if folder else None
    return WithSpare(cast("SharedEngine", _made(scheme, url)), PlainEngine(), copy=copy)


def _made(scheme: str, url: str) -> Engine:
    return cast("Engine", import_string(ENGINES[scheme])(url))

"""The engine that SEARCH_URL names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from search.engines.base import Engine

# What makes the engine of an address, by the scheme of the address.
ENGINES = {
    "embedded": "search.engines.embedded.engine_at",
    "elasticsearch": "search.engines.cluster.engine_at",
    "elasticsearch+https": "search.engines.cluster.engine_at",
    "opensearch": "search.engines.cluster.engine_at",
    "opensearch+https": "search.engines.cluster.engine_at",
}


def current_engine() -> Engine:
    """The engine in use, one object a process. Raises ImproperlyConfigured when SEARCH_URL names none."""
    url = settings.SEARCH_URL
    scheme, colon, _rest = url.partition(":")
    if not colon or scheme not in ENGINES:
        message = f"SEARCH_URL is {url!r}: set it to 'embedded:', the search engine that needs no server."
        raise ImproperlyConfigured(message)
    engine: Engine = import_string(ENGINES[scheme])(url)
    return engine

"""The generation of the public pages: a mark that changes whenever anything public may have changed.

What is kept between requests carries the mark in its key, so one change forgets it all; nothing has to list which page
shows what. Who changes the mark, and when, is decided on the top floor.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core.cache import caches

if TYPE_CHECKING:
    from django.core.cache.backends.base import BaseCache

KEY = "public-generation"


def pages() -> BaseCache:
    """What readers' pages are kept in; the counters of attempts have a cache of their own."""
    return caches["pages"]


def current_generation() -> str:
    """The mark of now; made on first use and after the cache was emptied."""
    generation = pages().get(KEY)
    if generation is None:
        generation = uuid.uuid4().hex
        pages().set(KEY, generation, None)
    return str(generation)


def forget_pages() -> None:
    """Everything kept is stale from now on."""
    pages().set(KEY, uuid.uuid4().hex, None)

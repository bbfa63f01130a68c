"""The generation of the public pages: a mark that changes whenever anything public may have changed.

What is kept between requests carries the mark in its key, so one change forgets it all; nothing has to list which page
shows what. Who changes the mark, and when, is decided on the top floor.
"""

from __future__ import annotations

import uuid

from django.core.cache import cache

KEY = "public-generation"


def current_generation() -> str:
    """The mark of now; made on first use and after the cache was emptied."""
    generation = cache.get(KEY)
    if generation is None:
        generation = uuid.uuid4().hex
        cache.set(KEY, generation, None)
    return str(generation)


def forget_pages() -> None:
    """Everything kept is stale from now on."""
    cache.set(KEY, uuid.uuid4().hex, None)

"""Whether visitors can search, for whoever watches over the site."""

from __future__ import annotations

from search.engines.base import EngineUnavailable
from search.engines.choice import current_engine


def state() -> str:
    """`ok`, or `missing` while there is no index to read."""
    try:
        current_engine().check()
    except EngineUnavailable:
        return "missing"
    return "ok"

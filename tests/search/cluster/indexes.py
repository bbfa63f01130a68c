"""What tests do to the index of a cluster and ask of it."""

from __future__ import annotations

from typing import Any

from search.enrich import enriched
from search.query import SearchQuery


def fill(engine: Any, *documents: Any, progress: Any = lambda _count: None) -> Any:
    with engine.writer(-1):
        return engine.rebuild(enriched(documents), progress=progress)


def save(engine: Any, *documents: Any, removed: Any = ()) -> Any:
    with engine.writer(-1):
        return engine.change(saved=enriched(documents), removed=removed)


def pks(engine: Any, **query: Any) -> list[str]:
    return [hit.document.pk for hit in engine.search(SearchQuery(**query), facets=()).hits]


def names(engine: Any) -> list[str]:
    """Of all indices of the site."""
    return sorted(engine.connection.send("GET", f"/{engine.connection.address.prefix}-items-*/_alias", seconds=10))

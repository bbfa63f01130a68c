"""The two questions that pages and the API ask. They never fail because of the index."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from search import recovery
from search.engines.base import EngineAnswer, EngineUnavailable, IndexMissing
from search.engines.choice import current_engine
from search.facets import facet_names, labels_of
from search.results import Choice, SearchResult, Suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.query import SearchQuery

logger = logging.getLogger(__name__)

SHORTEST_PREFIX = 2
MOST_SUGGESTIONS = 8


def find(query: SearchQuery, *, facets: Sequence[str] | None = None) -> SearchResult:
    """Answer a question. Without an index the answer is empty, says so (`ready` False), and the index is made again.

    `facets` names those to count; all of them unless told.
    """
    start = time.perf_counter()
    engine = current_engine()
    names = facet_names() if facets is None else tuple(facets)
    try:
        found, ready = engine.search(query, facets=names, language=get_language() or ""), True
    except EngineUnavailable as error:
        _report(error)
        found, ready = EngineAnswer(), False
    return SearchResult(
        query=query,
        hits=found.hits,
        total=found.total,
        facets={name: _values(name, found.counts.get(name, {}), query) for name in names},
        suggestion=found.suggestion,
        relaxed=found.relaxed,
        corrected=found.corrected,
        ready=ready,
        engine=engine.name,
        took_ms=round((time.perf_counter() - start) * 1000, 1),
    )


def suggest(text: str, *, limit: int = MOST_SUGGESTIONS) -> tuple[Suggestion, ...]:
    """Titles for what is being typed; none for less than two letters or without an index."""
    text = text.strip()[:100]
    if len(text) < SHORTEST_PREFIX:
        return ()
    try:
        return current_engine().suggest(text, limit=limit)
    except EngineUnavailable as error:
        _report(error)
        return ()


def _report(error: EngineUnavailable) -> None:
    if isinstance(error, IndexMissing):
        recovery.report(error)
    else:
        logger.error("Visitors cannot search. %s", error)


def _values(name: str, counts: Mapping[str, int], query: SearchQuery) -> tuple[Choice, ...]:
    """The values of a facet: those of a scale in its order, the others by count; chosen ones always show."""
    chosen = query.values(name)
    keys = list(dict.fromkeys([*counts, *chosen]))
    labels = labels_of(name, keys)
    values = [Choice(key, labels[key], counts.get(key, 0), key in chosen) for key in keys]
    if name == "duration":
        return tuple(sorted(values, key=lambda value: int(value.key)))
    return tuple(sorted(values, key=lambda value: (-value.count, value.label)))

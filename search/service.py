"""The two questions that pages and the API ask. They never fail because of the index."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from search import recovery, registry
from search.engines.base import EngineAnswer, EngineUnavailable, IndexMissing
from search.engines.choice import current_engine
from search.results import Choice, SearchResult, Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.facets.kinds import Facet
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
    counted = {name: facet for name, facet in registry.facets().items() if facets is None or name in facets}
    try:
        answer, ready = engine.search(query, facets=tuple(counted), language=get_language() or ""), True
        if answer.trouble:
            _report(answer.trouble)
    except EngineUnavailable as error:
        _report(error)
        answer, ready = EngineAnswer(), False
    return SearchResult(
        query=query,
        hits=answer.hits,
        total=answer.total,
        facets={name: _choices(facet, answer, query.values(name)) for name, facet in counted.items()},
        suggestion=answer.suggestion,
        relaxed=answer.relaxed,
        corrected=answer.corrected,
        days=answer.days,
        on_no_day=answer.on_no_day,
        ready=ready,
        is_simpler=answer.is_simpler,
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


def _choices(facet: Facet, answer: EngineAnswer, chosen: Sequence[str]) -> tuple[Choice, ...]:
    """The values of a facet; chosen ones always show, a single one that is not counted with what was found."""
    counts = answer.counts.get(facet.name, {})
    keys = list(dict.fromkeys([*counts, *chosen]))
    labels = facet.labels_of(keys) if keys else {}
    uncounted = answer.total if facet.is_chosen_alone() else 0
    choices = [Choice(key, labels.get(key, key), counts.get(key, uncounted), key in chosen) for key in keys]
    return tuple(facet.in_order(choices))

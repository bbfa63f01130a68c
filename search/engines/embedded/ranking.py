"""The best items of a question, in order, without scoring more of them than can be among the best.

Scores are compared to the hundredth: sums of the same numbers added in another order differ by less. Of equals, those
of most `search.engines.order.recency` come first.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tantivy import Query, Searcher

    from search.engines.embedded.compile import Compiled

STEPS = 100
# How many more than the page are asked for, so that equals of its last one seldom need another look.
MORE = 12


def step_of(score: float) -> int:
    return round(score * STEPS)


def ranked(
    searcher: Searcher, asked: Compiled, chosen: Sequence[Query], hidden: Sequence[Query], places: range
) -> list[Any]:
    """The addresses of what stands at these places.

    Words in titles weigh the most. When as many items as are asked for have some in theirs, and score more than any
    other can, those alone are scored.
    """
    for within, bound in asked.candidates(searcher):
        scored = asked.scored(chosen, hidden, within=within)
        if (best := _best(searcher, scored, places, above=step_of(bound))) is not None:
            return best
    return _best(searcher, asked.scored(chosen, hidden), places) or []


def _best(searcher: Searcher, scored: Query, places: range, *, above: int | None = None) -> list[Any] | None:
    """None when the last of them does not score more than `above`."""
    limit = places.stop + MORE
    while True:
        answer: Any = searcher.search(scored, limit=limit, count=False)
        hits = [(step_of(score), address) for score, address in answer.hits]
        if above is not None and (len(hits) < places.stop or hits[places.stop - 1][0] <= above):
            return None
        # Of equals those that were left out may come before those that are there.
        if len(hits) < limit or hits[-1][0] < hits[places.stop - 1][0]:
            break
        limit *= 8
    recencies = searcher.fast_field_values("newest", [address for _step, address in hits])
    inside = sorted(zip(hits, recencies, strict=True), key=lambda hit: (-hit[0][0], -int(hit[1] or 0)))
    return [address for (_step, address), _recency in islice(inside, places.start, places.stop)]

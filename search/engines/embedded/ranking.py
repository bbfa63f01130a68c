"""The best items of a question, in order, without scoring more of them than can be among the best.

Scores are compared to the hundredth: sums of the same numbers added in another order differ by less. Of equals, those
of most `search.engines.order.recency` come first.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tantivy import FieldType, Occur, Query

from search.engines.embedded.schema import facets_signature, schema_of
from search.engines.order import LAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tantivy import Searcher

    from search.engines.embedded.compile import Compiled

STEPS = 100
# How many more than the page are asked for, so that equals of its last one seldom need another look.
MORE = 12
# Among fewer items all that match are scored at once: a bound that does not hold costs as much as it would save.
MANY_ITEMS = 50_000
# Of more equals than these the most recent are looked for among the most recent items, so many at a time.
MOST_EQUALS, WINDOW = 2_000, 1_000


def step_of(score: float) -> int:
    return round(score * STEPS)


def ranked(
    searcher: Searcher, asked: Compiled, chosen: Sequence[Query], hidden: Sequence[Query], places: range
) -> list[Any]:
    """The addresses of what stands at these places.

    Words in titles weigh the most. When as many items as are asked for have some in theirs, and score more than any
    other can, those alone are scored.
    """
    for candidates in asked.candidates(searcher) if searcher.num_docs >= MANY_ITEMS else ():
        scored = candidates.asked.scored(chosen, hidden, within=candidates.within)
        matched = asked.matched([*chosen, candidates.within], hidden)
        if (best := _best(searcher, scored, matched, places, bounds=candidates.bounds())) is not None:
            return best
    return _best(searcher, asked.scored(chosen, hidden), asked.matched(chosen, hidden), places) or []


def _best(
    searcher: Searcher, scored: Query, matched: Query, places: range, *, bounds: Iterator[float] | None = None
) -> list[Any] | None:  # fmt: skip
    """None when the last of them does not score more than any of `bounds`."""
    for limit in (places.stop + MORE, places.stop + MOST_EQUALS):
        hits = _hits(searcher, scored, limit)
        if bounds is not None and not _is_above(hits[places.stop - 1 : places.stop], bounds):
            return None
        bounds = None
        # Of equals those that were left out may come before those that are there.
        if len(hits) < limit or hits[-1].step < hits[places.stop - 1].step:
            break
    else:
        last = hits[places.stop - 1].step
        better = [hit for hit in hits if hit.step > last]
        hits = [*better, *islice(_equals(searcher, scored, matched, last), places.stop - len(better))]
    return [hit.address for hit in sorted(hits, key=_place)[places.start : places.stop]]


def _is_above(last: Sequence[_Hit], bounds: Iterator[float]) -> bool:
    return bool(last) and any(last[0].step > step_of(bound) for bound in bounds)


class _Hit(NamedTuple):
    step: int
    recency: int
    address: Any


def _hits(searcher: Searcher, scored: Query, limit: int) -> list[_Hit]:
    """The best, in the order of tantivy."""
    answer: Any = searcher.search(scored, limit=limit, count=False)
    recencies = searcher.fast_field_values("newest", [address for _score, address in answer.hits])
    return [
        _Hit(step_of(score), int(recency or 0), address)
        for (score, address), recency in zip(answer.hits, recencies, strict=True)
    ]


def _place(hit: _Hit) -> tuple[int, int]:
    return -hit.step, -hit.recency


def _equals(searcher: Searcher, scored: Query, matched: Query, step: int) -> Iterator[_Hit]:
    """All that score the same, the most recent first."""
    newest: int | None = LAST
    while newest is not None:
        answer: Any = searcher.search(
            _recent(matched, None, newest), limit=WINDOW, count=False, order_by_field="newest"
        )
        if not answer.hits:
            return
        oldest = answer.hits[-1][0]
        window = _hits(searcher, _recent(scored, oldest, newest), limit=WINDOW + MORE)
        yield from sorted((hit for hit in window if hit.step == step), key=_place)
        newest = oldest - 1 if len(answer.hits) == WINDOW and oldest else None


def _recent(query: Query, oldest: int | None, newest: int) -> Query:
    schema = schema_of(facets_signature())
    recency = Query.range_query(schema, "newest", FieldType.Integer, lower_bound=oldest, upper_bound=newest)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(recency, 0.0))])

"""Filters and counts of the facets of one question."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from tantivy import FieldType, Query, Schema

from search import registry
from search.engines.embedded.clauses import every, some
from search.engines.embedded.schema import (
    counted_key,
    days_field,
    is_combined,
    number_field,
    read_combination,
)
from search.facets import values
from search.facets.kinds import NumberAtMost, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tantivy import Searcher

    from search.engines.embedded.compile import Compiled
    from search.engines.embedded.versions import Versions
    from search.facets.kinds import Facet
    from search.query import SearchQuery

MOST_VALUES = 500
# Different keys of one facet among what is found, beyond which rare ones are left out.
MOST_KEYS = 20_000
# From about this part of all items on, reading the items of every key costs less than the keys of every item found.
SHARE_BY_KEY = 0.1
COMBINATION = "="  # no facet is named so


class Counted(NamedTuple):
    """How many items there are, and how many of them carry each key of each facet."""

    total: int
    counts: dict[str, dict[str, int]]


class Facets:
    """What one question chooses, as queries of one schema."""

    def __init__(self, schema: Schema, query: SearchQuery) -> None:
        self._schema = schema
        self._facets = registry.facets()
        self._keys = {name: keys for name, keys in query.filters.items() if keys and name in self._facets}
        self._filters = {name: self._filter(self._facets[name], keys) for name, keys in self._keys.items()}

    def chosen(self, *, but: str = "") -> list[Query]:
        """What was chosen in every facet, or in every one but one."""
        return [query for name, query in self._filters.items() if name != but]

    def together(self, asked: Compiled, hidden: Sequence[Query], searcher: Searcher, names: Sequence[str]) -> Counted:
        """The number of items found, and the counts of those of these facets that are not counted apart, of what is not
        `hidden`.
        """
        facets = [self._facets[name] for name in names if name not in self._apart(names, hidden)]
        return Counter(searcher).count_all(asked.matched(self.chosen(), hidden), facets)

    def apart(
        self, asked: Compiled, hidden: Sequence[Query], versions: Versions, names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        """The counts of the others of these facets.

        A facet with a choice is counted as if it had none, so that its other values stay choosable. Each work counts
        once, as in the results, but for what chooses between versions.
        """
        searcher = versions.searcher
        counts = {}
        for name in self._apart(names, hidden):
            chosen = self.chosen(but=name)
            matched = asked.matched(chosen)
            if not self._facets[name].counts_versions and (worse := versions.hidden(matched)):
                matched = asked.matched(chosen, worse)
            share = asked.share() * self._share(searcher, but=name)
            counts[name] = Counter(searcher).count_one(matched, name, share)
        return counts

    def _apart(self, names: Sequence[str], hidden: Sequence[Query]) -> list[str]:
        return [name for name in names if self._is_counted_apart(self._facets[name], hidden)]

    def _share(self, searcher: Searcher, *, but: str) -> float:
        """About which part of all items have what was chosen."""
        items = max(1, searcher.num_docs)
        keys = {name: keys for name, keys in self._keys.items() if name != but}
        having = (sum(searcher.doc_freq(f"facets.{name}", key) for key in keys[name]) for name in keys)
        # Of numbers and days the index does not tell how many have them.
        return math.prod(min(1.0, count / items) if count else 1.0 for count in having)

    def _is_counted_apart(self, facet: Facet, hidden: Sequence[Query]) -> bool:
        return (facet.counts_versions and bool(hidden)) or (facet.name in self._filters and not facet.adds_up)

    def _filter(self, facet: Facet, keys: Sequence[str]) -> Query:
        if isinstance(facet, NumberAtMost):
            return self._range(number_field(facet.name), None, int(keys[0]))
        if isinstance(facet, Period):
            first, last = (day.toordinal() if day else None for day in values.bounds(keys[0]))
            return self._range(days_field(facet.name), first, last)
        terms = [Query.term_query(self._schema, f"facets.{facet.name}", key, "basic") for key in keys]
        return every(terms) if facet.adds_up else some(terms)

    def _range(self, field: str, least: int | None, most: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Integer, lower_bound=least, upper_bound=most)


class Counter:
    """Counts keys of facets in what a query finds."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def count_all(self, query: Query, facets: Sequence[Facet]) -> Counted:
        alone = [facet.name for facet in facets if not is_combined(facet)]
        columns = {COMBINATION: "combination", **{name: f"facets.{name}" for name in alone}}
        answer = self._searcher.aggregate(query, {name: _terms(column) for name, column in columns.items()})
        combinations = _buckets(answer[COMBINATION])
        counts: dict[str, dict[str, int]] = {name: _buckets(answer[name]) for name in alone}
        counts |= {facet.name: {} for facet in facets if is_combined(facet)}
        for combination, count in combinations.items():
            for name, key in read_combination(combination):
                if (keys := counts.get(name)) is not None:
                    keys[key] = keys.get(key, 0) + count
        total = sum(combinations.values()) + answer[COMBINATION].get("sum_other_doc_count", 0)
        return Counted(total, {name: _commonest(keys) for name, keys in counts.items()})

    def count_one(self, query: Query, name: str, share: float) -> dict[str, int]:
        """The keys of one facet, where the query finds about a `share` of all items: reading the keys of each item that
        is found, or the items of each key that there is, whichever are fewer.
        """
        if share > SHARE_BY_KEY:
            prefix = counted_key(name, "")
            counted = self._searcher.terms_with_prefix("counted", prefix, query)
            return _commonest({term.removeprefix(prefix): count for term, count in counted if count})
        return _commonest(_buckets(self._searcher.aggregate(query, {name: _terms(f"facets.{name}")})[name]))


def _terms(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": MOST_KEYS, "segment_size": MOST_KEYS}}


def _buckets(answer: dict[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}


def _commonest(counts: dict[str, int]) -> dict[str, int]:
    """Those of most items; of equals the first in the order of letters."""
    ordered = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return dict(ordered[:MOST_VALUES])

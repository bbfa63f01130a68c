"""Filters and counts of the facets of one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Query, Schema

from search import registry
from search.engines.embedded.schema import days_field, number_field
from search.facets import values
from search.facets.kinds import NumberAtMost, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tantivy import Searcher

    from search.engines.embedded.versions import Versions
    from search.facets.kinds import Facet
    from search.query import SearchQuery

MOST_VALUES = 500


class Facets:
    """What one question chooses, as queries of one schema."""

    def __init__(self, schema: Schema, query: SearchQuery) -> None:
        self._schema = schema
        self._facets = registry.facets()
        chosen = {name: keys for name, keys in query.filters.items() if keys and name in self._facets}
        self._filters = {name: self._filter(self._facets[name], keys) for name, keys in chosen.items()}

    def narrowed(self, query: Query, *, but: str = "") -> Query:
        """The query among what was chosen in every facet, or in every one but one."""
        chosen = [(Occur.Must, Query.const_score_query(f, 0.0)) for name, f in self._filters.items() if name != but]
        return Query.boolean_query([(Occur.Must, query), *chosen]) if chosen else query

    def counts(
        self, versions: Versions, query: Query, narrowed: Query, names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        """A facet with a choice is counted as if it had none, so that its other values stay choosable.

        Each work counts once, as in the results, but for what chooses between versions.
        """
        apart = [name for name in names if self._is_counted_apart(self._facets[name])]
        together = [name for name in names if name not in apart]
        counts = _aggregate(versions.searcher, narrowed, together)
        for name in apart:
            others = self.narrowed(query, but=name)
            counted = others if self._facets[name].counts_versions else versions.one_each(others)
            counts |= _aggregate(versions.searcher, counted, [name])
        return {name: counts[name] for name in names}

    def _is_counted_apart(self, facet: Facet) -> bool:
        return facet.counts_versions or (facet.name in self._filters and not facet.adds_up)

    def _filter(self, facet: Facet, keys: Sequence[str]) -> Query:
        if isinstance(facet, NumberAtMost):
            return self._range(number_field(facet.name), None, int(keys[0]))
        if isinstance(facet, Period):
            first, last = (day.toordinal() if day else None for day in values.bounds(keys[0]))
            return self._range(days_field(facet.name), first, last)
        terms = [Query.term_query(self._schema, f"facets.{facet.name}", key, "basic") for key in keys]
        occur = Occur.Must if facet.adds_up else Occur.Should
        return Query.boolean_query([(occur, term) for term in terms])

    def _range(self, field: str, least: int | None, most: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Integer, lower_bound=least, upper_bound=most)


def _aggregate(searcher: Searcher, query: Query, names: Sequence[str]) -> dict[str, dict[str, int]]:
    if not names:
        return {}
    aggregations = {name: {"terms": {"field": f"facets.{name}", "size": MOST_VALUES}} for name in names}
    answer = searcher.aggregate(query, aggregations)
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in names}

"""Filters of one question, and the counts of its facets as aggregations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elasticsearch.dsl import A, Q

from search import registry
from search.engines.cluster.compile import term
from search.engines.cluster.mapping import days_field, facet_field, number_field
from search.facets import values
from search.facets.kinds import NumberAtMost, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from elasticsearch.dsl.query import Query

    from search.facets.kinds import Facet
    from search.query import SearchQuery

MOST_VALUES = 500
# Of each part of an index: what is asked of all of them is then exact.
MOST_VALUES_A_SHARD = 10_000


class Facets:
    """What one question chooses."""

    def __init__(self, query: SearchQuery) -> None:
        self._facets = registry.facets()
        chosen = {name: keys for name, keys in query.filters.items() if keys and name in self._facets}
        self._filters = {name: self._filter(self._facets[name], keys) for name, keys in chosen.items()}

    def narrowed(self, query: Query, *, but: str = "") -> Query:
        """The query among what was chosen in every facet, or in every one but one. Choices weigh nothing."""
        chosen = [filter_ for name, filter_ in self._filters.items() if name != but]
        return Q("bool", must=[query], filter=chosen) if chosen else query

    def apart(self, names: Sequence[str]) -> list[str]:
        """Those that are counted as if they had no choice, so that their other values stay choosable."""
        return [name for name in names if self._is_counted_apart(self._facets[name])]

    def counts_versions(self, name: str) -> bool:
        return self._facets[name].counts_versions

    def _is_counted_apart(self, facet: Facet) -> bool:
        return facet.counts_versions or (facet.name in self._filters and not facet.adds_up)

    @staticmethod
    def _filter(facet: Facet, keys: Sequence[str]) -> Query:
        if isinstance(facet, NumberAtMost):
            return Q("range", **{number_field(facet.name): {"lte": int(keys[0])}})
        if isinstance(facet, Period):
            first, last = (day.toordinal() if day else None for day in values.bounds(keys[0]))
            ends = {"gte": first, "lte": last}
            return Q("range", **{days_field(facet.name): {end: day for end, day in ends.items() if day is not None}})
        field = facet_field(facet.name)
        if facet.adds_up:
            return Q("bool", filter=[term(field, key) for key in keys])
        return Q("terms", **{field: list(keys)})


def aggregations(names: Iterable[str]) -> dict[str, Any]:
    return {
        name: A("terms", field=facet_field(name), size=MOST_VALUES, shard_size=MOST_VALUES_A_SHARD).to_dict()
        for name in names
    }


def counted(answer: Any, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """The counts in an answer, by facet and key."""
    found = answer.get("aggregations", {})
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]} for name in names}

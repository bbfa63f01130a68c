"""A question as a tree of clauses: what an item must have to match, and what each part adds to its score.

One tree gives the query that scores, the query that only says which items match, and a bound of the score.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from tantivy import Occur, Query, Schema, Searcher

from search.engines.embedded.schema import EVERY
from search.understanding.weights import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Of tantivy's BM25: no number of occurrences counts more than k1 + 1 times the rarity of the word.
K1 = 1.2
TITLE_FIELDS = frozenset({"title", "title_words"})
# Words of all fields: some megabytes.
MOST_REMEMBERED = 20_000
Key = tuple[object, ...]
# Words of titles, by field.
Titles = Collection[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Among:
    """What words are looked for in: all items, or those of `within`, which have some words in their title. `chosen` is
    what all of them must match beside.
    """

    schema: Schema
    within: Query | None = None
    chosen: tuple[Query, ...] = ()

    def term(self, query: Query, field: str) -> Query:
        """A word looked up only in these items: a union reads all that its clauses have, wherever it is asked to go."""
        if self.within is None or field in TITLE_FIELDS:
            return query
        return every([unscored(self.within), query])

    def row(self, query: Query, field: str) -> Query:
        """Words in a row, compared last, in items that match everything else: going to the next item that has the row
        compares all on the way.
        """
        limits = [unscored(query) for query in (self.within, *self.chosen) if query is not None]
        if not limits or field in TITLE_FIELDS:
            return query
        # An intersection leads by two of its clauses, and asks the others about single items.
        return every([*limits, *limits, query] if len(limits) == 1 else [*limits, query])


class Statistics:
    """How many items of one view of the index have words, and what these may add to a score, by tantivy's BM25. It
    remembers what it was asked: threads may share it.
    """

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._documents = searcher.doc_freq("anywhere", EVERY)
        self._having: dict[tuple[str, str], int] = {}
        self._most: dict[tuple[str, str], float] = {}

    def having(self, field: str, word: str) -> int:
        """How many items have a word, those counted too that were changed or removed since."""
        having = self._having.get((field, word))
        if having is None:
            having = self._searcher.doc_freq(field, word)
            _remember(self._having, (field, word), having)
        return having

    def share(self, field: str, word: str) -> float:
        """Which part of all items has a word."""
        return self.having(field, word) / max(1, self._documents)

    def rarity(self, field: str, word: str) -> float:
        """The inverse document frequency; 0 of a word that nothing has."""
        having = self.having(field, word)
        return math.log1p((self._documents - having + 0.5) / (having + 0.5)) if having else 0.0

    def most(self, field: str, word: str) -> float:
        """The most that a word adds to any item."""
        most = self._most.get((field, word))
        if most is None:
            term = Query.term_query(self._schema, field, word, "freq")
            answer: Any = self._searcher.search(term, limit=1, count=False)
            most = float(answer.hits[0][0]) if answer.hits else 0.0
            _remember(self._most, (field, word), most)
        return most


@dataclass(frozen=True, slots=True)
class Bounds:
    """What words add to a score at most: exactly that, or of what are not titles, which are short lists, no more than a
    bound that costs nothing.
    """

    statistics: Statistics
    exact: bool

    def most(self, field: str, word: str) -> float:
        if self.exact or field in TITLE_FIELDS:
            return self.statistics.most(field, word)
        return (K1 + 1) * self.statistics.rarity(field, word)


def _remember(known: dict[tuple[str, str], Any], word: tuple[str, str], value: float) -> None:
    if len(known) >= MOST_REMEMBERED:
        known.clear()
    known[word] = value


class Clause(Protocol):
    def scored(self, among: Among) -> Query:
        """What matches, with its score."""

    def matched(self, schema: Schema) -> Query:
        """What matches, by as few lists of the index as can be."""

    def key(self) -> Key:
        """Equal for clauses that match the same items."""

    def share(self, statistics: Statistics) -> float:
        """About which part of all items match, from 0 to 1."""

    def most(self, bounds: Bounds, titles: Titles) -> float:
        """The most that it adds to the score of an item that has none of these words in its title."""


@dataclass(frozen=True, slots=True)
class Term:
    field: str
    word: str
    boost: float = 1.0

    def scored(self, among: Among) -> Query:
        term = Query.term_query(among.schema, self.field, self.word, "freq")
        return boosted(among.term(term, self.field), self.boost)

    def matched(self, schema: Schema) -> Query:
        return Query.term_query(schema, *self.key(), "basic")  # type: ignore[call-arg, arg-type]

    def key(self) -> Key:
        return ("anywhere" if self.field in FIELDS else self.field, self.word)

    def share(self, statistics: Statistics) -> float:
        return statistics.share(self.field, self.word)

    def most(self, bounds: Bounds, titles: Titles) -> float:
        if (self.field, self.word) in titles:
            return 0.0
        return self.boost * bounds.most(self.field, self.word)


@dataclass(frozen=True, slots=True)
class Row:
    """Words in a row, with at most `slop` others between them."""

    field: str
    words: tuple[str, ...]
    boost: float = 1.0
    slop: int = 0

    def scored(self, among: Among) -> Query:
        return boosted(among.row(self.matched(among.schema), self.field), self.boost)

    def matched(self, schema: Schema) -> Query:
        if len(self.words) == 1:
            return Query.term_query(schema, self.field, self.words[0], "freq")
        return Query.phrase_query(schema, self.field, list(self.words), self.slop)

    def key(self) -> Key:
        return (self.field, self.words, self.slop)

    def share(self, statistics: Statistics) -> float:
        return min(statistics.share(self.field, word) for word in self.words)

    def most(self, bounds: Bounds, titles: Titles) -> float:
        if any((self.field, word) in titles for word in self.words):
            return 0.0
        rarities = [bounds.statistics.rarity(self.field, word) for word in self.words]
        return self.boost * (K1 + 1) * sum(rarities) if all(rarities) else 0.0


@dataclass(frozen=True, slots=True)
class Constant:
    """What matches any of some queries, all with one score. `name` tells it from others."""

    name: Key
    queries: tuple[Query, ...]
    score: float

    def scored(self, among: Among) -> Query:
        return Query.const_score_query(self.matched(among.schema), self.score)

    def matched(self, schema: Schema) -> Query:  # noqa: ARG002 -- as clauses do
        return some(self.queries)

    def key(self) -> Key:
        return self.name

    def share(self, statistics: Statistics) -> float:  # noqa: ARG002 -- as clauses do
        return 1.0

    def most(self, bounds: Bounds, titles: Titles) -> float:  # noqa: ARG002 -- as clauses do
        return self.score


@dataclass(frozen=True, slots=True)
class Best:
    """Any of some clauses: the best counts whole, the others for `tie_breaker`."""

    clauses: tuple[Clause, ...]
    tie_breaker: float | None = None
    boost: float = 1.0

    def scored(self, among: Among) -> Query:
        clauses = [clause.scored(among) for clause in self.clauses]
        return boosted(Query.disjunction_max_query(clauses, self.tie_breaker), self.boost)

    def matched(self, schema: Schema) -> Query:
        return any_of(self.clauses, schema)

    def key(self) -> Key:
        return ("best", *(clause.key() for clause in self.clauses))

    def share(self, statistics: Statistics) -> float:
        return min(1.0, sum(clause.share(statistics) for clause in self.clauses))

    def most(self, bounds: Bounds, titles: Titles) -> float:
        scores = [clause.most(bounds, titles) for clause in self.clauses]
        best = max(scores, default=0.0)
        return self.boost * (best + (self.tie_breaker or 0.0) * (sum(scores) - best))


@dataclass(frozen=True, slots=True)
class Every:
    """All of some clauses, or `least` of them."""

    clauses: tuple[Clause, ...]
    least: int = 0

    def scored(self, among: Among) -> Query:
        return self._all([clause.scored(among) for clause in self.clauses])

    def matched(self, schema: Schema) -> Query:
        if self.least == 1:
            return any_of(self.clauses, schema)
        return self._all([clause.matched(schema) for clause in self.clauses])

    def _all(self, queries: Sequence[Query]) -> Query:
        if not self.least:
            return every(queries)
        loose = [(Occur.Should, query) for query in queries]
        return Query.boolean_query(loose, minimum_number_should_match=self.least)

    def key(self) -> Key:
        return ("every", self.least, *(clause.key() for clause in self.clauses))

    def share(self, statistics: Statistics) -> float:
        shares = [clause.share(statistics) for clause in self.clauses]
        return min(1.0, sum(shares)) if self.least else math.prod(shares)

    def most(self, bounds: Bounds, titles: Titles) -> float:
        return sum(clause.most(bounds, titles) for clause in self.clauses)


def any_of(clauses: Sequence[Clause], schema: Schema) -> Query:
    """Which items match any, in one level: a union of lists is read much faster than one of unions."""
    different = {clause.key(): clause for clause in _alternatives(clauses)}
    return some([clause.matched(schema) for clause in different.values()])


def _alternatives(clauses: Sequence[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        if isinstance(clause, Best) or (isinstance(clause, Every) and clause.least == 1):
            yield from _alternatives(clause.clauses)
        else:
            yield clause


def boosted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def every(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def some(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])

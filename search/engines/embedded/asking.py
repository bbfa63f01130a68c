"""One search over one commit of the index: what is found, how much of it, and its best page."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from tantivy import Order

from search.engines.embedded.compile import Compiler
from search.engines.embedded.facets import Counted, Facets
from search.engines.embedded.ranking import ranked
from search.results import PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tantivy import Query, Schema, Searcher

    from search.engines.embedded.clauses import Statistics
    from search.engines.embedded.compile import Compiled
    from search.engines.embedded.versions import Versions
    from search.query import SearchQuery
    from search.understanding.question import Question

_ORDERS = {
    "newest": ("newest", Order.Desc),
    "title": ("sort_title", Order.Asc),
    "shortest": ("shortest", Order.Asc),
}
SEVERAL = 2


class Found(NamedTuple):
    """What one question finds under the filters; `hidden` are versions of works that a better one stands for."""

    asked: Compiled
    hidden: list[Query]


class Asking:
    """The questions that one search asks until one finds something: that one is answered, and was counted already."""

    def __init__(
        self, statistics: Statistics, schema: Schema, query: SearchQuery, versions: Versions, names: Sequence[str]
    ) -> None:
        self._searcher = versions.searcher
        self._query = query
        self._versions = versions
        self._names = names
        self._compiler = Compiler(schema, statistics)
        self._facets = Facets(schema, query)
        self._compiled: dict[Question, Compiled] = {}
        self._found: dict[Question, Found] = {}
        self._counted: dict[Question, Counted] = {}
        self._counting = Lock()

    def finds(self, question: Question, *, at_least: int = 1) -> bool:
        """Whether so many items answer, whatever the filters; versions of a work are counted each."""
        if at_least == 1 and question not in self._counted and self._has_in_titles(self._asked(question)):
            return True
        total = self._together(question).total
        if total >= at_least or not (total or self._facets.chosen()):
            return total >= at_least
        return has(self._searcher, self.found(question).asked.matched(), at_least=at_least)

    def _asked(self, question: Question) -> Compiled:
        if question not in self._compiled:
            self._compiled[question] = self._compiler.compile(question)
        return self._compiled[question]

    def _has_in_titles(self, asked: Compiled) -> bool:
        """Whether an item has all of several words, one of them in its title: told at once, and how many items there
        are is rarely asked then, since the rare words decide.
        """
        if len(asked.in_titles) < SEVERAL or not asked.share():
            return False
        return any(has(self._searcher, candidates.matched()) for candidates in asked.candidates(self._searcher))

    def found(self, question: Question) -> Found:
        if question not in self._found:
            asked = self._asked(question)
            hidden = self._versions.hidden(asked.matched(self._facets.chosen()))
            self._found[question] = Found(asked, hidden)
        return self._found[question]

    def _together(self, question: Question) -> Counted:
        with self._counting:
            if question not in self._counted:
                found = self.found(question)
                self._counted[question] = self._facets.together(found.asked, found.hidden, self._searcher, self._names)
            return self._counted[question]

    def counted(self, question: Question) -> Counted:
        """How many items there are, and the counts of all the facets asked for."""
        found, together = self.found(question), self._together(question)
        apart = self._facets.apart(found.asked, found.hidden, self._versions, self._names)
        return Counted(together.total, {name: {**together.counts, **apart}[name] for name in self._names})

    def page(self, question: Question) -> list[Any]:
        """The addresses of the page of the query."""
        found = self.found(question)
        first = (self._query.page - 1) * PAGE_SIZE
        # The library reserves room for every result up to the page asked for: never ask beyond the last.
        if first and first >= self._together(question).total:
            return []
        chosen = self._facets.chosen()
        # Without words nothing is more relevant than anything else: the newest come first.
        sort = "newest" if self._query.sort == "relevance" and not question.is_ranked else self._query.sort
        if sort not in _ORDERS:
            return ranked(self._searcher, found.asked, chosen, found.hidden, range(first, first + PAGE_SIZE))
        field, order = _ORDERS[sort]
        matched = found.asked.matched(chosen, found.hidden)
        answer: Any = self._searcher.search(
            matched, limit=PAGE_SIZE, offset=first, count=False, order_by_field=field, order=order
        )
        return [address for _, address in answer.hits]


def has(searcher: Searcher, query: Query, *, at_least: int = 1) -> bool:
    """Whether so many items match a query without scores."""
    answer: Any = searcher.search(query, limit=at_least, count=False, order_by_field="newest")
    return len(answer.hits) >= at_least

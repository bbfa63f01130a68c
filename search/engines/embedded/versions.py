"""The versions of one work in several languages: found together they are one result, in the language of the reader.

Whoever types words of another language finds the version that has them; it is hidden only where a better one for this
reader answers the same question, and that one leads to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tantivy import Occur, Query, Schema, Searcher

from search.engines.embedded.schema import ORIGINAL, TRANSLATION
from search.engines.stored import from_payload

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from search.documents import SearchDocument

# Works found in translation; beyond them, some are shown twice.
MOST_WORKS = 5_000
MOST_OTHERS = 100


@dataclass(frozen=True, slots=True)
class Versions:
    """Over one view of the index, for a reader of one language."""

    searcher: Searcher
    schema: Schema
    language: str

    def hidden(self, matched: Query) -> list[Query]:
        """Of the items that match, those that another of them says in a better language for this reader.

        That is the reader's own language, else the one that the work was written in. Two translations of a work that
        answers in neither are both shown.
        """
        if not self.searcher.doc_freq("version", TRANSLATION):
            return []
        # A work found in one version alone hides nothing: asking for translations leaves most of the pool out.
        works = self._works(_all(matched, self._translation))
        if not works:
            return []
        spoken = self._works(_all(matched, self._of(works), self._spoken))
        left = works - spoken
        written = self._works(_all(matched, self._of(left), self._original)) if left else set()
        better = [(self._of(spoken), self._spoken)] if spoken else []
        better += [(self._of(written), self._original)] if written else []
        return [_but(of_them, this) for of_them, this in better]

    def others(self, documents: Sequence[SearchDocument]) -> Mapping[str, tuple[SearchDocument, ...]]:
        """The other versions of these documents, by work, in the order of their languages."""
        works = {document.work for document in documents if document.work}
        shown = [document.id for document in documents]
        if not works:
            return {}
        query = _but(self._of(works), Query.term_set_query(self.schema, "id", shown))
        answer: Any = self.searcher.search(query, limit=MOST_OTHERS, count=False)
        others = [from_payload(self.searcher.doc(address)["payload"][0])[0] for _, address in answer.hits]
        others.sort(key=lambda document: (document.language, document.pk))
        return {work: tuple(document for document in others if document.work == work) for work in works}

    def _works(self, query: Query) -> set[str]:
        terms = {"field": "work", "size": MOST_WORKS}
        answer = self.searcher.aggregate(query, {"work": {"terms": terms}})
        return {bucket["key"] for bucket in answer["work"]["buckets"]}

    def _of(self, works: Collection[str]) -> Query:
        return Query.term_set_query(self.schema, "work", sorted(works))

    @property
    def _spoken(self) -> Query:
        return Query.term_query(self.schema, "language", self.language, "basic")

    @property
    def _original(self) -> Query:
        return Query.term_query(self.schema, "version", ORIGINAL, "basic")

    @property
    def _translation(self) -> Query:
        return Query.term_query(self.schema, "version", TRANSLATION, "basic")


def _all(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _but(query: Query, unwanted: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, unwanted)])

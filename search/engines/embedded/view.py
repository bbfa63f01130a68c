"""The index as the understanding asks it: see `search.understanding.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tantivy import Occur, Query, Schema, Searcher

from search.engines.embedded.compile import Compiler
from search.understanding.weights import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from search.understanding.lexicon import Lexicon
    from search.understanding.question import Question


class View:
    """One commit of the index. Asking it is cheap, so nothing is remembered but the lexicon."""

    def __init__(self, searcher: Searcher, schema: Schema, lexicon: Callable[[], Lexicon]) -> None:
        self._searcher = searcher
        self._schema = schema
        self._compiler = Compiler(schema)
        self.lexicon = lexicon

    def finds(self, question: Question) -> bool:
        return self._has(self._compiler.compile(question))

    def words_among(self, words: Collection[str]) -> set[str]:
        return {word for word in words if self._searcher.doc_freq("words", word)}

    def stems_among(self, stems: Collection[str]) -> set[str]:
        return {stem for stem in stems if any(self._searcher.doc_freq(name, stem) for name in FIELDS)}

    def frequencies(self, stems: Collection[str]) -> Mapping[str, int]:
        return {stem: self._count(stem) for stem in stems}

    def words_in(self, language: str, words: Collection[str]) -> set[str]:
        of_it = Query.term_query(self._schema, "language", language, "basic")
        return {word for word in words if self._has(_both(self._word(word), of_it))}

    def _word(self, word: str) -> Query:
        return Query.term_query(self._schema, "words", word, "basic")

    def _count(self, stem: str) -> int:
        counts = {name: self._searcher.doc_freq(name, stem) for name in FIELDS}
        having = [name for name, count in counts.items() if count]
        if len(having) < 2:  # noqa: PLR2004 -- a stem of one field needs no query
            return sum(counts.values())
        anywhere = [(Occur.Should, Query.term_query(self._schema, name, stem, "basic")) for name in having]
        answer: Any = self._searcher.search(Query.boolean_query(anywhere), limit=1)
        return int(answer.count)

    def _has(self, query: Query) -> bool:
        return bool(self._searcher.search(query, limit=1, count=False).hits)


def _both(one: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, one), (Occur.Must, other)])

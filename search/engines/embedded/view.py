"""The index as the understanding asks it: see `search.understanding.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import Occur, Query, Schema, Searcher

from search.engines.embedded.asking import has

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from search.understanding.lexicon import KnownWords
    from search.understanding.question import Question


class View:
    """One commit of the index. Asking it is cheap, so nothing is remembered but the lexicon."""

    def __init__(
        self,
        searcher: Searcher,
        schema: Schema,
        finds: Callable[..., bool],
        lexicon: Callable[[], KnownWords],
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._finds = finds
        self.lexicon = lexicon

    def finds(self, question: Question, *, at_least: int = 1) -> bool:
        return self._finds(question, at_least=at_least)

    def first_that_finds(self, questions: Sequence[Question]) -> Question | None:
        return next(filter(self._finds, questions), None)

    def words_among(self, words: Collection[str]) -> set[str]:
        return {word for word in words if self._searcher.doc_freq("words", word)}

    def stems_among(self, stems: Collection[str]) -> set[str]:
        return {stem for stem, count in self.frequencies(stems).items() if count}

    def frequencies(self, stems: Collection[str]) -> Mapping[str, int]:
        """The number of items that have a stem in any field of `weights.FIELDS`.

        As BM25 counts: one that was changed may count twice, one that was removed once, until its piece of the index is
        merged with others.
        """
        return {stem: self._searcher.doc_freq("anywhere", stem) for stem in stems}

    def words_in(self, language: str, words: Collection[str]) -> set[str]:
        of_it = Query.term_query(self._schema, "language", language, "basic")
        return {word for word in words if has(self._searcher, _both(self._word(word), of_it))}

    def _word(self, word: str) -> Query:
        return Query.term_query(self._schema, "words", word, "basic")


def _both(one: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, one), (Occur.Must, other)])

"""The index as the understanding asks it: see `search.understanding.view`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elasticsearch.dsl import Q

from search.engines.cluster.compile import compile_question, term
from search.engines.cluster.lexicon import ClusterLexicon
from search.understanding.units import plain_words
from search.understanding.weights import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from elasticsearch.dsl.query import Query

    from search.engines.cluster.session import Session
    from search.understanding.question import Question


class View:
    """One search, for the `words` that were typed. What was answered is remembered while it lasts.

    A question that many wordings are tried for is answered as it stands once half of its time is over.
    """

    def __init__(self, session: Session, words: str = "") -> None:
        self._session = session
        self._words = words
        self._found: dict[tuple[Question, int], bool] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._frequencies: dict[str, int] = {}
        self._lexicon: ClusterLexicon | None = None

    def finds(self, question: Question, *, at_least: int = 1) -> bool:
        asked = (question, at_least)
        if asked not in self._found:
            if self._found and self._session.is_late:
                return False
            (self._found[asked],) = self._any([compile_question(question)], at_least=at_least)
        return self._found[asked]

    def words_among(self, words: Collection[str]) -> set[str]:
        return self._among("words", words, {word: term("words", word) for word in words})

    def stems_among(self, stems: Collection[str]) -> set[str]:
        return self._among("stems", stems, {stem: _with_stem(stem) for stem in stems})

    def words_in(self, language: str, words: Collection[str]) -> set[str]:
        of_it = term("language", language)
        queries = {word: Q("bool", filter=[term("words", word), of_it]) for word in words}
        return self._among(f"in {language}", words, queries)

    def frequencies(self, stems: Collection[str]) -> Mapping[str, int]:
        unknown = sorted(set(stems).difference(self._frequencies))
        answers = self._session.searches([_counting(_with_stem(stem)) for stem in unknown])
        self._frequencies |= {stem: _total(answer) for stem, answer in zip(unknown, answers, strict=True)}
        return {stem: self._frequencies[stem] for stem in stems}

    def lexicon(self) -> ClusterLexicon:
        if self._lexicon is None:
            self._lexicon = ClusterLexicon(self._session, plain_words(self._words))
        return self._lexicon

    def _among(self, what: str, terms: Collection[str], queries: Mapping[str, Query]) -> set[str]:
        unknown = [one for one in dict.fromkeys(terms) if (what, one) not in self._counts]
        for one, found in zip(unknown, self._any([queries[one] for one in unknown]), strict=True):
            self._counts[what, one] = found
        return {one for one in terms if self._counts[what, one]}

    def _any(self, queries: Collection[Query], *, at_least: int = 1) -> list[bool]:
        answers = self._session.searches([_probe(query, at_least) for query in queries])
        return [_total(answer) >= at_least for answer in answers]


def _with_stem(stem: str) -> Query:
    return Q("bool", should=[term(name, stem) for name in FIELDS], minimum_should_match=1)


def _probe(query: Query, at_least: int) -> dict[str, Any]:
    return {**_counting(query), "terminate_after": at_least}


def _counting(query: Query) -> dict[str, Any]:
    return {"query": Q("bool", filter=[query]).to_dict(), "size": 0, "track_total_hits": True}


def _total(answer: Any) -> int:
    return int(answer["hits"]["total"]["value"])

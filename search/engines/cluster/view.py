"""The index as the understanding asks it: see `search.understanding.view`."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any

from elasticsearch.dsl import Q

from search.chunks import chunks
from search.engines.cluster.compile import compile_question, term
from search.engines.cluster.lexicon import ClusterLexicon
from search.understanding.units import plain_words
from search.understanding.weights import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from elasticsearch.dsl.query import Query

    from search.engines.cluster.session import Session
    from search.understanding.question import Question

# Searches of one request whose cost is little beside that of a second request.
MOST_APART = 40


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
        self._is_typed_asked = False

    def finds(self, question: Question, *, at_least: int = 1) -> bool:
        asked = (question, at_least)
        if asked not in self._found:
            if self._found and self._session.is_late:
                return False
            (self._found[asked],) = self._any([compile_question(question)], at_least=at_least)
        return self._found[asked]

    def first_that_finds(self, questions: Sequence[Question]) -> Question | None:
        unknown = [question for question in questions if (question, 1) not in self._found]
        if not self._session.is_late:
            found = self._any([compile_question(question) for question in unknown])
            self._found |= zip(((question, 1) for question in unknown), found, strict=True)
        return next((question for question in questions if self._found.get((question, 1))), None)

    def words_among(self, words: Collection[str]) -> set[str]:
        asked = list(words)
        if not self._is_typed_asked:
            # Sooner or later they are asked for, and the words that neighbours make.
            typed = plain_words(self._words)
            asked += [*typed, *(one + two for one, two in pairwise(typed))]
            self._is_typed_asked = True
        return self._among("words", asked, {word: term("words", word) for word in asked}).intersection(words)

    def stems_among(self, stems: Collection[str]) -> set[str]:
        self._counts |= {("stems", stem): bool(self._frequencies[stem]) for stem in stems if stem in self._frequencies}
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
        for one, found in zip(unknown, self._each([queries[one] for one in unknown]), strict=True):
            self._counts[what, one] = found
        return {one for one in terms if self._counts[what, one]}

    def _any(self, queries: Sequence[Query], *, at_least: int = 1) -> list[bool]:
        answers = self._session.searches([_probe(query, at_least) for query in queries])
        return [_total(answer) >= at_least for answer in answers]

    def _each(self, queries: Sequence[Query]) -> list[bool]:
        """Which of them find anything. Of many nearly none does, such as the ways to write a word by ear: they are
        asked in groups first, and then one by one where a group finds something. Two requests at most.
        """
        if len(queries) <= MOST_APART:
            return self._any(queries)
        groups = list(chunks(range(len(queries)), ceil(sqrt(len(queries)))))
        of_groups = self._any([_either([queries[place] for place in group]) for group in groups])
        places = [place for group, found in zip(groups, of_groups, strict=True) if found for place in group]
        found = dict(zip(places, self._any([queries[place] for place in places]), strict=True))
        return [found.get(place, False) for place in range(len(queries))]


def _with_stem(stem: str) -> Query:
    return _either([term(name, stem) for name in FIELDS])


def _either(queries: Sequence[Query]) -> Query:
    return Q("bool", should=list(queries), minimum_should_match=1)


def _probe(query: Query, at_least: int) -> dict[str, Any]:
    return {**_counting(query), "terminate_after": at_least}


def _counting(query: Query) -> dict[str, Any]:
    return {"query": Q("bool", filter=[query]).to_dict(), "size": 0, "track_total_hits": True}


def _total(answer: Any) -> int:
    return int(answer["hits"]["total"]["value"])

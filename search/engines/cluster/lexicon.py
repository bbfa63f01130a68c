"""The words of the index, as the cluster knows them: those of `search.understanding.lexicon.Lexicon`, found otherwise.

The cluster says which of its words may be near; how near each is, and which is likeliest, is measured by the same code
as on one machine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from elasticsearch.dsl import A, Q

from search.engines.cluster.mapping import APART
from search.understanding.lexicon import (
    LONGEST_SPLIT,
    SHORTEST_FUZZY,
    SHORTEST_IN_CONTEXT,
    SHORTEST_PART,
    SHORTEST_PREFIX,
    SHORTEST_TWO_EDITS,
    Candidate,
    Lexicon,
    allowed_edits,
)
from search.understanding.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from elasticsearch.dsl.query import Query

    from search.engines.cluster.session import Session

# Far more than are ever near one word.
MOST_NEAR = 300
MOST_SPELLINGS = 10_000
# An index refuses longer regular expressions, unless it is told otherwise: 1000.
LONGEST_REGEX = 900
STEM_CUT = 2
# Anything (`.*`) at the end makes OpenSearch 2.19 look the beginning up among the terms, and fail when it comes after
# the last of them.
_REST = f"[^{re.escape(APART)}]*"
_SPELLING = f"{re.escape(APART)}{_REST}"


class ClusterLexicon:
    """The words of the index, for one search of these `words`: what is near one of them is asked for all at once."""

    def __init__(self, session: Session, words: Sequence[str] = ()) -> None:
        self._session = session
        self._words = words
        self._near: dict[str, Lexicon] = {}
        # What was answered of each word: the known ones that it begins, those that may make it, and what is near to it.
        self._begun: dict[str, Lexicon] = {}
        self._parts: dict[str, Lexicon] = {}
        self._suggested: dict[str, tuple[list[str], list[str]]] = {}

    def near(self, word: str, shortest: int = SHORTEST_FUZZY) -> tuple[Candidate, ...]:
        """Known words that somebody who typed `word` may have meant: see `Lexicon.near`. Two requests at most."""
        if not allowed_edits(word, shortest=shortest):
            return ()
        if word not in self._near:
            self._look_near(_correctable({word, *self._words} - self._near.keys()))
        return self._near[word].near(word, shortest)

    def spelt(self, words: Sequence[str]) -> list[Candidate]:
        """The known ones among some words: see `Lexicon.spelt`. One request."""
        return self._known(Q("terms", words=list(words)), map(_word, words)).spelt(words) if words else []

    def beginning_with(self, word: str) -> list[Candidate]:
        """The commonest known words that continue an unfinished one. One request, which asks the rest of it too."""
        if len(word) < SHORTEST_PREFIX:
            return []
        self._ask(word)
        return self._begun[word].beginning_with(word)

    def split(self, word: str) -> tuple[str, str] | None:
        """Two known words that make this one together. One request at most."""
        if not _parts_of(word):
            return None
        self._ask(word)
        return self._parts[word].split(word)

    def _ask(self, word: str) -> None:
        """Ask at once all that is asked of an unknown word one after the other."""
        if word in self._begun:
            return
        parts = _parts_of(word)
        correctable = _correctable({word, *self._words} - self._suggested.keys())
        bodies = [_counting(Q("prefix", lexicon={"value": word}), [_beginning(word)])]
        if parts:
            bodies.append(_counting(Q("terms", words=parts), map(_word, parts)))
        if correctable:
            bodies.append(_suggesting(correctable))
        answers = iter(self._session.searches(bodies))
        self._begun[word] = _lexicon(next(answers))
        if parts:
            self._parts[word] = _lexicon(next(answers))
        if correctable:
            self._suggested |= _suggestions(correctable, next(answers))

    def _look_near(self, words: Sequence[str]) -> None:
        if unknown := [word for word in words if word not in self._suggested]:
            self._suggested |= _suggestions(unknown, self._session.search(_suggesting(unknown)))
        bodies = [self._among(*self._suggested[word]) for word in words]
        for word, found in zip(words, self._session.searches(bodies), strict=True):
            self._near[word] = _lexicon(found)

    @staticmethod
    def _among(words: list[str], near_stems: list[str]) -> dict[str, Any]:
        # A stem says how its words begin, but for the last letters of some.
        patterns = [*map(_word, words), *(_beginning(near[:-STEM_CUT]) for near in near_stems)]
        either = [Q("terms", words=words), Q("terms", lexicon_stem=near_stems)]
        return _counting(Q("bool", should=either, minimum_should_match=1), patterns)

    def _known(self, among: Query, patterns: Iterable[str]) -> Lexicon:
        return _lexicon(self._session.search(_counting(among, patterns)))


def _correctable(words: Iterable[str]) -> list[str]:
    return [word for word in sorted(words) if allowed_edits(word, shortest=SHORTEST_IN_CONTEXT)]


def _parts_of(word: str) -> list[str]:
    """What two words may be that make this one together."""
    if len(word) > LONGEST_SPLIT:
        return []
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return sorted({part for place in places for part in (word[:place], word[place:])})


def _suggesting(words: Iterable[str]) -> dict[str, Any]:
    """Asks which words and which stems are near to each of these."""
    suggest = {}
    for word in words:
        most = allowed_edits(word, shortest=SHORTEST_IN_CONTEXT)
        suggest[f"word {word}"] = _near("words", word, most)
        if stem := _long_stem(word):
            suggest[f"stem {word}"] = _near("lexicon_stem", stem, most)
    return {"size": 0, "suggest": suggest}


def _suggestions(words: Iterable[str], answer: Any) -> dict[str, tuple[list[str], list[str]]]:
    """The words and the stems near to each, itself among them."""
    found, near = answer["suggest"], {}
    for word in words:
        stem = _long_stem(word)
        near[word] = (
            [word, *_options(found[f"word {word}"])],
            [stem, *_options(found[f"stem {word}"])] if stem else [],
        )
    return near


def _counting(among: Query, patterns: Iterable[str]) -> dict[str, Any]:
    """Asks for the words that the patterns allow, counted in the items that `among` finds."""
    expressions = _joined(list(dict.fromkeys(patterns)))
    return {
        "size": 0,
        "track_total_hits": False,
        "query": Q("bool", filter=[among]).to_dict(),
        "aggs": {
            str(number): A("terms", field="lexicon", include=expression, size=MOST_SPELLINGS).to_dict()
            for number, expression in enumerate(expressions)
        },
    }


def _lexicon(answer: Any) -> Lexicon:
    found = answer["aggregations"].values()
    counts = {bucket["key"]: bucket["doc_count"] for one in found for bucket in one["buckets"]}
    return Lexicon((term.partition(APART)[2], count) for term, count in counts.items())


def _long_stem(word: str) -> str:
    """The stem that a long word may be near to another by; that of a short one is near to every other."""
    stem = stems(word)[0] if len(word) >= SHORTEST_TWO_EDITS else ""
    return stem if len(stem) >= SHORTEST_FUZZY else ""


def _near(field: str, text: str, most: int) -> dict[str, Any]:
    return {
        "text": text,
        "term": {
            "field": field,
            "suggest_mode": "always",
            "max_edits": most,
            "prefix_length": 0,
            "min_word_length": 1,
            "string_distance": "damerau_levenshtein",
            "accuracy": 0.01,
            "max_term_freq": 1_000_000_000,
            "size": MOST_NEAR,
            "shard_size": MOST_NEAR,
        },
    }


def _options(suggested: Sequence[Any]) -> list[str]:
    return [option["text"] for entry in suggested for option in entry["options"]]


def _word(word: str) -> str:
    return f"{_escaped(word)}{_SPELLING}"


def _beginning(start: str) -> str:
    return f"{_escaped(start)}{_REST}{_SPELLING}"


def _escaped(word: str) -> str:
    return "".join(letter if letter.isalnum() else f"\\{letter}" for letter in word)


def _joined(patterns: Sequence[str]) -> Iterator[str]:
    """The patterns in as few expressions as their length allows."""
    row: list[str] = []
    for pattern in patterns:
        if row and len("|".join([*row, pattern])) > LONGEST_REGEX:
            yield "|".join(row)
            row = []
        row.append(pattern)
    if row:
        yield "|".join(row)

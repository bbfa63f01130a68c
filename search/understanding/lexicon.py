"""The lexicon of the index: its words, to correct those that it does not know."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from copy import copy
from functools import lru_cache
from heapq import nsmallest
from sys import maxunicode
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rapidfuzz.distance import OSA

from markup.normalize import normalize
from search.understanding.stems import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SHORTEST_FUZZY = 4  # letters: below, every word is near every other
SHORTEST_IN_CONTEXT = 2  # … unless other words say what it is about
SHORTEST_FORM = 3
SHORTEST_TWO_EDITS = 8
SHORTEST_PREFIX = 3
SHORTEST_PART = 3
LONGEST_SPLIT = 40  # letters: nobody writes two words of a longer one
ELIDED_PART = re.compile(r"[dl]([aeiouyh]\w{3,})")
MOST_CANDIDATES = 8


class Candidate(NamedTuple):
    """A known word near the one typed. `distance` counts letters added, dropped, changed or swapped
    (optimal string alignment); 0 when the typed
    word is the beginning of it.
    """

    distance: int
    frequency: int
    word: str
    spelling: str


class KnownWords(Protocol):
    """The words of an index, whoever looks them up: see `Lexicon`, which has them all in memory."""

    def near(self, word: str, shortest: int = SHORTEST_FUZZY) -> tuple[Candidate, ...]: ...

    def spelt(self, words: Sequence[str]) -> list[Candidate]: ...

    def beginning_with(self, word: str) -> list[Candidate]: ...

    def split(self, word: str) -> tuple[str, str] | None: ...


class Lexicon:
    """Plain words with the number of items that have them and their commonest spelling.

    It may know more words than the index: those that `frequency` gives 0 are as if it did not. So it need not be made
    again when items change: it learns the new words, and is asked as of another state of the index.
    """

    def __init__(self, spellings: Iterable[tuple[str, int]]) -> None:
        numbers = dict(spellings)
        self._spellings: dict[str, list[str]] = {}
        for spelling in numbers:
            self._spellings.setdefault(normalize(spelling), []).append(spelling)
        self._sorted = sorted(self._spellings)
        words = [word for word in self._sorted if word.isalpha()]
        self._words = _Forms((word, word) for word in words)
        self._stems = _Forms((stems(word)[0], word) for word in words)
        self.ask(lambda spelling: numbers.get(spelling, 0))

    def __contains__(self, word: str) -> bool:
        return self._count(word) > 0

    def ask(self, frequency: Callable[[str], int]) -> None:
        """Tell how many items have a spelling from now on."""
        self._frequency = frequency
        # One question asks twice about the same word, to mend it and to suggest another.
        self._remembered = lru_cache(maxsize=1000)(self._near)

    def as_of(self, frequency: Callable[[str], int]) -> Lexicon:
        """The same words, in a state of the index where so many items have a spelling."""
        other = copy(self)
        other.ask(frequency)
        return other

    def learn(self, spellings: Iterable[str]) -> None:
        """Add the spellings that are unknown, here and in whatever `as_of` made of it. One thread at a time; others may
        ask meanwhile.
        """
        for spelling in spellings:
            word = normalize(spelling)
            known = self._spellings.get(word)
            if known is None:
                self._spellings[word] = [spelling]
                insort(self._sorted, word)
                if word.isalpha():
                    self._words.add(word, word)
                    self._stems.add(stems(word)[0], word)
            elif spelling not in known:
                known.append(spelling)

    def near(self, word: str, shortest: int = SHORTEST_FUZZY) -> tuple[Candidate, ...]:
        """Known words that somebody who typed `word` may have meant, the likeliest first; none for one of fewer than
        `shortest` letters.
        """
        return self._remembered(word, shortest)

    def _near(self, word: str, shortest: int) -> tuple[Candidate, ...]:
        candidates = sorted(self._misspelt(word, shortest), key=lambda candidate: _likelihood(candidate, word))
        return tuple(candidates[:MOST_CANDIDATES])

    def spelt(self, words: Sequence[str]) -> list[Candidate]:
        """Those of some words that are known, at distance 0, in their order; none too short to be near another."""
        return [self._candidate(word, 0) for word in words if allowed_edits(word) and word in self]

    def beginning_with(self, word: str) -> list[Candidate]:
        """The commonest known words that continue an unfinished one."""
        if len(word) < SHORTEST_PREFIX:
            return []
        first, end = bisect_left(self._sorted, word), bisect_left(self._sorted, word + chr(maxunicode))
        counted = ((count, other) for other in self._sorted[first:end] if (count := self._count(other)))
        commonest = nsmallest(MOST_CANDIDATES, counted, key=lambda known: (-known[0], known[1]))
        return [self._candidate(other, 0) for _count, other in commonest]

    def split(self, word: str) -> tuple[str, str] | None:
        """Two known words that make this one together: `piquenique` → `pique`, `nique`; where there are none, the
        second with its elided article: `droitdauteur` → `droit`, `dauteur`.
        """
        if len(word) > LONGEST_SPLIT:
            return None
        places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        pairs = [(word[:place], word[place:]) for place in places]
        known = [(first, second, second) for first, second in pairs if first in self and second in self]
        known = known or [
            (first, second, elided[1])
            for first, second in pairs
            if first in self and (elided := ELIDED_PART.fullmatch(second)) and elided[1] in self
        ]
        likeliest = max(known, key=lambda one: min(self._count(one[0]), self._count(one[2])), default=None)
        return likeliest[:2] if likeliest else None

    def _misspelt(self, word: str, shortest: int) -> Iterator[Candidate]:
        """By the whole word, and for a long one by the stem: `cartografie` is nearer to `cartographier` that way.

        The stem of a short word is too short: it would be near that of every other.
        """
        most = allowed_edits(word, shortest=shortest)
        edits_to = self._words.near(word, most=most)
        stem = stems(word)[0]
        if len(word) >= SHORTEST_TWO_EDITS and len(stem) >= SHORTEST_FUZZY:
            for other, edits in self._stems.near(stem, most=most).items():
                edits_to[other] = min(edits, edits_to.get(other, edits))
        return (self._candidate(other, max(1, edits)) for other, edits in edits_to.items() if other in self)

    def _count(self, word: str) -> int:
        return sum(map(self._frequency, self._spellings.get(word, ())))

    def _candidate(self, word: str, edits: int) -> Candidate:
        counted = [(self._frequency(spelling), spelling) for spelling in self._spellings[word]]
        return Candidate(edits, sum(count for count, _ in counted), word, max(counted)[1])


def allowed_edits(word: str, *, shortest: int = SHORTEST_FUZZY) -> int:
    """One mistake from 4 letters (or `shortest`), two from 8; none in a word with digits."""
    if len(word) < shortest or not word.isalpha():
        return 0
    return 1 if len(word) < SHORTEST_TWO_EDITS else 2


def _likelihood(candidate: Candidate, typed: str) -> tuple[int, bool, int, int, str]:
    """Near first; then what begins alike (afiche is affiche rather than fiche) and ends alike, and is common."""
    begins_otherwise = candidate.word[0] != typed[0]
    whole = OSA.distance(typed, candidate.word) if candidate.distance else 0
    return (candidate.distance, begins_otherwise, whole, -candidate.frequency, candidate.word)


class _Forms:
    """Forms of words by length and first two letters, with the letters each is made of, to find near ones without
    measuring them all.
    """

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, list[str]] = {}
        self._by_length: dict[int, dict[str, list[str]]] = {}
        self._letters: dict[str, int] = {}
        for form, word in forms:
            self.add(form, word)

    def add(self, form: str, word: str) -> None:
        words = self._words.get(form)
        if words is not None:
            words.append(word)
            return
        self._words[form] = [word]
        self._by_length.setdefault(len(form), {}).setdefault(form[:2], []).append(form)

    def near(self, form: str, *, most: int) -> dict[str, int]:
        """The words whose form is at most `most` edits away, with the number of edits."""
        if not most:
            return {}
        letters = _letters(form)
        edits_to: dict[str, int] = {}
        for length in range(max(SHORTEST_FORM, len(form) - most), len(form) + most + 1):
            for start, alike in list(self._by_length.get(length, {}).items()):
                # The beginning of a word is seldom mistyped, and a word that begins otherwise is another word.
                if start[0] not in form[:2] and form[0] not in start:
                    continue
                for other in alike:
                    # Worked out when they are first looked at, as most never are.
                    other_letters = self._letters.get(other) or self._letters.setdefault(other, _letters(other))
                    # One edit changes at most two letters of the set: a cheap way to skip nearly every word.
                    if (letters ^ other_letters).bit_count() > 2 * most:
                        continue
                    if (edits := OSA.distance(form, other, score_cutoff=most)) <= most:
                        edits_to |= dict.fromkeys(self._words[other], edits)
        return edits_to


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits

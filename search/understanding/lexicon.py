"""The lexicon of the index: its words, to correct those that it does not know."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rapidfuzz.distance import OSA

from markup.normalize import normalize
from search.understanding.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST_FUZZY = 4  # letters: below, every word is near every other
SHORTEST_IN_CONTEXT = 2  # … unless other words say what it is about
SHORTEST_FORM = 3
SHORTEST_TWO_EDITS = 8
SHORTEST_PREFIX = 3
SHORTEST_PART = 3
LONGEST_SPLIT = 40  # letters: nobody writes two words of a longer one
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

    def beginning_with(self, word: str) -> list[Candidate]: ...

    def split(self, word: str) -> tuple[str, str] | None: ...


class Lexicon:
    """Plain words with the number of items that have them and their commonest spelling."""

    def __init__(self, spellings: Iterable[tuple[str, int]]) -> None:
        counts: dict[str, int] = defaultdict(int)
        best: dict[str, tuple[int, str]] = {}
        for spelling, frequency in spellings:
            word = normalize(spelling)
            counts[word] += frequency
            best[word] = max(best.get(word, (0, "")), (frequency, spelling))
        self._counts = dict(counts)
        self._best = best
        self._sorted = sorted(counts)
        words = [word for word in counts if word.isalpha()]
        self._words = _Forms((word, word) for word in words)
        self._stems = _Forms((stems(word)[0], word) for word in words)
        # One question asks twice about the same word, to mend it and to suggest another.
        self._remembered = lru_cache(maxsize=1000)(self._near)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def near(self, word: str, shortest: int = SHORTEST_FUZZY) -> tuple[Candidate, ...]:
        """Known words that somebody who typed `word` may have meant, the likeliest first; none for one of fewer than
        `shortest` letters.
        """
        return self._remembered(word, shortest)

    def _near(self, word: str, shortest: int) -> tuple[Candidate, ...]:
        candidates = sorted(self._misspelt(word, shortest), key=lambda candidate: _likelihood(candidate, word))
        return tuple(candidates[:MOST_CANDIDATES])

    def beginning_with(self, word: str) -> list[Candidate]:
        """The commonest known words that continue an unfinished one."""
        if len(word) < SHORTEST_PREFIX:
            return []
        first = bisect_left(self._sorted, word)
        words = takewhile(lambda other: other.startswith(word), islice(self._sorted, first, None))
        candidates = (self._candidate(other, 0) for other in words)
        return sorted(candidates, key=lambda candidate: _likelihood(candidate, word))[:MOST_CANDIDATES]

    def split(self, word: str) -> tuple[str, str] | None:
        """Two known words that make this one together: `piquenique` → `pique`, `nique`."""
        if len(word) > LONGEST_SPLIT:
            return None
        places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        pairs = [(word[:place], word[place:]) for place in places]
        of_words = [pair for pair in pairs if pair[0] in self and pair[1] in self]
        return max(of_words, key=lambda pair: min(self._counts[pair[0]], self._counts[pair[1]]), default=None)

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
        return (self._candidate(other, max(1, edits)) for other, edits in edits_to.items())

    def _candidate(self, word: str, edits: int) -> Candidate:
        return Candidate(edits, self._counts[word], word, self._best[word][1])


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
    """Forms of words by length, with the letters each is made of, to find near ones without measuring them all."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._words: dict[str, list[str]] = defaultdict(list)
        for form, word in forms:
            self._words[form].append(word)
        self._by_length: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for form in self._words:
            self._by_length[len(form)].append((form, _letters(form)))

    def near(self, form: str, *, most: int) -> dict[str, int]:
        """The words whose form is at most `most` edits away, with the number of edits."""
        if not most:
            return {}
        letters = _letters(form)
        edits_to: dict[str, int] = {}
        for length in range(max(SHORTEST_FORM, len(form) - most), len(form) + most + 1):
            for other, other_letters in self._by_length.get(length, ()):
                # The beginning of a word is seldom mistyped, and a word that begins otherwise is another word.
                if other[0] not in form[:2] and form[0] not in other[:2]:
                    continue
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

"""Other wordings of a question whose words the index does not know."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA, LCSseq

from markup.normalize import normalize
from search.understanding import thesaurus
from search.understanding.by_ear import ways_to_write
from search.understanding.lexicon import SHORTEST_FUZZY, SHORTEST_IN_CONTEXT
from search.understanding.stems import accents_of, is_stop_word, stems
from search.understanding.words import initials_of, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from search.understanding.lexicon import Candidate
    from search.understanding.question import Unit
    from search.understanding.view import IndexView

MOST_NEAR, MOST_WORDINGS, MOST_HEARD = 4, 24, 3
# Letters from which one mistake leaves little doubt: a shorter word is as likely one of another language.
SHORTEST_FOREIGN = 6
# … and from which it leaves little that a word was meant which no item has, rather than a name.
SHORTEST_SAID = 5


class Corrector:
    """Corrects the words of one question, for a reader of one language (any, when empty).

    A word alone must be near: long enough, and with accents if some were typed. Among other words, which an item must
    say too, a short word or one that ends by ear in `é` (pié) may be corrected as well.
    """

    def __init__(
        self,
        index: IndexView,
        words: str,
        *,
        is_known: Callable[[Unit], bool],
        language: str,
    ) -> None:
        self._index = index
        self._lexicon = index.lexicon()
        self._words = words
        self._is_known = is_known
        self._language = language
        self._near: dict[Unit, list[str]] = {}
        lengths = [len(piece.words[0]) for piece in pieces(words) if not is_stop_word(piece.words[0], language=None)]
        self._in_context = len(lengths) > 1 and max(lengths) >= SHORTEST_FUZZY

    def near(self, unit: Unit) -> list[str]:
        """The spellings of words that may have been meant, the likeliest first; never a little word.

        What was typed is one of them when known words begin with it, or have its stem.
        """
        if unit not in self._near:
            ranked = self._ranked(unit)
            # Two mistakes explain what one does not.
            least = min((candidate.distance for candidate in ranked), default=0)
            near = [candidate.spelling for candidate in ranked if candidate.distance == least][:MOST_NEAR]
            if self._is_known(unit):
                near = self._with_typed(unit, near)
            elif self.is_meant(unit):
                alike = set(ways_to_write(unit.words[0]))
                near = [spelling for spelling in near if normalize(spelling) in alike]
            self._near[unit] = near
        return self._near[unit]

    def is_meant(self, unit: Unit) -> bool:
        """Whether an unknown word is one of the thesaurus: no item has it, and no other is meant but one that sounds
        like it.
        """
        return thesaurus.current().has_word(unit.words[0], self._language)

    def is_certain(self, unit: Unit) -> bool:
        """Whether one mistake explains an unknown word, or how it sounds."""
        if self._is_known(unit) or self.is_meant(unit) or len(unit.words[0]) < SHORTEST_FUZZY:
            return False
        return any(near.distance == 1 for near in self._ranked(unit)[:1])

    def _with_typed(self, unit: Unit, near: list[str]) -> list[str]:
        """What was typed first; but a short one (ru) is rather the word that has its stem (rue)."""
        typed = self._words[unit.start : unit.end]
        if len(unit.words[0]) >= SHORTEST_FUZZY:
            return [typed, *near]
        same = [spelling for spelling in near if not unit.accented and set(stems(spelling)) & set(unit.stems)]
        return [*same, typed, *(spelling for spelling in near if spelling not in same)]

    def wordings(self, doubtful: Sequence[Unit]) -> Iterator[str]:
        """The words with the doubtful ones corrected, the likeliest first; one that nothing is near to is left out."""
        near = [self.near(unit) or [""] for unit in doubtful]
        for chosen in likeliest([len(spellings) for spellings in near], most=MOST_WORDINGS):
            words = self._words
            for unit, spellings, place in reversed(list(zip(doubtful, near, chosen, strict=True))):
                words = words[: unit.start] + spellings[place] + words[unit.end :]
            if words != self._words:
                yield " ".join(words.split())

    def _ranked(self, unit: Unit) -> list[Candidate]:
        word = unit.words[0]
        shortest = SHORTEST_FUZZY
        if self._in_context and not initials_of(self._words[unit.start : unit.end]):
            shortest = SHORTEST_IN_CONTEXT
        written = self._lexicon.near(word, shortest=shortest)
        known = [*written, *self._heard(word, written)]
        said = self._said_otherwise(word, without={near.word for near in known})
        candidates = [near for near in (*known, *said) if self._is_plausible(near, unit)]
        alike = set(ways_to_write(word))
        mistakes = {near: likely_mistakes(word, near.word) - (near.word in alike) for near in candidates}
        candidates.sort(key=lambda near: (near.distance, mistakes[near]))
        if not self._language:
            return candidates
        in_language = self._index.words_in(self._language, [near.word for near in candidates])
        ours = {near for near in candidates if near.word in in_language or near in said}
        if len(word) < SHORTEST_FOREIGN:
            return [near for near in candidates if near in ours]
        return sorted(
            candidates,
            key=lambda near: (near.distance, mistakes[near], near in said, near not in ours, near.word not in alike),
        )

    def _said_otherwise(self, word: str, *, without: Collection[str]) -> list[Candidate]:
        """Words near to it or that sound like it, that have synonyms and are in no item: “smartfone”, smartphone."""
        words = thesaurus.current().words(self._language)
        heard = [near._replace(distance=1) for near in words.spelt(ways_to_write(word))]
        near = {one.word: one for one in (*words.near(word, shortest=SHORTEST_SAID), *heard)}
        there = self._index.words_among(near) if near else set()
        return [one for one in near.values() if one.word not in there and one.word not in without]

    def _heard(self, word: str, written: Sequence[Candidate]) -> list[Candidate]:
        """Known words that sound like it: as near as those of one mistake."""
        ways = heard_as(word, self._index, without={near.word for near in written if near.distance == 1})
        return [near._replace(distance=1) for near in self._lexicon.spelt(ways)]

    def _is_plausible(self, near: Candidate, unit: Unit) -> bool:
        if near.word == unit.words[0] or is_stop_word(near.word, language=None):
            return False
        by_ear = self._in_context and unit.accented.endswith("é") and accents_of(unit.accented[:-1]) == ""
        is_long = len(unit.words[0]) >= SHORTEST_SAID and near.distance == 1
        return not unit.accented or is_long or bool(accents_of(near.spelling)) or by_ear or _is_open_e(near.word, unit)


def _is_open_e(word: str, unit: Unit) -> bool:
    """Whether a plain word writes in two letters what was typed with an accent: “domène”, domaine."""
    return bool({"è", "ê", "é"} & set(unit.accented)) and any(
        unit.words[0] == word.replace(way, "e", 1) for way in ("ai", "ei")
    )


def heard_as(word: str, index: IndexView, *, without: Collection[str] = ()) -> list[str]:
    """Plain words of the index that sound like a plain word, those written the nearest first."""
    ways = ways_to_write(word)
    known = index.words_among(ways).difference(without)
    return [way for way in ways if way in known][:MOST_HEARD]


def likely_mistakes(typed: str, meant: str) -> int:
    """How many mistakes lead from one plain word to another, letters that were changed counted as two: of what is one
    letter away, few keys are pressed for another as often as one is missed, pressed twice or too early.

    >>> likely_mistakes("clohes", "cloches"), likely_mistakes("clohes", "clones")
    (1, 2)
    """
    are_same_letters = sorted(typed) == sorted(meant)
    changed = 0 if are_same_letters else min(len(typed), len(meant)) - LCSseq.similarity(typed, meant)
    return int(OSA.distance(typed, meant)) + int(changed)


def swapped(word: str) -> list[str]:
    """A plain word with two neighbouring letters the other way round, in every place but its first.

    >>> swapped("prot")
    ['port', 'prto']
    """
    places = range(1, len(word) - 1)
    ways = (f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}" for place in places)
    return [way for way in dict.fromkeys(ways) if way != word]


def likeliest(sizes: Sequence[int], *, most: int) -> Iterator[tuple[int, ...]]:
    """One place in each list, those whose sum is the least first; never makes more than it gives and their neighbours.

    >>> list(likeliest([2, 2], most=3))
    [(0, 0), (0, 1), (1, 0)]
    """
    first = (0,) * len(sizes)
    waiting, seen = [(0, first)], {first}
    while waiting and most:
        total, chosen = heappop(waiting)
        yield chosen
        most -= 1
        for index, size in enumerate(sizes):
            following = (*chosen[:index], chosen[index] + 1, *chosen[index + 1 :])
            if following[index] < size and following not in seen:
                seen.add(following)
                heappush(waiting, (total + 1, following))

"""From what was typed to what to ask an index: strictly first, then corrected, then with some of the words.

Whatever is not what was typed is told: the answer says which wording it is for, or that not all the words are there.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from search.understanding import days
from search.understanding.corrections import Corrector
from search.understanding.question import Alternative, Interpretation, Question, Unit
from search.understanding.stems import is_stop_word
from search.understanding.units import (
    MOST_WORDS,
    both_stems,
    plain_words,
    unit_of,
    with_acronyms,
    with_days,
    with_meanings,
)
from search.understanding.weights import CONTINUED, JOINED
from search.understanding.words import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from search.understanding.text import Text
    from search.understanding.view import IndexView


def interpret(
    text: Text, index: IndexView, *, language: str = "", facet_of_days: str = "", today: date | None = None
) -> Interpretation:
    """What a text means to an index, for a reader of one language (any, when empty).

    Words that say days, as of `today`, stand for what `facet_of_days` has on them; without both they are words. Never
    fails; a text without words asks for everything.
    """
    said = days.find(text.words, today=today) if today and facet_of_days else None
    if said is None:
        return _Interpreter(index, language).interpret(text)
    found = _Interpreter(index, language, facet_of_days, today).interpret(text)
    if index.finds(found.question.on_days_alone()):
        return replace(found, days=said)
    plain = _Interpreter(index, language).interpret(text)
    if len(said.words) == 1 and index.finds(plain.question):
        # A lone word such as “demain” is one among others there, a title perhaps.
        return plain
    return replace(plain, days=said, on_no_day=True)


class _Interpreter:
    def __init__(
        self, index: IndexView, language: str, facet_of_days: str = "", today: date | None = None
    ) -> None:  # fmt: skip
        self._index = index
        self._language = language
        self._facet_of_days = facet_of_days
        self._today = today

    def interpret(self, text: Text) -> Interpretation:
        question = self._read(text)
        if not question.units or self._index.finds(question):
            return Interpretation(question)
        extended = self._extended(question)
        if self._index.finds(extended):
            return Interpretation(extended)
        is_mistaken = not all(map(self._is_known, question.units))
        doubtful = [unit for unit in extended.units if is_mistaken and not self._is_written(unit)]
        return self._otherwise(text, extended, doubtful) or Interpretation(question)

    def _otherwise(self, text: Text, question: Question, doubtful: Sequence[Unit]) -> Interpretation | None:
        """All the words, corrected; or half of them as typed; or most of them, corrected, without the others."""
        corrector = Corrector(self._index, text.words, is_known=self._is_known, language=self._language)
        lost = [unit for unit in doubtful if not corrector.near(unit)]
        whole = None if lost else self._corrected(text, corrector, doubtful)
        if whole is not None:
            return whole
        relaxed = self._relaxed(question)
        if relaxed is None and lost and 2 * len(lost) < len(question.units):
            return self._corrected(text, corrector, doubtful)
        return relaxed

    def _corrected(self, text: Text, corrector: Corrector, doubtful: Sequence[Unit]) -> Interpretation | None:
        """The likeliest wording that finds something; words that no other is near to are left out of it."""
        for words in corrector.wordings(doubtful):
            wording = replace(text, words=words)
            question = self._extended(self._read(wording))
            if self._index.finds(question):
                return Interpretation(question, _written(wording), corrected=True)
        return None

    def _relaxed(self, question: Question) -> Interpretation | None:
        """Half of the words at least, among those that the index knows."""
        units = tuple(unit for unit in question.needed if self._is_known(unit))
        least = max(1, len(question.needed) - max(1, len(question.needed) // 2))
        if len(units) < least:
            return None
        relaxed = replace(question, units=units, least=least)
        return Interpretation(relaxed, relaxed=True) if self._index.finds(relaxed) else None

    # From words to units

    def _read(self, text: Text) -> Question:
        units = with_acronyms(with_meanings(self._units_and_days(text.words), text.words), text.words)
        unwanted = tuple(unit for word in text.unwanted for unit in self._units(word))
        return Question(
            tuple(units), _rows(text.phrases), unwanted, _rows(text.unwanted_phrases), language=self._language
        )

    def _units_and_days(self, words: str) -> list[Unit]:
        units = self._units(words)
        said = days.find(words, today=self._today) if self._today else None
        return with_days(units, said, facet=self._facet_of_days) if said else units

    def _units(self, words: str) -> list[Unit]:
        read = list(pieces(words))
        parts = [piece for piece in read if not piece.joined][:MOST_WORDS]
        meaningful = [
            piece for piece in parts if not is_stop_word(piece.words[0], accented=piece.accented, language=None)
        ]
        compounds = [piece for piece in read if piece.joined] + self._joins(parts)
        return [unit_of(piece, compounds, exact=not meaningful) for piece in meaningful or parts]

    def _joins(self, parts: Sequence[Piece]) -> list[Piece]:
        """Neighbours that the index knows as one word: `pique nique` also finds `piquenique`."""
        joins = [(one.words[0] + two.words[0], one.start, two.end) for one, two in pairwise(parts)]
        words = self._index.words_among([word for word, _, _ in joins]) if joins else set()
        return [
            Piece(start, end, (word,), both_stems((word,)), joined=True) for word, start, end in joins if word in words
        ]

    def _extended(self, question: Question) -> Question:
        return replace(question, units=tuple(map(self._extend, question.units)))

    def _extend(self, unit: Unit) -> Unit:
        """Give an unknown word those that it begins, and the two that it is made of: no mistake, written otherwise."""
        if self._is_known(unit):
            return unit
        lexicon, word = self._index.lexicon(), unit.words[0]
        others = [
            Alternative((candidate.word,), both_stems((candidate.word, candidate.spelling)), CONTINUED)
            for candidate in lexicon.beginning_with(word)
            if candidate.spelling.startswith(unit.accented or candidate.spelling)
        ]
        if halves := lexicon.split(word):
            others.append(Alternative(halves, (), JOINED))
        return replace(unit, alternatives=(*unit.alternatives, *others))

    def _is_written(self, unit: Unit) -> bool:
        """Whether the index has a word as it was typed; a word known by its stem alone may still be a mistake."""
        return bool(unit.exact or unit.meaning or unit.acronym or self._index.words_among(unit.words[:1]))

    def _is_known(self, unit: Unit) -> bool:
        if unit.exact or unit.meaning or unit.acronym or unit.alternatives:
            return True
        return bool(self._index.stems_among(unit.stems))


def _rows(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for phrase in phrases if (words := plain_words(phrase)))


def _written(text: Text) -> str:
    """A question as one would type it."""
    quoted = [f'"{phrase}"' for phrase in text.phrases]
    unwanted = [f"-{word}" for word in text.unwanted] + [f'-"{phrase}"' for phrase in text.unwanted_phrases]
    return " ".join([text.words, *quoted, *unwanted])

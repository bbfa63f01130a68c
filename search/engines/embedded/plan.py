"""From what was typed to a query of the index: strictly first, then corrected, then with some of the words.

Whatever is not what was typed is told: the answer says which wording it is for, or that not all the words are there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tantivy import Occur, Query, Schema, Searcher

from search.engines.embedded.queries import Compiler
from search.engines.embedded.schema import WEIGHTS
from search.highlight import MarkedTerms
from search.understanding.corrections import Corrector
from search.understanding.stems import is_stop_word
from search.understanding.units import (
    JOINED,
    MOST_WORDS,
    Alternative,
    Question,
    Unit,
    both_stems,
    plain_words,
    unit_of,
    wanted_of,
    with_acronyms,
    with_meanings,
)
from search.understanding.words import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from search.understanding.lexicon import Lexicon
    from search.understanding.text import Text

# How much of a word's weight goes to a continuation.
CONTINUED = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the index, what to mark in the hits, and what to tell the person."""

    query: Query
    wanted: MarkedTerms = field(default=MarkedTerms())
    suggestion: str = ""
    relaxed: bool = False
    corrected: bool = False
    is_ranked: bool = True


class Planner:
    """Plans questions against one view of the index. The vocabulary is only asked for when a word is unknown."""

    def __init__(
        self, searcher: Searcher, schema: Schema, vocabulary: Callable[[], Lexicon], *, language: str = ""
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._vocabulary = vocabulary
        self._language = language
        self._compile = Compiler(schema, language=language).compile

    def plan(self, text: Text) -> Plan:
        """Never fails; a text without words asks for everything."""
        question = self._understood(text)
        strict = self._compile(question)
        if not question.units and not question.phrases:
            return Plan(strict, is_ranked=False)
        if not question.units or self._finds(strict):
            return Plan(strict, wanted_of(question))
        extended = self._extended(question)
        query = self._compile(extended)
        if self._finds(query):
            return Plan(query, wanted_of(extended))
        is_mistaken = not all(map(self._is_known, question.units))
        doubtful = [unit for unit in extended.units if is_mistaken and not self._is_written(unit)]
        return self._otherwise(text, extended, doubtful) or Plan(strict)

    def _otherwise(self, text: Text, question: Question, doubtful: Sequence[Unit]) -> Plan | None:
        """All the words, corrected; or half of them as typed; or most of them, corrected, without the others."""
        corrector = Corrector(
            self._vocabulary(), text.words, is_known=self._is_known, says=self._says, language=self._language
        )
        lost = [unit for unit in doubtful if not corrector.near(unit)]
        whole = None if lost else self._corrected(text, corrector, doubtful)
        if whole is not None:
            return whole
        relaxed = self._relaxed(question)
        if relaxed is None and lost and 2 * len(lost) < len(question.units):
            return self._corrected(text, corrector, doubtful)
        return relaxed

    def _corrected(self, text: Text, corrector: Corrector, doubtful: Sequence[Unit]) -> Plan | None:
        """The likeliest wording that finds something; words that no other is near to are left out of it."""
        for words in corrector.wordings(doubtful):
            wording = replace(text, words=words)
            question = self._extended(self._understood(wording))
            query = self._compile(question)
            if self._finds(query):
                return Plan(query, wanted_of(question), _written(wording), corrected=True)
        return None

    def _relaxed(self, question: Question) -> Plan | None:
        """Half of the words at least, among those that the index knows."""
        known = tuple(unit for unit in question.needed if self._is_known(unit))
        least = max(1, len(question.needed) - max(1, len(question.needed) // 2))
        if len(known) < least:
            return None
        kept = replace(question, units=known)
        query = self._compile(kept, least=least)
        return Plan(query, wanted_of(kept), relaxed=True) if self._finds(query) else None

    def _finds(self, query: Query) -> bool:
        return bool(self._searcher.search(query, limit=1, count=False).hits)

    def _says(self, word: str, language: str) -> bool:
        """Whether any item in a language has a word."""
        said = Query.term_query(self._schema, "words", word, "basic")
        of_it = Query.term_query(self._schema, "facets.language", language, "basic")
        return self._finds(Query.boolean_query([(Occur.Must, said), (Occur.Must, of_it)]))

    # From words to units

    def _understood(self, text: Text) -> Question:
        units = with_acronyms(with_meanings(self._units(text.words), text.words), text.words)
        unwanted = [unit for word in text.unwanted for unit in self._units(word)]
        return Question(tuple(units), _rows(text.phrases), tuple(unwanted), _rows(text.unwanted_phrases))

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
        return [
            Piece(start, end, (word,), both_stems((word,)), joined=True)
            for word, start, end in joins
            if self._searcher.doc_freq("words", word)
        ]

    def _extended(self, question: Question) -> Question:
        return replace(question, units=tuple(map(self._extend, question.units)))

    def _extend(self, unit: Unit) -> Unit:
        """Give an unknown word those that it begins, and the two that it is made of: no mistake, written otherwise."""
        if self._is_known(unit):
            return unit
        vocabulary, word = self._vocabulary(), unit.words[0]
        others = [
            Alternative((known.word,), both_stems((known.word, known.spelling)), CONTINUED)
            for known in vocabulary.beginning_with(word)
            if known.spelling.startswith(unit.accented or known.spelling)
        ]
        if halves := vocabulary.split(word):
            others.append(Alternative(halves, (), JOINED))
        return replace(unit, alternatives=(*unit.alternatives, *others))

    def _is_written(self, unit: Unit) -> bool:
        """Whether the index has a word as it was typed; a word known by its stem alone may still be a mistake."""
        return bool(unit.exact or unit.meaning or unit.acronym or self._searcher.doc_freq("words", unit.words[0]))

    def _is_known(self, unit: Unit) -> bool:
        if unit.exact or unit.meaning or unit.acronym or unit.alternatives:
            return True
        return any(self._searcher.doc_freq(name, stem) for stem in unit.stems for name in WEIGHTS)


def _rows(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for phrase in phrases if (words := plain_words(phrase)))


def _written(text: Text) -> str:
    """A question as one would type it."""
    quoted = [f'"{phrase}"' for phrase in text.phrases]
    unwanted = [f"-{word}" for word in text.unwanted] + [f'-"{phrase}"' for phrase in text.unwanted_phrases]
    return " ".join([text.words, *quoted, *unwanted])

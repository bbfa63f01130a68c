"""From what was typed to a query of the index: strictly first, then corrected, then with some of the words.

Whatever is not what was typed is told: the answer says which wording it is for, or that not all the words are there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from tantivy import Occur, Query, Schema, Searcher

from search.engines.embedded.schema import WEIGHTS
from search.engines.embedded.units import (
    JOINED,
    MOST_WORDS,
    Alternative,
    Unit,
    both_stems,
    plain_words,
    typed_words,
    unit_of,
    wanted_of,
    with_acronyms,
    with_meanings,
)
from search.highlight import Wanted
from search.stems import accents_of, is_stop_word
from search.words import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from search.acronyms import Acronym
    from search.engines.embedded.vocabulary import Candidate, Vocabulary
    from search.registry import Meaning
    from search.text import Text

# How much of a word's weight goes to a continuation.
CONTINUED = 0.5
# What is said in initials and was typed in full, or the reverse, comes after what says it as it was typed.
OTHERWISE = 0.4
TIE_BREAKER = 0.2
# An accent typed on purpose: items that have it come first, whatever else they say.
ACCENTED = 40.0
# Of items that answer as well, those in the language of the reader come first.
LANGUAGE = 12.0
MOST_NEAR, MOST_CORRECTIONS = 3, 12
# Items that a phrase stands for come after what is about it, and before what merely has its words somewhere.
MEANT = 10.0
EXACT_IN_TITLE, EXACT, TITLE_PHRASE, PHRASE = 1.5, 0.5, 6.0, 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the index, what to mark in the hits, and what to tell the person."""

    query: Query
    wanted: Wanted = field(default=Wanted())
    suggestion: str = ""
    relaxed: bool = False
    corrected: bool = False
    is_ranked: bool = True


class Planner:
    """Plans questions against one view of the index. The vocabulary is only asked for when a word is unknown."""

    def __init__(
        self, searcher: Searcher, schema: Schema, vocabulary: Callable[[], Vocabulary], *, language: str = ""
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._vocabulary = vocabulary
        self._language = language

    def plan(self, text: Text) -> Plan:
        """Never fails; a text without words asks for everything."""
        units = self._understood(text.words)
        phrases = [words for phrase in text.phrases if (words := plain_words(phrase))]
        if not units and not phrases:
            return Plan(self._all_but(text), is_ranked=False)
        strict = self._compile(text, units, phrases)
        if not units or self._finds(strict):
            return Plan(strict, wanted_of(units, phrases))
        extended = [self._extend(unit) for unit in units]
        query = self._compile(text, extended, phrases)
        if self._finds(query):
            return Plan(query, wanted_of(extended, phrases))
        return self._corrected(text, extended, phrases) or self._relaxed(text, extended, phrases) or Plan(strict)

    def _understood(self, words: str) -> list[Unit]:
        return with_acronyms(with_meanings(self._units(words), words), words)

    def _corrected(self, text: Text, units: Sequence[Unit], phrases: list[list[str]]) -> Plan | None:
        """The likeliest wording that finds something, if every unknown word has one: half a correction is none."""
        unknown = [unit for unit in units if not self._is_known(unit)]
        near = [self._near(unit) for unit in unknown]
        if not unknown or not all(near):
            return None
        places = sorted(product(*(range(len(known)) for known in near)), key=sum)
        for chosen in places[:MOST_CORRECTIONS]:
            words = text.words
            for unit, known, place in reversed(list(zip(unknown, near, chosen, strict=True))):
                words = words[: unit.start] + known[place].spelling + words[unit.end :]
            mended = self._understood(words)
            query = self._compile(text, mended, phrases)
            if self._finds(query):
                return Plan(query, wanted_of(mended, phrases), _written(text, words), corrected=True)
        return None

    def _near(self, unit: Unit) -> list[Candidate]:
        """Other words that may have been meant: no little word, and one with accents if some were typed."""
        known = [near for near in self._vocabulary().near(unit.words[0]) if near.word != unit.words[0]]
        known = [near for near in known if not is_stop_word(near.word, language=None)]
        return [near for near in known if not unit.accented or accents_of(near.spelling)][:MOST_NEAR]

    def _relaxed(self, text: Text, units: Sequence[Unit], phrases: list[list[str]]) -> Plan | None:
        """Half of the words at least, among those that the index knows."""
        known = [unit for unit in units if self._is_known(unit)]
        least = max(1, len(units) - max(1, len(units) // 2))
        if len(known) < least or not known:
            return None
        query = self._compile(text, known, phrases, least=least)
        return Plan(query, wanted_of(known, phrases), relaxed=True) if self._finds(query) else None

    def _finds(self, query: Query) -> bool:
        return bool(self._searcher.search(query, limit=1, count=False).hits)

    # From words to units

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

    def _is_known(self, unit: Unit) -> bool:
        if unit.exact or unit.meaning or unit.acronym or unit.alternatives:
            return True
        return any(self._searcher.doc_freq(name, stem) for stem in unit.stems for name in WEIGHTS)

    # From units to queries

    def _compile(self, text: Text, units: Sequence[Unit], phrases: Sequence[Sequence[str]], *, least: int = 0) -> Query:
        """Every unit must match, or `least` of them; every phrase must."""
        parts = [(Occur.Must, self._phrase("words", words)) for words in phrases]
        clauses = [self._clause(unit) for unit in units]
        if least:
            loose = Query.boolean_query(
                [(Occur.Should, clause) for clause in clauses], minimum_number_should_match=least
            )
            parts.append((Occur.Must, loose))
        else:
            parts.extend((Occur.Must, clause) for clause in clauses)
        parts.extend((Occur.Should, bonus) for bonus in self._bonuses(units, phrases))
        parts.extend((Occur.MustNot, unwanted) for unwanted in self._unwanted(text))
        return Query.boolean_query(parts)

    def _all_but(self, text: Text) -> Query:
        unwanted = [(Occur.MustNot, query) for query in self._unwanted(text)]
        return Query.boolean_query([(Occur.Must, Query.all_query()), *unwanted])

    def _unwanted(self, text: Text) -> list[Query]:
        units = [unit for word in text.unwanted for unit in self._units(word)]
        phrases = [words for phrase in text.unwanted_phrases if (words := plain_words(phrase))]
        return [self._clause(unit) for unit in units] + [self._phrase("words", words) for words in phrases]

    def _clause(self, unit: Unit) -> Query:
        """One word anywhere, where it weighs the most; a phrase that stands for items, or those items."""
        if unit.meaning:
            return Query.disjunction_max_query([self._said(unit), self._meant(unit.meaning)])
        if unit.acronym:
            return Query.disjunction_max_query([*self._otherwise(unit.acronym), *self._typed(unit)])
        if unit.exact:
            return Query.disjunction_max_query([self._term("words", word) for word in unit.words])
        ways = self._ways(unit.stems, 1.0)
        for other in unit.alternatives:
            if len(other.words) > 1:
                ways.append(self._boosted(self._phrase("words", other.words), other.weight * WEIGHTS["summary"]))
            else:
                ways.extend(self._ways(other.stems, other.weight))
        return Query.disjunction_max_query(ways, TIE_BREAKER)

    def _said(self, phrase: Unit) -> Query:
        """The words of the phrase, loosely; in a row when they are all little words."""
        if phrase.exact:
            return self._phrase("words", phrase.words)
        return Query.boolean_query([(Occur.Must, self._clause(unit)) for unit in phrase.inside])

    def _typed(self, unit: Unit) -> list[Query]:
        """Initials that are a little word elsewhere (AI) are not looked for as that word."""
        return [self._said(unit)] if any(not inside.exact for inside in unit.inside) else []

    def _otherwise(self, acronym: Acronym) -> Iterator[Query]:
        """The other ways of saying it: in full in the title or anywhere, in initials as capitals."""
        for row in acronym.rows:
            yield self._boosted(self._phrase("title_words", row), WEIGHTS["title"] * OTHERWISE)
            yield self._boosted(self._phrase("words", row), WEIGHTS["summary"] * OTHERWISE)
        for initials in sorted(acronym.initials):
            yield self._boosted(self._term("initials", initials), WEIGHTS["summary"])

    def _meant(self, meaning: Meaning) -> Query:
        terms = [Query.term_query(self._schema, f"facets.{meaning.facet}", key, "basic") for key in meaning.keys]
        return Query.const_score_query(Query.boolean_query([(Occur.Should, term) for term in terms]), MEANT)

    def _ways(self, stems: Iterable[str], weight: float) -> list[Query]:
        return [
            self._boosted(self._term(name, stem), field_weight * weight)
            for stem in stems
            for name, field_weight in WEIGHTS.items()
        ]

    def _bonuses(self, units: Sequence[Unit], phrases: Sequence[Sequence[str]]) -> list[Query]:
        """What puts an item before others that match as well: the very words, in the title, side by side."""
        words = [word for unit in units for word in typed_words(unit)]
        bonuses = [self._boosted(self._term("title_words", word), EXACT_IN_TITLE) for word in words]
        bonuses += [self._boosted(self._term("words", word), EXACT) for word in words]
        bonuses += [self._boosted(self._phrase("title_words", phrase), TITLE_PHRASE) for phrase in phrases]
        if len(words) > 1:
            bonuses.append(self._boosted(self._phrase("title_words", words, slop=2), TITLE_PHRASE))
            bonuses.append(self._boosted(self._phrase("words", words, slop=2), PHRASE))
        bonuses += [self._with_accents(unit.accented) for unit in units if unit.accented]
        if self._language:
            of_the_reader = Query.term_query(self._schema, "facets.language", self._language, "basic")
            bonuses.append(Query.const_score_query(of_the_reader, LANGUAGE))
        return bonuses

    def _with_accents(self, word: str) -> Query:
        """Items that write the word with its accents, in the singular or the plural, masculine or feminine."""
        base = word.rstrip("sx")
        forms = dict.fromkeys((word, base, *(f"{base}{ending}" for ending in ("s", "x", "e", "es"))))
        terms = [self._term("spellings", form) for form in forms]
        return Query.const_score_query(Query.boolean_query([(Occur.Should, term) for term in terms]), ACCENTED)

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, "freq")

    def _phrase(self, name: str, words: Sequence[str], *, slop: int = 0) -> Query:
        if len(words) == 1:
            return self._term(name, words[0])
        return Query.phrase_query(self._schema, name, list(words), slop)

    @staticmethod
    def _boosted(query: Query, weight: float) -> Query:
        return query if weight == 1.0 else Query.boost_query(query, weight)


def _written(text: Text, words: str) -> str:
    """The question with other words, its phrases and unwanted words as they were."""
    quoted = [f'"{phrase}"' for phrase in text.phrases]
    unwanted = [f"-{word}" for word in text.unwanted] + [f'-"{phrase}"' for phrase in text.unwanted_phrases]
    return " ".join([words, *quoted, *unwanted])

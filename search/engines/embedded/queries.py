"""From units of meaning to a query of the index: what must match, and what comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tantivy import Occur, Query, Schema

from search.engines.embedded.schema import WEIGHTS
from search.understanding.units import typed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.registry import Meaning
    from search.understanding.acronyms import Acronym
    from search.understanding.units import Question, Unit

# What is said in initials and was typed in full, or the reverse, comes after what says it as it was typed.
OTHERWISE = 0.4
WISHED = 0.2
TIE_BREAKER = 0.2
# An accent typed on purpose: items that have it come first, whatever else they say.
ACCENTED = 40.0
# Of items that answer as well, those in the language of the reader come first.
LANGUAGE = 12.0
# Items that a phrase stands for come after what is about it, and before what merely has its words somewhere.
MEANT = 10.0
EXACT_IN_TITLE, EXACT, TITLE_PHRASE, PHRASE = 1.5, 0.5, 6.0, 1.0


class Compiler:
    """Compiles units for one schema and a reader of one language."""

    def __init__(self, schema: Schema, *, language: str) -> None:
        self._schema = schema
        self._language = language

    def compile(self, question: Question, *, least: int = 0) -> Query:
        """Every unit must match, or `least` of them; every phrase must, and nothing unwanted. Nothing asked: all."""
        parts = [(Occur.Must, self._phrase("words", words)) for words in question.phrases]
        clauses = [self._clause(unit) for unit in question.needed]
        if least:
            loose = Query.boolean_query(
                [(Occur.Should, clause) for clause in clauses], minimum_number_should_match=least
            )
            parts.append((Occur.Must, loose))
        else:
            parts.extend((Occur.Must, clause) for clause in clauses)
        wishes = [self._boosted(self._clause(unit), WISHED) for unit in question.wished]
        if parts:
            parts.extend((Occur.Should, bonus) for bonus in wishes)
            parts.extend((Occur.Should, bonus) for bonus in self._bonuses(question.needed, question.phrases))
        else:
            parts.append((Occur.Must, Query.all_query()))
        parts.extend((Occur.MustNot, self._clause(unit)) for unit in question.unwanted)
        parts.extend((Occur.MustNot, self._phrase("words", words)) for words in question.unwanted_phrases)
        return Query.boolean_query(parts)

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

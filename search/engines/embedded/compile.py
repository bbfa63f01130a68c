"""From the meaning of a question to a query of tantivy: what must match, and what comes first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tantivy import FieldType, Occur, Query, Schema

from search.engines.embedded.schema import days_field
from search.understanding import weights
from search.understanding.days import DaysMeant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from search.registry import Meaning
    from search.understanding.acronyms import Acronym
    from search.understanding.question import Question, Unit


class Compiler:
    """Compiles questions for one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def compile(self, question: Question) -> Query:
        """Every unit must match, or `least` of them; every phrase must, and nothing unwanted. Nothing asked: all."""
        parts = [(Occur.Must, self._phrase("words", words)) for words in question.phrases]
        parts += self._needed([self._clause(unit) for unit in question.needed], question.least)
        if parts:
            wishes = [_boosted(self._clause(unit), weights.WISHED) for unit in question.wished]
            parts += [(Occur.Should, bonus) for bonus in (*wishes, *self._bonuses(question))]
        else:
            parts.append((Occur.Must, Query.all_query()))
        parts += [(Occur.MustNot, self._clause(unit)) for unit in question.unwanted]
        parts += [(Occur.MustNot, self._phrase("words", words)) for words in question.unwanted_phrases]
        return Query.boolean_query(parts)

    @staticmethod
    def _needed(clauses: Sequence[Query], least: int) -> list[tuple[Occur, Query]]:
        if not least:
            return [(Occur.Must, clause) for clause in clauses]
        loose = [(Occur.Should, clause) for clause in clauses]
        return [(Occur.Must, Query.boolean_query(loose, minimum_number_should_match=least))]

    def _clause(self, unit: Unit) -> Query:
        """One word anywhere, where it weighs the most; a phrase that stands for items, or those items."""
        if isinstance(unit.meaning, DaysMeant):
            typed = [] if unit.meaning.alone else [self._as_typed(unit)]
            return Query.disjunction_max_query([*typed, *self._on_days(unit.meaning)])
        if unit.meaning:
            return Query.disjunction_max_query([self._as_typed(unit), self._meant(unit.meaning)])
        if unit.acronym:
            typed = [self._as_typed(unit)] if unit.is_said_in_words else []
            return Query.disjunction_max_query([*self._otherwise(unit.acronym), *typed])
        if unit.exact:
            return Query.disjunction_max_query([self._term("words", word) for word in unit.words])
        ways = self._ways(unit.stems, 1.0)
        for other in unit.alternatives:
            if len(other.words) > 1:
                weight = other.weight * weights.FIELDS["summary"]
                ways.append(_boosted(self._phrase("words", other.words), weight))
            else:
                ways.extend(self._ways(other.stems, other.weight))
        return Query.disjunction_max_query(ways, weights.TIE_BREAKER)

    def _as_typed(self, phrase: Unit) -> Query:
        """The words of the phrase, loosely; in a row when they are all little words."""
        if phrase.exact:
            return self._phrase("words", phrase.words)
        return Query.boolean_query([(Occur.Must, self._clause(unit)) for unit in phrase.inside])

    def _otherwise(self, acronym: Acronym) -> Iterator[Query]:
        """The other ways of saying it: in full in the title or anywhere, in initials as capitals."""
        for row in acronym.rows:
            yield _boosted(self._phrase("title_words", row), weights.FIELDS["title"] * weights.OTHERWISE)
            yield _boosted(self._phrase("words", row), weights.FIELDS["summary"] * weights.OTHERWISE)
        for initials in sorted(acronym.initials):
            yield _boosted(self._term("initials", initials), weights.FIELDS["summary"])

    def _meant(self, meaning: Meaning) -> Query:
        terms = [Query.term_query(self._schema, f"facets.{meaning.facet}", key, "basic") for key in meaning.keys]
        return Query.const_score_query(Query.boolean_query([(Occur.Should, term) for term in terms]), weights.MEANT)

    def _on_days(self, days: DaysMeant) -> Iterator[Query]:
        """Those of the first day before those of the next ones."""
        count = (days.last - days.first).days + 1
        for number in range(count):
            weight = weights.MEANT + weights.SOONER * (count - number) / count
            yield Query.const_score_query(self._on_day(days.facet, days.first + timedelta(days=number)), weight)

    def _on_day(self, facet: str, day: date) -> Query:
        number = day.toordinal()
        return Query.range_query(
            self._schema, days_field(facet), FieldType.Integer, lower_bound=number, upper_bound=number
        )  # fmt: skip

    def _ways(self, stems: Iterable[str], weight: float) -> list[Query]:
        return [
            _boosted(self._term(name, stem), field_weight * weight)
            for stem in stems
            for name, field_weight in weights.FIELDS.items()
        ]

    def _bonuses(self, question: Question) -> list[Query]:
        """What puts an item before others that match as well: the very words, in the title, side by side."""
        words = [word for unit in question.needed for word in unit.typed_words]
        bonuses = [_boosted(self._term("title_words", word), weights.EXACT_IN_TITLE) for word in words]
        bonuses += [_boosted(self._term("words", word), weights.EXACT) for word in words]
        bonuses += [_boosted(self._phrase("title_words", phrase), weights.TITLE_PHRASE) for phrase in question.phrases]
        if len(words) > 1:
            bonuses.append(_boosted(self._phrase("title_words", words, slop=weights.SLOP), weights.TITLE_PHRASE))
            bonuses.append(_boosted(self._phrase("words", words, slop=weights.SLOP), weights.PHRASE))
        bonuses += [self._with_accents(unit.accented) for unit in question.needed if unit.accented]
        if question.language:
            of_the_reader = Query.term_query(self._schema, "language", question.language, "basic")
            bonuses.append(Query.const_score_query(of_the_reader, weights.LANGUAGE))
        return bonuses

    def _with_accents(self, word: str) -> Query:
        """Items that write the word with its accents, in the singular or the plural, masculine or feminine."""
        base = word.rstrip("sx")
        forms = dict.fromkeys((word, base, *(f"{base}{ending}" for ending in ("s", "x", "e", "es"))))
        terms = [self._term("spellings", form) for form in forms]
        either = Query.boolean_query([(Occur.Should, term) for term in terms])
        return Query.const_score_query(either, weights.ACCENTED)

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, value, "freq")

    def _phrase(self, name: str, words: Sequence[str], *, slop: int = 0) -> Query:
        if len(words) == 1:
            return self._term(name, words[0])
        return Query.phrase_query(self._schema, name, list(words), slop)


def _boosted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)

"""From the meaning of a question to clauses: what must match, and what comes first."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tantivy import FieldType, Occur, Query, Schema

from search.engines.embedded.clauses import (
    TITLE_FIELDS,
    Among,
    Best,
    Bounds,
    Constant,
    Every,
    Row,
    Statistics,
    Term,
    every,
    some,
    unscored,
)
from search.engines.embedded.schema import days_field
from search.understanding import weights
from search.understanding.days import DaysMeant
from search.understanding.stems import SHORTEST_STEM, is_stop_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tantivy import Searcher

    from search.engines.embedded.clauses import Clause, Titles
    from search.registry import Meaning
    from search.understanding.acronyms import Acronym
    from search.understanding.question import Question, Unit

# Rounding: a bound that is added up otherwise than the scores may be less than one of them by so much.
MARGIN = 1.0001
TitleWord = tuple[str, str]


class InTitles(NamedTuple):
    """What a title that adds to the score of a unit has one of (`wanted`), and what a title without any lacks too;
    whether an item always matches that has any of `wanted`.
    """

    wanted: frozenset[TitleWord]
    lacked: frozenset[TitleWord]
    are_enough: bool


class Candidates(NamedTuple):
    """The items `within` a query, and what is `asked` of them: a title of the others `lacks` all of some words."""

    within: Query
    asked: Compiled
    lacks: Sequence[Titles]
    all_match: bool = False

    def bounds(self) -> Iterator[float]:
        """The most that any other item can score: at first what is told at once, then exactly what each word adds."""
        asked = self.asked
        for bounds in (Bounds(asked.statistics, exact=False), Bounds(asked.statistics, exact=True)):
            clauses = (*asked.needed, *asked.bonuses)
            most = max(sum(clause.most(bounds, lacked) for clause in clauses) for lacked in self.lacks)
            yield most * MARGIN

    def matched(self) -> Query:
        asked = replace(self.asked, needed=()) if self.all_match else self.asked
        return asked.matched([self.within])


@dataclass(frozen=True, slots=True)
class Compiled:
    """A question for one schema: all of `needed` match (none: everything does), `bonuses` add to the score, none of
    `unwanted` matches. `in_titles` are, for each of its units, the words that titles may have.
    """

    schema: Schema
    statistics: Statistics
    needed: tuple[Clause, ...]
    bonuses: tuple[Clause, ...]
    unwanted: tuple[Clause, ...]
    in_titles: tuple[InTitles, ...]

    def matched(self, chosen: Sequence[Query] = (), hidden: Sequence[Query] = ()) -> Query:
        """Which items match, in one level, that the rarest list may lead; without scores."""
        parts = [(Occur.Must, query) for clause in self.needed for query in _flat(clause, self.schema)]
        parts += [(Occur.Must, query) for query in chosen]
        if not parts:
            parts.append((Occur.Must, Query.all_query()))
        return Query.boolean_query([*parts, *self._excluded(hidden)])

    def scored(
        self, chosen: Sequence[Query] = (), hidden: Sequence[Query] = (), *, within: Query | None = None
    ) -> Query:  # fmt: skip
        """The same items with their scores; those `within` a query alone, when it is given."""
        among = Among(self.schema, within, tuple(chosen))
        parts = [(Occur.Must, clause.scored(among)) for clause in self.needed]
        parts += [(Occur.Must, unscored(query)) for query in (*chosen, within) if query is not None]
        if not parts:
            parts.append((Occur.Must, Query.all_query()))
        scored = Query.boolean_query([*parts, *self._excluded(hidden)])
        # What stands side by side is read for all items; one clause in another, for those that match already.
        apart = [bonus for bonus in self.bonuses if within is not None or isinstance(bonus, Row)]
        beside = [(Occur.Should, bonus.scored(among)) for bonus in self.bonuses if bonus not in apart]
        if beside:
            scored = Query.boolean_query([(Occur.Must, scored), *beside])
        for bonus in apart:
            alone = Among(self.schema) if isinstance(bonus, Term) else among
            scored = Query.boolean_query([(Occur.Must, scored), (Occur.Should, bonus.scored(alone))])
        return scored

    def _excluded(self, hidden: Sequence[Query]) -> list[tuple[Occur, Query]]:
        unwanted = [clause.matched(self.schema) for clause in self.unwanted]
        return [(Occur.MustNot, query) for query in (*unwanted, *hidden)]

    def share(self) -> float:
        """About which part of all items match, from 0 to 1, as if words stood in them by chance."""
        return math.prod(clause.share(self.statistics) for clause in self.needed)

    def candidates(self, searcher: Searcher) -> Iterator[Candidates]:
        """Ever more items that may be the best: those with all the words in their title, those with any."""
        units = [unit for unit in self.in_titles if unit.wanted]
        having = {term: self.statistics.having(*term) for unit in units for term in unit.wanted}
        if not any(having.values()):
            return
        # Little is saved where most of the items are candidates.
        most = searcher.num_docs // 3
        if len(units) > 1 and min(sum(having[term] for term in unit.wanted) for unit in units) < most:
            all_match = len(units) == len(self._units()) and all(unit.are_enough for unit in units)
            asked = self._of_all() if all_match else self
            lacks = [unit.lacked for unit in units]
            yield Candidates(every([self._any(unit.wanted) for unit in units]), asked, lacks, all_match)
        if sum(having.values()) < 2 * most:
            yield Candidates(self._any(having), self, [{term for unit in units for term in unit.lacked}])

    def _units(self) -> tuple[Clause, ...]:
        """What must match, all of it or some; nothing where more than units must."""
        first = self.needed[0]
        units = first.clauses if isinstance(first, Every) and first.least else self.needed
        return units if all(isinstance(clause, Best | Every) for clause in self.needed) else ()

    def _of_all(self) -> Compiled:
        """The same, asked of items that match all there is: a wish for all of it counts it twice."""
        units = Every(self._units())
        bonuses = tuple(bonus for bonus in self.bonuses if bonus != units)
        boost = 1.0 + len(self.bonuses) - len(bonuses)
        return replace(self, needed=(Best((units,), boost=boost),), bonuses=bonuses)

    def _any(self, terms: Iterable[TitleWord]) -> Query:
        return some([Query.term_query(self.schema, *term, "basic") for term in sorted(terms)])


def _in_titles(unit: Unit, clause: Best) -> InTitles:
    typed = {word for word in unit.typed_words if not unit.exact}
    wanted = {*_title_terms(clause), *(("title_words", word) for word in typed if _may_lack_its_stem(word))}
    lacked = {*wanted, *(("title_words", word) for word in typed)}
    enough = {(way.field, way.word) for way in clause.clauses if isinstance(way, Term)}
    return InTitles(frozenset(wanted), frozenset(lacked), wanted <= enough)


def _alone(clause: Best, boost: float) -> Clause:
    """One clause of a union of one, where that changes nothing."""
    if len(clause.clauses) == 1 and clause.boost * boost == 1.0:
        return clause.clauses[0]
    return replace(clause, boost=clause.boost * boost)


def _may_lack_its_stem(word: str) -> bool:
    """Whether a title that has a word may lack its stem, as little words have none."""
    return len(word) < SHORTEST_STEM or any(is_stop_word(word, language=language) for language in ("fr", "en"))


def _flat(clause: Clause, schema: Schema) -> Iterator[Query]:
    if isinstance(clause, Every) and not clause.least:
        for inside in clause.clauses:
            yield from _flat(inside, schema)
    else:
        yield clause.matched(schema)


def _title_terms(clause: Clause) -> Iterator[TitleWord]:
    """Words of titles one of which is there wherever a title adds to the score of a clause."""
    if isinstance(clause, Term) and clause.field in TITLE_FIELDS:
        yield clause.field, clause.word
    if isinstance(clause, Row) and clause.field in TITLE_FIELDS:
        # All are there; the longest is seldom a little word.
        yield clause.field, max(clause.words, key=len)
    if isinstance(clause, Best | Every):
        for inside in clause.clauses:
            yield from _title_terms(inside)


class Compiler:
    """Compiles questions for one schema and one view of the index: what no item of it has is left out."""

    def __init__(self, schema: Schema, statistics: Statistics) -> None:
        self._schema = schema
        self._statistics = statistics

    def compile(self, question: Question) -> Compiled:
        """Every unit must match, or `least` of them; every phrase must, and nothing unwanted. Nothing asked: all."""
        needed: list[Clause] = [Row("words", words) for words in question.phrases]
        units = tuple(self._clause(unit) for unit in question.needed)
        needed += [Every(units, question.least)] if question.least else units
        in_titles = [_in_titles(unit, clause) for unit, clause in zip(question.needed, units, strict=True)]
        bonuses: list[Clause] = []
        if needed:
            bonuses += [_alone(self._clause(unit), weights.WISHED) for unit in question.wished]
            bonuses += filter(self._adds, self._bonuses(question))
        unwanted: list[Clause] = [self._clause(unit) for unit in question.unwanted]
        unwanted += [Row("words", words) for words in question.unwanted_phrases]
        return Compiled(
            self._schema, self._statistics, tuple(needed), tuple(bonuses), tuple(unwanted), tuple(in_titles)
        )  # fmt: skip

    def _clause(self, unit: Unit) -> Best:
        """One word anywhere, where it weighs the most; a phrase that stands for items, or those items."""
        if isinstance(unit.meaning, DaysMeant):
            typed = [] if unit.meaning.alone else [self._as_typed(unit)]
            return Best((*typed, *self._on_days(unit.meaning)))
        if unit.meaning:
            otherwise = self._otherwise(unit.acronym) if unit.acronym else ()
            return Best((self._as_typed(unit), *otherwise, self._meant(unit.meaning)))
        if unit.acronym:
            typed = [self._as_typed(unit)] if unit.is_said_in_words else []
            return Best((*self._otherwise(unit.acronym), *typed))
        if unit.exact:
            return Best(tuple(Term("words", word) for word in unit.words))
        ways: list[Clause] = [*self._ways(unit.stems, 1.0)]
        for other in unit.alternatives:
            if len(other.words) > 1:
                ways.append(Row("words", other.words, other.weight * weights.FIELDS["summary"]))
            else:
                ways.extend(self._ways(other.stems, other.weight))
        return Best(tuple(ways), weights.TIE_BREAKER)

    def _as_typed(self, phrase: Unit) -> Clause:
        """The words of the phrase, loosely; in a row when they are all little words."""
        if phrase.exact:
            return Row("words", phrase.words)
        return Every(tuple(self._clause(unit) for unit in phrase.inside))

    def _otherwise(self, acronym: Acronym) -> Iterator[Clause]:
        """The other ways of saying it: in full in the title or anywhere, in initials as capitals."""
        for row in acronym.rows:
            yield Row("title_words", tuple(row), weights.FIELDS["title"] * weights.OTHERWISE)
            yield Row("words", tuple(row), weights.FIELDS["summary"] * weights.OTHERWISE)
        for initials in sorted(acronym.initials):
            yield Term("initials", initials, weights.INITIALS)

    def _meant(self, meaning: Meaning) -> Clause:
        terms = tuple(Query.term_query(self._schema, f"facets.{meaning.facet}", key, "basic") for key in meaning.keys)
        return Constant(("meant", meaning), terms, weights.MEANT)

    def _on_days(self, days: DaysMeant) -> Iterator[Clause]:
        """Those of the first day before those of the next ones."""
        count = (days.last - days.first).days + 1
        for number in range(count):
            weight = weights.MEANT + weights.SOONER * (count - number) / count
            day = days.first + timedelta(days=number)
            yield Constant(("on", days.facet, day), (self._on_day(days.facet, day),), weight)

    def _on_day(self, facet: str, day: date) -> Query:
        number = day.toordinal()
        return Query.range_query(
            self._schema, days_field(facet), FieldType.Integer, lower_bound=number, upper_bound=number
        )  # fmt: skip

    def _ways(self, stems: Iterable[str], weight: float) -> Iterator[Clause]:
        """The fields that have any of these stems; a clause of none matches nothing."""
        for stem in stems:
            for name, field_weight in weights.FIELDS.items():
                if self._statistics.having(name, stem):
                    yield Term(name, stem, field_weight * weight)

    def _adds(self, bonus: Clause) -> bool:
        """Whether any item can have a bonus."""
        if isinstance(bonus, Term):
            return self._statistics.having(bonus.field, bonus.word) > 0
        if isinstance(bonus, Row):
            return all(self._statistics.having(bonus.field, word) for word in bonus.words)
        return not isinstance(bonus, Constant) or bool(bonus.queries)

    def _bonuses(self, question: Question) -> Iterator[Clause]:
        """What puts an item before others that match as well: the very words, in the title, side by side."""
        words = tuple(word for unit in question.needed for word in unit.typed_words)
        yield from (Term("title_words", word, weights.EXACT_IN_TITLE) for word in words)
        yield from (Term("words", word, weights.EXACT) for word in words)
        yield from (Row("title_words", phrase, weights.TITLE_PHRASE) for phrase in question.phrases)
        if len(words) > 1:
            yield Row("title_words", words, weights.TITLE_PHRASE, weights.SLOP)
            yield Row("words", words, weights.PHRASE, weights.SLOP)
        yield from (self._with_accents(unit.accented) for unit in question.needed if unit.accented)
        if question.language:
            of_the_reader = Query.term_query(self._schema, "language", question.language, "basic")
            yield Constant(("language", question.language), (of_the_reader,), weights.LANGUAGE)

    def _with_accents(self, word: str) -> Clause:
        """Items that write the word with its accents, in the singular or the plural, masculine or feminine."""
        base = word.rstrip("sx")
        forms = dict.fromkeys((word, base, *(f"{base}{ending}" for ending in ("s", "x", "e", "es"))))
        known = filter(lambda form: self._statistics.having("spellings", form), forms)
        terms = tuple(Query.term_query(self._schema, "spellings", form, "basic") for form in known)
        return Constant(("accents", word), terms, weights.ACCENTED)

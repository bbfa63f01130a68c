"""The slow and simple way to answer a question, which the engine must agree with: one query with every bonus over every
item, scored; all of it read, ordered, folded and counted in Python.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from tantivy import FieldType, Occur, Query, Schema

from search import registry
from search.engines.base import EngineAnswer
from search.engines.embedded.schema import days_field, facets_signature, schema_of
from search.engines.order import recency
from search.engines.stored import from_payload
from search.enrich import enriched
from search.facets import values
from search.facets.kinds import NumberAtMost, Period
from search.highlight import Highlighter
from search.results import PAGE_SIZE, Hit
from search.understanding import weights
from search.understanding.days import DaysMeant
from search.understanding.interpret import interpret
from search.understanding.lexicon import Lexicon
from search.understanding.terms import terms_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from search.documents import SearchDocument
    from search.engines.embedded import EmbeddedEngine
    from search.facets.kinds import Facet
    from search.query import SearchQuery
    from search.registry import Meaning
    from search.understanding.acronyms import Acronym
    from search.understanding.question import MarkedTerms, Question, Unit

MOST_VALUES = 500


@dataclass(frozen=True)
class Item:
    """A document of the index, with its text and what it is counted under."""

    document: SearchDocument
    body: str
    facets: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    days: Mapping[str, Sequence[date]]


class Oracle:
    """Answers as of the index when it is made."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self.searcher: Any = engine.storage.searcher()
        self.schema = schema_of(facets_signature())
        self._items: dict[tuple[int, int], Item] = {}

    @cached_property
    def known(self) -> Lexicon:
        return Lexicon(self.searcher.terms_with_prefix("spellings", ""))

    def answer(self, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> EngineAnswer:
        facet = query.facet_of_days
        today = timezone.localdate() if facet else None
        meant = interpret(query.text, self, language=language, facet_of_days=facet, today=today)
        every = self._scored(meant.question)
        found = self._folded([hit for hit in every if self._is_chosen(hit[1], query)], language)
        found.sort(key=lambda hit: self._place(hit, query, is_ranked=meant.question.is_ranked))
        first = (query.page - 1) * PAGE_SIZE
        shown = [item for _score, item in found[first : first + PAGE_SIZE]]
        days = (meant.days.first, meant.days.last) if meant.days and not meant.on_no_day else None
        hits = tuple(replace(self._hit(item, meant.marked, shown), days=days) for item in shown)
        counts = {name: self._counts(name, every, query, language) for name in facets}
        return EngineAnswer(
            hits, len(found), counts, meant.suggestion, meant.relaxed, meant.corrected, meant.days, meant.on_no_day
        )  # fmt: skip

    # What `interpret` asks

    def finds(self, question: Question, *, at_least: int = 1) -> bool:
        return len(self._scored(question)) >= at_least

    def first_that_finds(self, questions: Sequence[Question]) -> Question | None:
        return next(filter(self.finds, questions), None)

    def lexicon(self) -> Lexicon:
        return self.known

    def words_among(self, words: Collection[str]) -> set[str]:
        return {word for word in words if self.searcher.doc_freq("words", word)}

    def stems_among(self, stems: Collection[str]) -> set[str]:
        return {stem for stem in stems if any(self.searcher.doc_freq(name, stem) for name in weights.FIELDS)}

    def frequencies(self, stems: Collection[str]) -> dict[str, int]:
        def asked(stem: str) -> Query:
            terms = [Query.term_query(self.schema, name, stem, "freq") for name in weights.FIELDS]
            return Query.boolean_query([(Occur.Should, term) for term in terms])

        return {stem: self.searcher.search(asked(stem), limit=1).count for stem in stems}

    def words_in(self, language: str, words: Collection[str]) -> set[str]:
        return {word for word in words if self._is_in(word, language)}

    def _is_in(self, word: str, language: str) -> bool:
        parts = [Query.term_query(self.schema, "words", word), Query.term_query(self.schema, "language", language)]
        return bool(self.searcher.search(Query.boolean_query([(Occur.Must, part) for part in parts]), limit=1).count)

    # Items

    def _scored(self, question: Question) -> list[tuple[float, Item]]:
        answer = self.searcher.search(Compiler(self.schema).compile(question), limit=max(1, self.searcher.num_docs))
        return [(score, self._item(address)) for score, address in answer.hits]

    def _item(self, address: Any) -> Item:
        place = (address.segment_ord, address.doc)
        if place not in self._items:
            stored = self.searcher.doc(address)
            document, _none = from_payload(stored["payload"][0])
            entry = next(enriched([document]))
            body = bytes(stored["text"][0]).decode()
            self._items[place] = Item(document, body, entry.facets, entry.numbers, entry.days)
        return self._items[place]

    @staticmethod
    def _is_chosen(item: Item, query: SearchQuery, *, but: str = "") -> bool:
        chosen = ((registry.facets()[name], keys) for name, keys in query.filters.items() if keys and name != but)
        return all(_carries(item, facet, keys) for facet, keys in chosen)

    @staticmethod
    def _folded(hits: Iterable[tuple[float, Item]], language: str) -> list[tuple[float, Item]]:
        """Without versions of works that another one that is found stands for."""
        hits = list(hits)
        works: dict[str, list[SearchDocument]] = {}
        for _score, item in hits:
            if item.document.work:
                works.setdefault(item.document.work, []).append(item.document)

        def is_hidden(document: SearchDocument) -> bool:
            others = works.get(document.work, [])
            if any(other.language == language for other in others):
                return document.language != language
            return any(other.id == other.work for other in others) and document.id != document.work

        return [hit for hit in hits if not is_hidden(hit[1].document)]

    @staticmethod
    def _place(hit: tuple[float, Item], query: SearchQuery, *, is_ranked: bool) -> tuple[Any, ...]:
        score, item = hit
        last = -recency(item.document)
        if query.sort == "title":
            running = terms_of(item.document.title, item.document.language).running
            return (" ".join(running.split())[:200], last)
        if query.sort == "shortest":
            return (item.document.minutes is None, item.document.minutes, last)
        return (last,) if query.sort == "newest" or not is_ranked else (-round(score * 100), last)

    @cached_property
    def _works(self) -> dict[str, list[SearchDocument]]:
        works: dict[str, list[SearchDocument]] = {}
        for _score, address in self.searcher.search(Query.all_query(), limit=max(1, self.searcher.num_docs)).hits:
            document = self._item(address).document
            works.setdefault(document.work, []).append(document)
        return works

    def _hit(self, item: Item, marked: MarkedTerms, shown: Sequence[Item]) -> Hit:
        document = item.document
        highlights = Highlighter(marked).highlights(
            title=document.title, summary=document.summary, body=item.body, language=document.language
        )
        ids = {one.document.id for one in shown}
        others = [one for one in self._works[document.work] if document.work and one.id not in ids]
        return Hit(document, highlights, tuple(sorted(others, key=lambda one: (one.language, one.pk))))

    def _counts(self, name: str, every: list[tuple[float, Item]], query: SearchQuery, language: str) -> dict[str, int]:
        facet = registry.facets()[name]
        but = "" if facet.adds_up else name
        hits = [hit for hit in every if self._is_chosen(hit[1], query, but=but)]
        counts: dict[str, int] = {}
        for _score, item in hits if facet.counts_versions else self._folded(hits, language):
            for key in item.facets.get(name, ()):
                counts[key] = counts.get(key, 0) + 1
        return dict(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:MOST_VALUES])


def _carries(item: Item, facet: Facet, keys: Sequence[str]) -> bool:
    if isinstance(facet, NumberAtMost):
        return facet.name in item.numbers and item.numbers[facet.name] <= int(keys[0])
    if isinstance(facet, Period):
        first, last = values.bounds(keys[0])
        return any((first or day) <= day <= (last or day) for day in item.days.get(facet.name, ()))
    has = [key in item.facets.get(facet.name, ()) for key in keys]
    return all(has) if facet.adds_up else any(has)


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
            otherwise = self._otherwise(unit.acronym) if unit.acronym else ()
            return Query.disjunction_max_query([self._as_typed(unit), *otherwise, self._meant(unit.meaning)])
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
            yield _boosted(self._term("initials", initials), weights.INITIALS)

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

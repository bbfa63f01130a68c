"""From the meaning of a question to a query of the cluster: what must match, and what comes first.

The same as `search.engines.embedded.compile`, clause by clause.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from elasticsearch.dsl import Q

from search.engines.cluster.mapping import days_field, facet_field, in_lexicon
from search.understanding import weights
from search.understanding.days import DaysMeant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from elasticsearch.dsl.query import Query

    from search.registry import Meaning
    from search.understanding.acronyms import Acronym
    from search.understanding.question import Question, Unit


def compile_question(question: Question) -> Query:
    """Every unit must match, or `least` of them; every phrase must, and nothing unwanted. Nothing asked: all."""
    must = [_phrase("words", words) for words in question.phrases]
    should: list[Query] = []
    clauses = [_clause(unit) for unit in question.needed]
    if question.least and clauses:
        must.append(Q("bool", should=clauses, minimum_should_match=question.least))
    else:
        must += clauses
    if must:
        should = [_boosted(_clause(unit), weights.WISHED) for unit in question.wished] + _bonuses(question)
    unwanted = [_clause(unit) for unit in question.unwanted]
    unwanted += [_phrase("words", words) for words in question.unwanted_phrases]
    return Q("bool", must=must or [Q("match_all")], should=should, must_not=unwanted)


def term(name: str, value: str) -> Query:
    return Q("term", **{name: {"value": value}})


def _clause(unit: Unit) -> Query:
    """One word anywhere, where it weighs the most; a phrase that stands for items, or those items."""
    if isinstance(unit.meaning, DaysMeant):
        typed = [] if unit.meaning.alone else [_as_typed(unit)]
        return _best([*typed, *_on_days(unit.meaning)])
    if unit.meaning:
        otherwise = _otherwise(unit.acronym) if unit.acronym else ()
        return _best([_as_typed(unit), *otherwise, _meant(unit.meaning)])
    if unit.acronym:
        typed = [_as_typed(unit)] if unit.is_said_in_words else []
        return _best([*_otherwise(unit.acronym), *typed])
    if unit.exact:
        return _best([term("words", word) for word in unit.words])
    ways = _ways(unit.stems, 1.0)
    for other in unit.alternatives:
        if len(other.words) > 1:
            ways.append(_boosted(_phrase("words", other.words), other.weight * weights.FIELDS["summary"]))
        else:
            ways.extend(_ways(other.stems, other.weight))
    return _best(ways, tie_breaker=weights.TIE_BREAKER)


def _as_typed(phrase: Unit) -> Query:
    """The words of the phrase, loosely; in a row when they are all little words."""
    if phrase.exact:
        return _phrase("words", phrase.words)
    return Q("bool", must=[_clause(unit) for unit in phrase.inside])


def _otherwise(acronym: Acronym) -> Iterator[Query]:
    """The other ways of saying it: in full in the title or anywhere, in initials as capitals."""
    for row in acronym.rows:
        yield _boosted(_phrase("title_words", row), weights.FIELDS["title"] * weights.OTHERWISE)
        yield _boosted(_phrase("words", row), weights.FIELDS["summary"] * weights.OTHERWISE)
    for initials in sorted(acronym.initials):
        yield _boosted(term("initials", initials), weights.INITIALS)


def _meant(meaning: Meaning) -> Query:
    return _constant(Q("terms", **{facet_field(meaning.facet): list(meaning.keys)}), weights.MEANT)


def _on_days(days: DaysMeant) -> Iterator[Query]:
    """Those of the first day before those of the next ones."""
    count = (days.last - days.first).days + 1
    for number in range(count):
        weight = weights.MEANT + weights.SOONER * (count - number) / count
        day = (days.first + timedelta(days=number)).toordinal()
        yield _constant(Q("term", **{days_field(days.facet): {"value": day}}), weight)


def _ways(stems: Iterable[str], weight: float) -> list[Query]:
    return [
        _boosted(term(name, stem), field_weight * weight)
        for stem in stems
        for name, field_weight in weights.FIELDS.items()
    ]


def _bonuses(question: Question) -> list[Query]:
    """What puts an item before others that match as well: the very words, in the title, side by side."""
    words = [word for unit in question.needed for word in unit.typed_words]
    bonuses = [_boosted(term("title_words", word), weights.EXACT_IN_TITLE) for word in words]
    bonuses += [_boosted(term("words", word), weights.EXACT) for word in words]
    bonuses += [_boosted(_phrase("title_words", phrase), weights.TITLE_PHRASE) for phrase in question.phrases]
    if len(words) > 1:
        bonuses.append(_boosted(_near("title_words", words), weights.TITLE_PHRASE))
        bonuses.append(_boosted(_near("words", words), weights.PHRASE))
    bonuses += [_with_accents(unit.accented) for unit in question.needed if unit.accented]
    if question.language:
        bonuses.append(_constant(term("language", question.language), weights.LANGUAGE))
    return bonuses


def _with_accents(word: str) -> Query:
    """Items that write the word with its accents, in the singular or the plural, masculine or feminine."""
    base = word.rstrip("sx")
    forms = dict.fromkeys((word, base, *(f"{base}{ending}" for ending in ("s", "x", "e", "es"))))
    return _constant(Q("terms", lexicon=[in_lexicon(form) for form in forms]), weights.ACCENTED)


def _phrase(name: str, words: Sequence[str]) -> Query:
    if len(words) == 1:
        return term(name, words[0])
    return Q("match_phrase", **{name: {"query": " ".join(words), "analyzer": "whitespace"}})


def _near(name: str, words: Sequence[str]) -> Query:
    """The words in their order, with few others between."""
    parts: list[dict[str, Any]] = [{"span_term": {name: {"value": word}}} for word in words]
    return Q("span_near", clauses=parts, slop=weights.SLOP, in_order=True)


def _best(ways: Sequence[Query], *, tie_breaker: float = 0.0) -> Query:
    if len(ways) == 1:
        return ways[0]
    return Q("dis_max", queries=list(ways), tie_breaker=tie_breaker) if ways else Q("match_none")


def _constant(query: Query, weight: float) -> Query:
    return Q("constant_score", filter=query, boost=weight)


def _boosted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Q("bool", must=[query], boost=weight)

"""From words that were typed to units of meaning: compounds, phrases that stand for items, things said in initials."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from search.understanding import acronyms, synonyms, thesaurus
from search.understanding.acronyms import Acronym
from search.understanding.day_spans import FROM_THEN_ON
from search.understanding.days import DaysMeant
from search.understanding.families import relatives
from search.understanding.hints import names_a_kind
from search.understanding.question import Alternative, Unit
from search.understanding.stems import infinitive, stems
from search.understanding.thesaurus import ENGLISH, SynonymMatch
from search.understanding.weights import FAMILY, JOINED, SYNONYM, SYNONYM_ALONE, SYNONYM_IN_FRENCH
from search.understanding.words import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from search.understanding.days import SaidDays
    from search.understanding.intents import Aside
    from search.understanding.view import IndexView

MOST_WORDS, MOST_WORDS_LOOKED_UP = 24, 60
# Of one word or phrase, and of all that are in a question: a cluster refuses more than 1,024 clauses.
MOST_SYNONYMS, MOST_SYNONYMS_IN_ALL = 8, 40
# A word that fewer items have is looked for by its family too.
RARE, MOST_RELATIVES = 5, 4
# What is on is wished for so often: it outweighs a title that has the word for the day; one that has all the others.
BEFORE_WORDS, BEFORE_OTHERS = 3, 6
# Each day of a wish is a clause of a question; a cluster refuses more than 1,024 of all kinds.
MOST_DAYS_WISHED = 240
# Letters from which a word that is nowhere as typed, though its stem is, may be a mistake.
SHORTEST_DOUBTFUL = 7


def plain_words(phrase: str) -> list[str]:
    """The words of a phrase as they stand in the index: without accents, capitals and elided articles."""
    return [piece.words[0] for piece in pieces(phrase) if not piece.joined][:MOST_WORDS]


def unit_of(piece: Piece, compounds: Iterable[Piece], *, exact: bool) -> Unit:
    wholes = [whole for whole in compounds if whole.start <= piece.start and piece.end <= whole.end]
    others = tuple(Alternative(whole.words, both_stems(whole.words), JOINED) for whole in wholes)
    # What its accents tell from another word (maïs) is not stemmed without them.
    is_apart = bool(piece.accented) and piece.stems == piece.words
    verbs = [stem for verb in map(infinitive, piece.words) if verb for stem in stems(verb)]
    unit_stems = piece.stems if is_apart else tuple(dict.fromkeys((*piece.stems, *both_stems(piece.words), *verbs)))
    return Unit(piece.start, piece.end, piece.words, unit_stems, others, exact, accented=piece.accented)


def with_meanings(units: list[Unit], text: str) -> list[Unit]:
    """The units of a text, those of each phrase that stands for items gathered into one."""
    for span in synonyms.find(text):
        if any(unit.meaning and unit.start < span.end and span.start < unit.end for unit in units):
            continue
        inside = [unit for unit in units if span.start <= unit.start and unit.end <= span.end]
        stems_of_it = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
        exact = all(unit.exact for unit in inside)
        inside = [unit for unit in inside if unit.words[0] not in span.meaning.beside] or inside
        others = tuple(row for row in span.meaning.wordings if row != span.words)[:MOST_SYNONYMS]
        otherwise = Acronym(frozenset(), others) if others else None
        whole = Unit(span.start, span.end, span.words, stems_of_it, (), exact, tuple(inside), span.meaning, otherwise)
        units = [*(unit for unit in units if unit.end <= span.start or span.end <= unit.start), whole]
    return units


def with_asides(units: list[Unit], asides: Sequence[Aside], text: str) -> list[Unit]:
    """The units of a text, those of words that filters stand for gathered into wishes. Words of wishes that are let go
    weigh nothing beside others: who typed “podcast, moins d'une heure” asks for no title that says “une heure”.
    """
    let_go = [aside for aside in asides if aside.meaning is None]
    told = [unit for unit in units if not any(aside.start <= unit.start and unit.end <= aside.end for aside in let_go)]
    if all(unit.hint for unit in told):
        told = [unit if unit in told else replace(unit, hint=True) for unit in units]
    units = told
    for aside in asides:
        inside = [unit for unit in units if aside.start <= unit.start and unit.end <= aside.end]
        if aside.meaning is None:
            continue
        words = tuple(unit.words[0] for unit in inside) or tuple(plain_words(text[aside.start : aside.end]))
        exact = all(unit.exact for unit in inside)
        # Without stems: what says it is not marked, filters answer it.
        whole = Unit(aside.start, aside.end, words, (), (), exact, tuple(inside), aside.meaning, hint=True)
        nearest = [replace(whole, exact=True, inside=(), meaning=aside.preferred)] if aside.preferred else []
        others = [unit for unit in units if unit not in inside]
        units = sorted([*others, whole, *nearest], key=lambda unit: unit.start)
    return units


def with_days(units: list[Unit], said: SaidDays, *, facet: str) -> list[Unit]:
    """The units of a text, those of the words that say some days gathered into one: what is on then, or says them.

    Several words count in a row alone: “ce week-end” is not every page about weekends. What is on comes before what has
    a lone word, which titles say of each week (“La brocante du samedi”).
    """
    inside = [unit for unit in units if said.start <= unit.start and unit.end <= said.end]
    stems_of_it = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
    exact = len(said.words) > 1 or all(unit.exact for unit in inside)
    meaning = DaysMeant(facet, said.first, said.last)
    whole = Unit(said.start, said.end, said.words, stems_of_it, (), exact, tuple(inside), meaning)
    wishes = [] if len(said.words) > 1 else [_on(said, facet)] * BEFORE_WORDS
    return [*(unit for unit in units if unit not in inside), whole, *wishes]


def beside_days(units: list[Unit], said: SaidDays, *, facet: str, today: date) -> list[Unit]:
    """The units of a text of which little is on on the days that it says: these are a wish beside its other words, and
    so, less, is what is still to come; or they are words like any others where they are all that it says.
    """
    others = [unit for unit in units if not (said.start <= unit.start and unit.end <= said.end)]
    if all(unit.hint or unit.is_filler for unit in others) and not any(map(names_a_kind, others)):
        return units
    soon = replace(said, first=today, last=today + FROM_THEN_ON)
    times = max(1, min(BEFORE_OTHERS, MOST_DAYS_WISHED // ((said.last - said.first).days + 1)))
    return [*others, *[_on(said, facet)] * times, _on(soon, facet)]


def _on(said: SaidDays, facet: str) -> Unit:
    """A wish for what is on."""
    meaning = DaysMeant(facet, said.first, said.last, alone=True)
    return Unit(said.start, said.end, said.words, (), (), exact=True, meaning=meaning, hint=True)


def both_stems(words: Iterable[str]) -> tuple[str, ...]:
    """Stems in both languages: a question does not say which it is written in."""
    in_each = (stem for word in words for language in ("fr", "en") for stem in stems(word, language=language))
    return tuple(dict.fromkeys(in_each))


def with_acronyms(units: list[Unit], text: str) -> list[Unit]:
    """The units of a text, those of each thing said in initials or in full gathered into one."""
    for match in acronyms.find(text):
        if any(unit.meaning and unit.start < match.end and match.start < unit.end for unit in units):
            continue
        inside = [unit for unit in units if match.start <= unit.start and unit.end <= match.end]
        inner_stems = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
        whole = Unit(
            match.start, match.end, match.words, inner_stems, inside=tuple(inside), acronym=match.acronym,
            hint=bool(inside) and all(unit.hint for unit in inside),
        )  # fmt: skip
        units = sorted([*(unit for unit in units if unit not in inside), whole], key=lambda unit: unit.start)
    return units


def with_synonyms(units: list[Unit], text: str, index: IndexView, *, language: str) -> list[Unit]:
    """The units of a text, those that have synonyms in the index satisfied by these too, weighing less. Of a text that
    nobody types the first words alone are looked up.
    """
    read = list(islice((piece for piece in pieces(text) if not piece.joined), MOST_WORDS_LOOKED_UP))
    matches = thesaurus.current().find(text[: read[-1].end] if read else "", language=language)
    matches += _of_acronyms(units, matches, language)
    if not matches:
        return units
    known = _known(matches, index)
    stems_there = index.stems_among({stem for unit in units for stem in unit.stems})
    brought: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for match in sorted(matches, key=lambda match: match.loose):
        inside = [unit for unit in units if match.start <= unit.start and unit.end <= match.end]
        left = MOST_SYNONYMS_IN_ALL - sum(map(len, brought.values()))
        others = brought.get(match.words, [row for row in match.others if row in known][: min(MOST_SYNONYMS, left)])
        if match.loose:
            # Each word is looked for as it is, the last by what the phrase stands for too.
            inside = inside[-1:]
        elif len(match.words) > 1 and not any(unit.start < match.end and match.start < unit.end for unit in units):
            inside = _only_asking(match, read)
        if not inside or not others or any(unit.meaning for unit in inside):
            continue
        brought[match.words] = others
        whole = _satisfied_by(inside, match, others, weight=_weight_of_synonyms(inside, stems_there, language))
        units = sorted([*(unit for unit in units if unit not in inside), whole], key=lambda unit: unit.start)
    return units


def _of_acronyms(units: Iterable[Unit], matches: Sequence[SynonymMatch], language: str) -> list[SynonymMatch]:
    """What is said in initials or in full and has no synonyms as it is typed, with those of its other ways."""
    found = []
    for unit in units:
        if not unit.acronym or any(match.start < unit.end and unit.start < match.end for match in matches):
            continue
        ways = [" ".join(row) for row in unit.acronym.rows] + sorted(unit.acronym.initials)
        said = (match for way in ways for match in thesaurus.current().find(way, language=language))
        others = dict.fromkeys(row for match in said if match.words in unit.acronym.ways for row in match.others)
        if others:
            found.append(SynonymMatch(unit.start, unit.end, unit.words, tuple(others)))
    return found


def _only_asking(match: SynonymMatch, read: Iterable[Piece]) -> list[Unit]:
    """The words of a phrase that only asks (“qui sait faire quoi”): it adds, and is needed by no item. A word that
    only asks (“teach kids about rumours”) adds nothing.
    """
    inside = [piece for piece in read if match.start <= piece.start and piece.end <= match.end]
    return [replace(unit_of(piece, (), exact=False), hint=True) for piece in inside]


def _weight_of_synonyms(inside: Sequence[Unit], stems_there: set[str], language: str) -> float:
    if not any(stem in stems_there for unit in inside for stem in unit.stems):
        return SYNONYM_ALONE
    return SYNONYM_IN_FRENCH if language == ENGLISH else SYNONYM


def _satisfied_by(
    inside: Sequence[Unit], match: SynonymMatch, others: Sequence[tuple[str, ...]], *, weight: float
) -> Unit:  # fmt: skip
    first = inside[0]
    rows = tuple(row for row in others if len(row) > 1)
    if len(inside) == 1 and first.acronym:
        return replace(first, acronym=first.acronym._replace(rows=(*first.acronym.rows, *others)))
    if len(inside) == 1 and not match.loose:
        added = tuple(Alternative(row, both_stems(row), weight) for row in others if len(row) == 1)
        # What has other names is no other word without its accents.
        first = replace(first, alternatives=(*first.alternatives, *added), accented="")
        if not rows or first.exact:
            return first
        inside = (first,)
    else:
        rows = tuple(others)
    inner_stems = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
    said_otherwise = Acronym(frozenset(), rows)
    is_hint = all(unit.hint for unit in inside)
    start, words = (first.start, first.words) if match.loose else (match.start, match.words)
    return Unit(start, match.end, words, inner_stems, inside=tuple(inside), acronym=said_otherwise, hint=is_hint)


def without_repeats(units: Iterable[Unit]) -> list[Unit]:
    """The units of a text, each word or phrase once: what is said twice (“ce qui a marché, ce qui n'a pas marché”) is
    no more.
    """
    said: set[tuple[tuple[str, ...], Acronym | None]] = set()
    kept: list[Unit] = []
    for unit in units:
        once = not (unit.exact or unit.meaning)
        if not (once and (unit.stems, unit.acronym) in said):
            kept.append(unit)
        if once:
            said.add((unit.stems, unit.acronym))
    return kept


def with_relatives(units: list[Unit], index: IndexView, *, language: str) -> list[Unit]:
    """The units of a text, rare words satisfied by those of their families too, weighing less; words that no item has
    also by the synonyms of their families: “bricoleur” by those of “bricoler”.
    """
    single = {unit for unit in units if not (unit.exact or unit.meaning or unit.inside or unit.acronym)}
    frequencies = index.frequencies({stem for unit in single for stem in unit.stems}) if single else {}
    having = {unit: max((frequencies[stem] for stem in unit.stems), default=0) for unit in single}
    families = {
        unit: _family(unit, language if not (count or unit.alternatives) else None)
        for unit, count in having.items()
        if count < RARE
    }
    written = {unit.words[0] for unit in families}
    known = index.words_among(written.union(*families.values())) if families else set()
    doubtful = {
        unit
        for unit in families
        if unit.words[0] not in known and len(unit.words[0]) >= SHORTEST_DOUBTFUL and having[unit]
    }
    related = [_with_family(unit, families[unit], known) if unit in families else unit for unit in units]
    return [_with_near(one, index) if unit in doubtful else one for unit, one in zip(units, related, strict=True)]


def _with_near(unit: Unit, index: IndexView) -> Unit:
    """A word that is nowhere as typed, satisfied by those one letter away: its stem alone may be another's by mistake
    (permision, permis).
    """
    near = [one.word for one in index.lexicon().near(unit.words[0]) if one.distance == 1]
    rows = [(word, both_stems((word,))) for word in near]
    others = [Alternative((word,), its, FAMILY) for word, its in rows if not set(its) & set(unit.stems)]
    return replace(unit, alternatives=(*unit.alternatives, *others[:MOST_RELATIVES]))


def _family(unit: Unit, language: str | None) -> tuple[str, ...]:
    """The relatives of a word, then for readers of a language the single words that are their synonyms."""
    family = relatives(unit.words[0])
    if language is None:
        return family
    said_otherwise = (row[0] for word in family for row in _synonyms_of(word, language) if len(row) == 1)
    return tuple(dict.fromkeys((*family, *said_otherwise)))


def _synonyms_of(word: str, language: str) -> Iterable[tuple[str, ...]]:
    return (row for match in thesaurus.current().find(word, language=language) for row in match.others)


def _with_family(unit: Unit, family: Iterable[str], known: set[str]) -> Unit:
    others: list[Alternative] = []
    seen = {*unit.stems, *(stem for other in unit.alternatives for stem in other.stems)}
    for word in family:
        stems_of_it = both_stems((word,))
        if word in known and seen.isdisjoint(stems_of_it):
            seen.update(stems_of_it)
            others.append(Alternative((word,), stems_of_it, FAMILY))
    return replace(unit, alternatives=(*unit.alternatives, *others[:MOST_RELATIVES]))


def _known(matches: Sequence[SynonymMatch], index: IndexView) -> set[tuple[str, ...]]:
    """The synonyms whose every word the index has: single words by stem, others as they are written."""
    rows = {row for match in matches for row in match.others}
    single = {row: both_stems(row) for row in rows if len(row) == 1}
    found = index.stems_among({stem for row_stems in single.values() for stem in row_stems})
    written = index.words_among({word for row in rows if len(row) > 1 for word in row})
    return {row for row in rows if (not found.isdisjoint(single[row]) if row in single else written.issuperset(row))}

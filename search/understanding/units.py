"""From words that were typed to units of meaning: compounds, phrases that stand for items, things said in initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.understanding import acronyms, synonyms
from search.understanding.days import DaysMeant
from search.understanding.question import Alternative, Unit
from search.understanding.stems import stems
from search.understanding.weights import JOINED
from search.understanding.words import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.understanding.days import SaidDays

MOST_WORDS = 24


def plain_words(phrase: str) -> list[str]:
    """The words of a phrase as they stand in the index: without accents, capitals and elided articles."""
    return [piece.words[0] for piece in pieces(phrase) if not piece.joined][:MOST_WORDS]


def unit_of(piece: Piece, compounds: Iterable[Piece], *, exact: bool) -> Unit:
    wholes = [whole for whole in compounds if whole.start <= piece.start and piece.end <= whole.end]
    others = tuple(Alternative(whole.words, both_stems(whole.words), JOINED) for whole in wholes)
    # What its accents tell from another word (maïs) is not stemmed without them.
    is_apart = bool(piece.accented) and piece.stems == piece.words
    unit_stems = piece.stems if is_apart else tuple(dict.fromkeys((*piece.stems, *both_stems(piece.words))))
    return Unit(piece.start, piece.end, piece.words, unit_stems, others, exact, accented=piece.accented)


def with_meanings(units: list[Unit], text: str) -> list[Unit]:
    """The units of a text, those of each phrase that stands for items gathered into one."""
    for span in synonyms.find(text):
        if any(unit.meaning and unit.start < span.end and span.start < unit.end for unit in units):
            continue
        inside = [unit for unit in units if span.start <= unit.start and unit.end <= span.end]
        stems_of_it = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
        exact = all(unit.exact for unit in inside)
        whole = Unit(span.start, span.end, span.words, stems_of_it, (), exact, tuple(inside), span.meaning)
        units = [*(unit for unit in units if unit not in inside), whole]
    return units


def with_days(units: list[Unit], said: SaidDays, *, facet: str) -> list[Unit]:
    """The units of a text, those of the words that say some days gathered into one: what is on then, or says them.

    Several words count in a row alone: “ce week-end” is not every page about weekends.
    """
    inside = [unit for unit in units if said.start <= unit.start and unit.end <= said.end]
    stems_of_it = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
    exact = len(said.words) > 1 or all(unit.exact for unit in inside)
    meaning = DaysMeant(facet, said.first, said.last)
    whole = Unit(said.start, said.end, said.words, stems_of_it, (), exact, tuple(inside), meaning)
    return [*(unit for unit in units if unit not in inside), whole]


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
        whole = Unit(match.start, match.end, match.words, inner_stems, inside=tuple(inside), acronym=match.acronym)
        units = sorted([*(unit for unit in units if unit not in inside), whole], key=lambda unit: unit.start)
    return units

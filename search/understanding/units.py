"""What was typed, as units of meaning: words, compounds, phrases that stand for items, things said in initials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.highlight import MarkedTerms
from search.understanding import acronyms, synonyms
from search.understanding.stems import is_filler, stems
from search.understanding.words import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.registry import Meaning
    from search.understanding.acronyms import Acronym

MOST_WORDS = 24
# How much of a word's weight goes to a compound.
JOINED = 1.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other words that satisfy one typed word, weighing less: `words` in a row when there are several."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One typed word. `exact`: matched as written, because stop words have no stems in the index.

    A phrase that stands for items is one unit too: all its `words`, the units of those words `inside`, its `meaning`;
    and so is what is said in initials or in full, its `acronym`. `accented` is the word with the accents typed on it.
    """

    start: int
    end: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    alternatives: tuple[Alternative, ...] = ()
    exact: bool = False
    inside: tuple[Unit, ...] = ()
    meaning: Meaning | None = None
    acronym: Acronym | None = None
    accented: str = ""

    @property
    def is_filler(self) -> bool:
        return not (self.exact or self.meaning or self.acronym) and is_filler(self.words[0])


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed: every one of `units` and `phrases` is wanted, those unwanted exclude an item.

    Fillers ("animer un atelier radio") are a wish beside other words, and wanted alone.
    """

    units: tuple[Unit, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[Unit, ...] = ()
    unwanted_phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def needed(self) -> tuple[Unit, ...]:
        others = tuple(unit for unit in self.units if not unit.is_filler)
        return others or (() if self.phrases else self.units)

    @property
    def wished(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit not in self.needed)


def plain_words(phrase: str) -> list[str]:
    """The words of a phrase as they stand in the index: without accents, capitals and elided articles."""
    return [piece.words[0] for piece in pieces(phrase) if not piece.joined][:MOST_WORDS]


def unit_of(piece: Piece, compounds: Iterable[Piece], *, exact: bool) -> Unit:
    wholes = [whole for whole in compounds if whole.start <= piece.start and piece.end <= whole.end]
    others = tuple(Alternative(whole.words, both_stems(whole.words), JOINED) for whole in wholes)
    # What its accents tell from another word (maïs) is not stemmed without them.
    is_apart = bool(piece.accented) and piece.stems == piece.words
    found = piece.stems if is_apart else tuple(dict.fromkeys((*piece.stems, *both_stems(piece.words))))
    return Unit(piece.start, piece.end, piece.words, found, others, exact, accented=piece.accented)


def with_meanings(units: list[Unit], text: str) -> list[Unit]:
    """The units of a text, those of each phrase that stands for items gathered into one."""
    for span in synonyms.find(text):
        inside = [unit for unit in units if span.start <= unit.start and unit.end <= span.end]
        stems_of_it = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
        exact = all(unit.exact for unit in inside)
        whole = Unit(span.start, span.end, span.words, stems_of_it, (), exact, tuple(inside), span.meaning)
        units = [*(unit for unit in units if unit not in inside), whole]
    return units


def both_stems(words: Iterable[str]) -> tuple[str, ...]:
    """Stems in both languages: a question does not say which it is written in."""
    found = (stem for word in words for language in ("fr", "en") for stem in stems(word, language=language))
    return tuple(dict.fromkeys(found))


def with_acronyms(units: list[Unit], text: str) -> list[Unit]:
    """The units of a text, those of each thing said in initials or in full gathered into one."""
    for match in acronyms.find(text):
        if any(unit.meaning and unit.start < match.end and match.start < unit.end for unit in units):
            continue
        inside = [unit for unit in units if match.start <= unit.start and unit.end <= match.end]
        found = tuple(dict.fromkeys(stem for unit in inside for stem in unit.stems))
        whole = Unit(match.start, match.end, match.words, found, inside=tuple(inside), acronym=match.acronym)
        units = sorted([*(unit for unit in units if unit not in inside), whole], key=lambda unit: unit.start)
    return units


def wanted_of(question: Question) -> MarkedTerms:
    units = question.units
    others = [other for unit in units for other in unit.alternatives]
    found = {stem for unit in units if not unit.exact for stem in unit.stems}
    found.update(stem for other in others for stem in other.stems)
    words = {word for unit in units if unit.exact and not unit.meaning for word in unit.words}
    rows = [unit.words for unit in units if unit.exact and unit.meaning]
    rows += [*question.phrases, *(other.words for other in others if len(other.words) > 1)]
    said = [unit.acronym for unit in units if unit.acronym]
    rows += [row for acronym in said for row in acronym.rows]
    initials = {word for acronym in said for word in acronym.initials}
    return MarkedTerms(frozenset(found), frozenset(words), tuple(rows), frozenset(initials))


def typed_words(unit: Unit) -> tuple[str, ...]:
    """The words of a unit as they were typed: all those of a phrase, none of initials that are a little word."""
    if unit.acronym:
        return unit.words if any(not inside.exact for inside in unit.inside) else ()
    return unit.words if unit.meaning else unit.words[:1]

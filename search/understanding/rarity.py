"""A graded minimum: of a long question the rare words decide, the others only add.

A word says the more the fewer items have it (its inverse document frequency). What must be there is the smallest set of
rare words that holds most of what a question says; items with the others too come first.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil, log
from typing import TYPE_CHECKING

from search.understanding.acronyms import Acronym, words_for
from search.understanding.question import Unit
from search.understanding.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.understanding.question import Question
    from search.understanding.view import IndexView

# How much of what a question says the deciding words hold together.
MOST_OF_IT = 0.9
# Of the deciding words, so many are enough: items with more of them come first.
LEAST_OF_IT = 0.5
# Where fewer items have that much, one of the deciding words is enough.
FEW_FOUND = 5
# The same beside what stands for items, which is needed itself.
SHARE_BESIDE = 0.5
# So few words are worth more together than apart.
FEW = 6
# From so many words on, one item that happens to have them all does not hide those that are about it.
LONG = 2
# An index says how many items have a word, not how many it has: at least so many, and so many times the commonest.
LEAST_ITEMS, ITEMS_PER_COMMONEST = 200, 3
# What stands for items or is said in initials: as telling as a word of so many items.
TELLING = 5


def informations(units: Sequence[Unit], index: IndexView) -> Mapping[Unit, float]:
    """How much each unit says, in nats: the logarithm of how rare it is in the index."""
    frequencies = index.frequencies({stem for unit in units for stem in _all_stems(unit)})
    having = {unit: _items_with(unit, frequencies) for unit in units}
    items = max(LEAST_ITEMS, ITEMS_PER_COMMONEST * max(having.values(), default=0))
    return {unit: log((items + 1) / (count + 1)) for unit, count in having.items()}


def _items_with(unit: Unit, frequencies: Mapping[str, int]) -> int:
    if unit.meaning or unit.exact:
        return TELLING
    if in_full := _stems_in_full(unit):
        return max(frequencies[stem] for stem in in_full) or TELLING
    if unit.inside:
        return min((_items_with(inside, frequencies) for inside in unit.inside), default=TELLING) or TELLING
    return max((frequencies[stem] for stem in unit.stems), default=0)


def _all_stems(unit: Unit) -> Iterator[str]:
    yield from unit.stems
    yield from _stems_in_full(unit)
    for inside in unit.inside:
        yield from _all_stems(inside)


def _stems_in_full(unit: Unit) -> tuple[str, ...]:
    """Of a word cut short the stems of all its ways: “asso” is as common as “association”."""
    ways = words_for(unit.words[0]) if unit.acronym and len(unit.words) == 1 else ()
    return tuple(stem for way in ways for language in ("fr", "en") for stem in stems(way, language=language))


def graded(question: Question, said: Mapping[Unit, float], *, least: int = 0) -> Question:
    """The same question in which LEAST_OF_IT of the deciding words (or `least`) are enough, the others a wish.

    What stands for items (“demain”, “CC BY”) is needed as it was, and the words that decide with it.
    """
    meant = [unit for unit in said if unit.meaning]
    words = {unit: number for unit, number in said.items() if not unit.meaning}
    if not words:
        return question
    decide = deciding(words, share=SHARE_BESIDE if meant else MOST_OF_IT)
    # Among other words an accent tells no two apart: what has it would come before what has all the others.
    others = len(said) > 1
    units = tuple(
        replace(
            unit, hint=unit.hint or (unit in words and unit not in decide), accented="" if others else unit.accented
        )
        for unit in question.units
    )
    if 1 < len(said) <= FEW:
        units = (*units, together(tuple(said)))
    return replace(question, units=units, least=0 if meant else least or max(1, ceil(LEAST_OF_IT * len(decide))))


def together(units: tuple[Unit, ...]) -> Unit:
    """A wish for all of some units: what has a few words all together comes before what says one of them often."""
    first, last = units[0], units[-1]
    return Unit(first.start, last.end, (), (), inside=units, acronym=Acronym(frozenset(), ()), hint=True)


def deciding(said: Mapping[Unit, float], *, share: float = MOST_OF_IT) -> set[Unit]:
    """The smallest set of rare units that holds a share of what all say; at least one."""
    decide: set[Unit] = set()
    held, whole = 0.0, sum(said.values())
    for unit in sorted(said, key=lambda unit: (-said[unit], unit.start)):
        if decide and held >= share * whole:
            break
        decide.add(unit)
        held += said[unit]
    return decide

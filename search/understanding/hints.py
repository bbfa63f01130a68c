"""Words that name a kind of item (“photo de…”, “kit”, “fiche sur…”): beside others they wish for that kind, alone they
are words. So do turns of phrase that ask for what a kind tells (“ai-je le droit de…”).

The search knows no kinds: who has some registers what people call them, when ready.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from search import registry
from search.registry import Meaning
from search.understanding.days import DaysMeant
from search.understanding.question import Unit
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_KIND = ""
STRENGTH = 3
MOST_WORDS_OF_A_TURN = 6
# Without “son”, which is a sound too.
_POSSESSIVES = frozenset(
    """
    mon ma mes ton ta tes sa ses notre nos votre vos leur leurs my our your his her their
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)


def register(
    words: Iterable[str], facet: str = NO_KIND, *keys: str, had: bool = False, told: bool = False
) -> None:  # fmt: skip
    """Make words a wish for the items that carry one of these keys in a facet; for none in particular without one.

    What several register in one facet adds up: a workshop is a guide or an event. Of several words in one, the turn of
    phrase wishes, and each word of it stays what it was. With `had`, whoever says that it is somebody's (“quelle
    licence pour mes photos”) has it, and looks for something else; with `told`, the words tell apart what is of the
    kind, and are looked for beside a day (“concert samedi”). Raises ValueError of more than MOST_WORDS_OF_A_TURN.
    """
    for written in words:
        row = tuple(piece.words[0] for piece in pieces(written) if not piece.joined)
        if len(row) > MOST_WORDS_OF_A_TURN:
            message = (
                f"{written!r} has more than {MOST_WORDS_OF_A_TURN} words: no turn of phrase so long is looked for."
            )
            raise ValueError(message)
        known = registry.hints().get(row)
        before = known.keys if known and known.facet == facet else ()
        registry.hints()[row] = Meaning(facet, tuple(dict.fromkeys((*before, *keys))), had=had, told=told)


def with_hints(units: list[Unit], text: str) -> list[Unit]:
    """The units of a text, the first that names a kind made a hint (“concert de musique”), and those that name none
    in particular; all as they were when nothing else is needed. Where none does, the first phrase with synonyms that
    begins with such a word wishes for the kind too, and stays (“photo de fête”).
    """
    owned = _owned(text)
    hinted: list[Unit] = []
    for unit in units:
        named = _hinted(unit)
        if unit.start in owned and any(isinstance(one.meaning, Meaning) and one.meaning.had for one in named):
            named = [replace(unit, hint=True)]
        is_second = len(named) > 1 and any(hint.hint and hint.meaning for hint in hinted)
        hinted += [unit] if is_second else named
    hinted += _told(units, hinted)
    if all(unit.hint or unit.is_filler for unit in hinted) and not any(unit.hint for unit in units):
        return units
    if any(unit.hint and unit.meaning for unit in hinted):
        return hinted
    return [*hinted, *_begun(units, owned)]


def _begun(units: Iterable[Unit], owned: set[int]) -> list[Unit]:
    phrases = (unit for unit in units if len(unit.words) > 1 and unit.inside and not (unit.meaning or unit.hint))
    first = (phrase.inside[0] for phrase in phrases)
    for unit in first:
        meant = registry.hints().get(unit.words)
        if meant and meant.facet != NO_KIND and unit.start not in owned:
            return [replace(unit, stems=(), alternatives=(), exact=True, meaning=meant, acronym=None, hint=True)]
    return []


def with_turns(units: list[Unit], text: str) -> list[Unit]:
    """The units of a text, and a wish for the kind that its longest turn of phrase asks for, where something else is
    asked.
    """
    if all(unit.hint or unit.is_filler for unit in units):
        return units
    read = [piece for piece in pieces(text) if not piece.joined]
    words, turns = tuple(piece.words[0] for piece in read), registry.hints()
    for length in range(min(MOST_WORDS_OF_A_TURN, len(words)), 1, -1):
        for start in range(len(words) - length + 1):
            turn = words[start : start + length]
            meant = turns.get(turn)
            if meant and meant.facet != NO_KIND:
                end = read[start + length - 1].end
                wish = Unit(read[start].start, end, turn, (), exact=True, meaning=meant, hint=True)
                return [*units, *[wish] * STRENGTH]
    return units


def _owned(text: str) -> set[int]:
    """Where words begin that follow a possessive."""
    read = [piece for piece in pieces(text) if not piece.joined]
    return {piece.start for before, piece in pairwise(read) if before.words[0] in _POSSESSIVES}


def _hinted(unit: Unit) -> list[Unit]:
    # Several words in one are inclusive writing: people (photographié·e·s), no kind.
    is_word = not (unit.hint or unit.meaning or unit.exact) and len(unit.words) == 1
    meant = registry.hints().get(unit.words) if is_word and (not unit.inside or _is_word_said_otherwise(unit)) else None
    if meant is None:
        return [unit]
    if meant.facet == NO_KIND:
        return [replace(unit, hint=True)]
    # Wished for STRENGTH times: the kind that was named outweighs the language of the reader, which a picture has not.
    named = replace(unit, hint=True, meaning=meant, inside=(unit,), acronym=None)
    again = replace(named, exact=True, inside=(), alternatives=())
    return [named, *[again] * (STRENGTH - 1)]


def names_a_kind(unit: Unit) -> bool:
    """Whether a word is what people call a kind of item, other than a media, which is named by what is on it."""
    meant = registry.hints().get(unit.words)
    return meant is not None and meant.facet != NO_KIND and not meant.had


def _told(units: Iterable[Unit], hinted: Iterable[Unit]) -> list[Unit]:
    """The words that tell which of a kind is looked for, where all that is said besides is a day."""
    days = [unit for unit in hinted if isinstance(unit.meaning, DaysMeant)]
    if not days or any(not (unit.hint or unit.is_filler or unit in days) for unit in hinted):
        return []
    meanings = ((unit, registry.hints().get(unit.words)) for unit in units if unit not in days)
    return [unit for unit, meant in meanings if meant and meant.told]


def _is_word_said_otherwise(unit: Unit) -> bool:
    """Whether a word has synonyms of several (“modèle”: “fiche vierge”)."""
    return unit.acronym is not None and not unit.acronym.initials

"""The words by which a sentence gives a licence, denies it, dates it, limits it or takes it from elsewhere.

`data/context.json` holds them, folded as the lexicon's are: lower case, no accents, one space. `cues` are phrases, with
the doubt they cast, the side of the name they stand on and how far they are heard; `neutral` phrases hold a cue and say
nothing against the licence ("sauf mention contraire"); `things` are what a licence is given to; `words` all the rest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).parents[1] / "data" / "context.json"


class Side(Enum):
    BEFORE = "before"
    AFTER = "after"


class Reach(Enum):
    """How far a cue is heard on its way to the name of the licence."""

    BESIDE = "beside"  # only beside the name
    COMMA = "comma"  # up to a comma, a colon, a bracket or "but"; a pair of commas is an insertion
    CLAUSE = "clause"  # up to a comma after which a clause has its own verb
    PHRASE = "phrase"  # the same, and up to a name that a comma sets apart: "12 fiches, CC BY 4.0"
    APPOSITION = "apposition"  # only up to such a name
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase does: `doubt` is the code of a problem."""

    doubt: str
    side: Side
    reach: Reach


Phrases = tuple[tuple[tuple[str, ...], tuple[Cue, ...]], ...]


@cache
def cues(side: Side) -> Mapping[str, Phrases]:
    """Give, for each first word, the phrases that begin with it, longest first, and what each does on this side.

    A neutral phrase does nothing and is there too: it hides the cues inside it.
    """
    phrases: dict[tuple[str, ...], tuple[Cue, ...]] = {}
    for row in _data()["cues"]:
        cue = Cue(row["doubt"], Side(row["side"]), Reach(row["reach"]))
        for phrase in row["phrases"] if cue.side is side else ():
            words = tuple(phrase.split())
            phrases[words] = (*phrases.get(words, ()), cue)
    phrases |= {tuple(phrase.split()): () for phrase in _data()["neutral"]}
    return _by_first_word(phrases)


@cache
def listed(*names: str) -> frozenset[str]:
    """Give the lists of `words` of these names, as one. Raise KeyError for a name that the file does not have."""
    return frozenset().union(*(_data()["words"][name] for name in names))


@cache
def things() -> Mapping[str, str]:
    """Give the kind of each word that names what a licence may be given to: "photo" is an image."""
    return {word: kind for kind, names in _data()["things"].items() for word in names}


def _by_first_word(phrases: Mapping[tuple[str, ...], tuple[Cue, ...]]) -> Mapping[str, Phrases]:
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Cue, ...]]]] = {}
    for phrase, cast in phrases.items():
        by_first.setdefault(phrase[0], []).append((phrase, cast))
    return {first: tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True)) for first, rows in by_first.items()}


@cache
def _data() -> Any:
    return json.loads(_DATA.read_text(encoding="utf-8"))

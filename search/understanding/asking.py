"""How people ask: what is said around what is looked for (“comment on fait pour…”, “est-ce que quelqu'un a…”).

These words weigh nothing beside others. In an index they are words like any other, for a title may say them; a question
of nothing else is asked as it stands. They are read in plain words: without accents, capitals and elided articles, so
that “j'aimerais” is “aimerais” and “quelqu'un a” is “un a”.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data" / "asking.txt"


@cache
def _asked() -> re.Pattern[str]:
    """Any of the turns of phrase in `data/asking.txt`."""
    turns = (line for line in DATA.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return re.compile(rf"(?<!\S)(?:{'|'.join(f'(?:{turn})' for turn in turns)})(?!\S)")


# Verbs and nouns that any sentence has: of a question that says enough without them, they say nothing.
_WEAK = frozenset(
    """
    aller alle venir vient prendre prend pris prendrait mettre met mis servir sert passer laisser laisse rendre
    tenir donner donne utiliser utilise essayer commencer apprendre savoir avoir voir dire permettre permet vouloir
    veut pouvoir gens chose choses truc trucs facon maniere moyen fois cote jamais rien toujours vraiment beaucoup
    plusieurs make makes making take takes taking get gets getting use uses using put let thing things way ways does
    doing want need
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
ENOUGH = 2  # other words


def is_weak(word: str) -> bool:
    """Whether a plain word says nothing of its own in a question that has ENOUGH others."""
    return word in _WEAK


def said_around(words: list[str]) -> set[int]:
    """The places of plain words that only ask.

    >>> words = "comment on fait pour reparer un velo".split()
    >>> [word for place, word in enumerate(words) if place not in said_around(words)]
    ['reparer', 'un', 'velo']
    """
    text = " ".join(words)
    places: set[int] = set()
    for asked in _asked().finditer(text):
        first = text[: asked.start()].count(" ")
        places.update(range(first, first + asked[0].count(" ") + 1))
    return places

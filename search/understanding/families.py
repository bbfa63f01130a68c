"""Words of one family, which stems keep apart: “conteuse”, “conte” and “conter”; “accrocheur” and “accrochage”.

Relatives are made from the beginning of a word and the usual French and English endings; most are no words, and whoever
asks keeps those that an index has.
"""

from __future__ import annotations

from functools import lru_cache

SHORTEST_ROOT = 4
# Of a long ending little of a word is left, and the ending says that it is one.
SHORTEST_BEFORE_LONG, LONG_ENDING = 3, 4
# A shorter root alone is as often another word (mariage and mari, couture and coût), but before these (farmer).
SHORTEST_ALONE = 5
_OF_WORDS = frozenset({"er", "ers", "ing"})

_ENDINGS = tuple(
    sorted(
        """
        er re ir e ee es eur eurs euse euses teur teurs ateur ateurs trice trices atrice atrices tion tions ation ations
        ition itions age ages ement ements issement able ables ible ibles iste istes isme ique iques ie ies ier iers
        iere ieres ure ures erie eries esse esses ant ants ante antes if ive ifs ives ite al ale aux el elle
        ing er ers or ors able ness ful less ship
        """.split(),  # noqa: SIM905 -- a list of words reads best as words
        key=len,
        reverse=True,
    )
)
_RELATED = """
    er re e ee eur euse teur ateur trice atrice tion ation ition age ement able iste isme ique ie ier ure erie esse ite
    ing or
""".split()  # noqa: SIM905 -- a list of words reads best as words


@lru_cache(maxsize=5_000)
def relatives(word: str) -> tuple[str, ...]:
    """Plain words that may be of the family of a plain word, the closest first; without itself.

    >>> [word for word in relatives("conteuse") if word in {"conte", "conter", "contenu"}]
    ['conter', 'conte']
    """
    found: dict[str, None] = {}
    for root in _roots(word):
        is_word = len(root) >= SHORTEST_ALONE or word.removeprefix(root) in _OF_WORDS
        alone = (root,) if is_word else ()
        found |= dict.fromkeys((*alone, *(root + ending for ending in _RELATED)))
        if root[-1] in "aeiou":
            continue
        found |= dict.fromkeys(f"{root}i{ending}" for ending in ("er", "tion", "e", "eur"))
    found.pop(word, None)
    return tuple(found)


def _roots(word: str) -> list[str]:
    """What may be the beginning of its whole family, the longest first."""
    roots = []
    for ending in _ENDINGS:
        least = SHORTEST_BEFORE_LONG if len(ending) >= LONG_ENDING else SHORTEST_ROOT
        if word.endswith(ending) and len(word) - len(ending) >= least:
            roots.append(word.removesuffix(ending))
    return sorted(dict.fromkeys(roots), key=len, reverse=True)

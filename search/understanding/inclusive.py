"""Inclusive writing: every way of writing two genders in one word, and the words that it stands for."""

from __future__ import annotations

import re
from functools import lru_cache

ENDINGS = (  # noqa: SIM905 -- a list of words reads best as words
    "euses euse teuses teuse trices trice rices rice ices ice esses esse eres ère ères ere elles elle ses se ves ve "
    "les le nes ne tes te es e fes s x"
).split()
# "donne-les" and "dis-le" are verbs: with a hyphen only endings that are no pronoun show inclusive writing.
_HYPHEN_ENDINGS = "euses|euse|trices|trice|rices|rice|nes|ne|es|e"
_LETTERS = r"[^\W\d_]"
_ANY = "|".join(ENDINGS)

_DOTTED = re.compile(rf"({_LETTERS}{{2,}})[·•‧⋅・]({_LETTERS}+)(?:[·•‧⋅・](s))?")
_POINTED = re.compile(rf"({_LETTERS}{{3,}})\.({_ANY})(?:\.(s))?")
_BRACKETED = re.compile(rf"({_LETTERS}{{3,}})\(({_ANY})\)(s)?")
HYPHENED = re.compile(rf"({_LETTERS}{{3,}})-(?:(?:{_HYPHEN_ENDINGS})(?:-s)?|(?:{_ANY})-s)")
_HYPHENED = re.compile(rf"({_LETTERS}{{3,}})-({_ANY})(?:-(s))?")

# The end of the masculine, the start of the written ending, what they give: facilitateur + rice → facilitatrice.
_MERGES = (
    ("teur", ("trice", "rice", "ice"), "trice"),
    ("eur", ("euse", "se"), "euse"),
    ("eur", ("eresse", "esse"), "eresse"),
    ("eux", ("euse", "se"), "euse"),
    ("f", ("ve",), "ve"),
    ("er", ("ère", "ere"), "ère"),
    ("tous", ("te",), "toute"),
    ("ceux", ("elle",), "celle"),
    ("eau", ("elle",), "elle"),
)


@lru_cache(maxsize=50_000)
def inclusive_forms(word: str) -> tuple[str, ...]:
    """The plain words that an inclusive spelling stands for, the masculine first; empty when it is not one.

    >>> inclusive_forms("facilitateur·rice·s")
    ('facilitateurs', 'facilitatrices', 'facilitateur', 'facilitatrice')
    """
    match = next(filter(None, (pattern.fullmatch(word) for pattern in _PATTERNS)), None)
    if match is None or ("-" in word and not HYPHENED.fullmatch(word)):
        return ()
    base, ending, more = match.groups()
    if ending in {"s", "x"}:
        return (base + ending, base)
    plural = bool(more) or ending.endswith("s")
    single = ending.removesuffix("s")
    feminine = _feminine(base, single)
    forms = (base, feminine)
    return (*map(_plural, forms), *forms) if plural else forms


_PATTERNS = (_DOTTED, _POINTED, _BRACKETED, _HYPHENED)


def _feminine(base: str, ending: str) -> str:
    lowered, written = base.lower(), ending.lower()
    for masculine, starts, result in _MERGES:
        if lowered.endswith(masculine) and written in starts:
            return base[: len(base) - len(masculine)] + result
    return base + ending


def _plural(word: str) -> str:
    return word if word[-1].lower() in "sxz" else word + "s"

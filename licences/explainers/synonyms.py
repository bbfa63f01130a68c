"""What people type for an element or a licence, told to the search: whatever the words, the items are found."""

from __future__ import annotations

from itertools import chain

from legaltools.vocabulary import terms
from search.registry import Meaning
from search.understanding import synonyms

FACET = "licence"
# Codes that nobody writes for anything else: "BY" or "SA" alone are words of English and French.
CODES = ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
# No name of an element, but what people type when they mean it; other copyleft licences are found by their words.
COPYLEFT = ("copyleft", "copy left", "gauche d'auteur", "gauche d'auteurs")


def register() -> None:
    synonyms.register(COPYLEFT, Meaning(FACET, ("by-sa", "by-nc-sa")))
    for term in terms():
        if term.families:
            synonyms.register(term.wordings, Meaning(FACET, term.families))
    for code in CODES:
        run_together = code.replace("-", "")
        alone = (code, run_together) if "-" in code else ()
        names = (f"cc {code}", f"cc{run_together}", f"cc{code}", f"creative commons {code}", *alone)
        synonyms.register([*names, *chain.from_iterable(map(_as_licence, names))], Meaning(FACET, (code,)))


def _as_licence(name: str) -> tuple[str, ...]:
    """Its name beside the word, in both languages and spellings."""
    return tuple(name.join(pair) for pair in (("licence ", ""), ("license ", ""), ("", " licence"), ("", " license")))

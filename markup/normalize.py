"""Words as they are compared: one spelling for what a person takes for the same word.

A keyboard, a word processor, a phone and a Mac each write “L’été” in their own way: a straight or a curved
apostrophe, letters that carry their accent or are followed by it, spaces that do not break, hyphens of four lengths.
Whatever is *compared* (a heading, a key, a value, a file's name, a name) passes through `normalize` first; whatever is
*shown* or stored does not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = "’‘‛ʼʻʹ′´＇"
_QUOTES = "“”„‟«»‹›″＂"
_HYPHENS = "‐‑‒–—―−﹘﹣－"
# Seen by nobody: soft hyphens, zero-width spaces and joiners, marks of direction and byte order, variation selectors.
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_DIRECTIONS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_SELECTORS = "".join(map(chr, range(0xFE00, 0xFE10)))
# Letters that Unicode does not take apart, though readers do.
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}

_MARKS = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_INVISIBLE + _DIRECTIONS + _SELECTORS, "")
)
_OPENED = str.maketrans(_LETTERS)
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def normalize(text: str) -> str:
    """Fold a text for comparison: two that a reader takes for the same become equal.

    Folded (Unicode NFKD and case folding, Unicode Standard annex 15 and section 3.13): case, accents whether composed
    or not, ligatures (`œ`, `ﬁ`), full-width forms, apostrophes, quotation marks, hyphens and dashes, every kind of
    space, tab and line break (one space, none at the ends), and characters that nobody sees. Kept: digits, order,
    punctuation. Idempotent.

    >>> normalize("  L’ÉTÉ\u00a0: mode d'emploi ")
    "l'ete : mode d'emploi"
    """
    if text.isascii():
        return " ".join(text.lower().split())
    letters = _without_accents(text.translate(_MARKS)).casefold()
    opened = _without_accents(letters).translate(_OPENED).translate(_MARKS)
    return " ".join(opened.split())


def key_of(text: str) -> str:
    """`normalize` with every run of spaces, hyphens, underscores and punctuation as one `_`: names of keys and files.

    >>> key_of("One Sentence"), key_of("one-sentence"), key_of("Durée :")
    ('one_sentence', 'one_sentence', 'duree')
    """
    return _NOT_WORD.sub("_", normalize(text)).strip("_")


def composed(text: str) -> str:
    """The text as it is stored and shown: each accent on its letter (NFC), nothing else changed."""
    return unicodedata.normalize("NFC", text)


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))

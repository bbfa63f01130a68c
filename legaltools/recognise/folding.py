"""One form for every way of writing a word. The core stands alone, so it folds for itself."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """Put a word in the form the lexicon has: lower case, no accents, ligatures opened."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))

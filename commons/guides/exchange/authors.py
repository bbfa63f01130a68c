"""Names of people as a text gives them. An address is no name, and neither is a word of thanks."""

from __future__ import annotations

import re

from markup.inline import one_line
from markup.normalize import normalize

_ADDRESS = re.compile(
    r"[<(\[]?\s*(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[>)\]]?|[<(]?https?://\S+[>)]?|\+?\d[\d .-]{7,}\d"
)
_THANKS = re.compile(
    r"(?:un )?(?:grand |tres grand |chaleureux )?(?:merci|remerciements?|remercions|thanks?|thank you|grace a|gracias|"
    r"obrigad[oa]|agradec\w+|avec l'aide|with (?:the )?help|many thanks|special thanks|danke)\b"
)
_BETWEEN = re.compile(r"\s*(?:[,;&/]|\bet\b|\band\b|\be\b|\by\b(?=\s[A-Z]))\s*")
_LONGEST, _MOST_WORDS = 120, 8


def clean_name(words: str) -> str:
    """A name without the address beside it; empty when the words are an address, thanks, or no name at all."""
    bare = one_line(_ADDRESS.sub(" ", words)).strip(" ,.;:-–—*_()<>")
    if (
        not bare
        or ":" in bare
        or len(bare) > _LONGEST
        or _THANKS.match(normalize(bare))
        or not any(char.isalpha() for char in bare)
    ):
        return ""
    return bare


def names_in(words: str) -> tuple[list[str], bool]:
    """The names of a list such as “Awa Diallo, Yann Le Gall et Zoé”, and whether the words hold nothing else."""
    if _THANKS.match(normalize(words)):
        return [], False
    pieces = [piece for piece in _BETWEEN.split(one_line(words)) if piece.strip()]
    names = [clean_name(piece) for piece in pieces]
    sound = [name for name in names if name and len(name.split()) <= _MOST_WORDS and not re.search(r"\d{3}", name)]
    return sound, len(sound) == len(pieces) and not _ADDRESS.search(words)

"""Words as they are written on a phone or in a hurry (“pr”, “koi”, “jai”), read as what they stand for.

They are no mistakes of one letter, which the words of an index would mend, and most are too short to be looked up.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markup.normalize import normalize

DATA = Path(__file__).resolve().parent / "data" / "spellings.tsv"


@cache
def table() -> dict[str, str]:
    """What is meant, by what is typed, in plain words."""
    lines = (line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {normalize(typed): meant for typed, meant, _reason in lines}


@cache
def _typed() -> re.Pattern[str]:
    """Any of them, the longest first, apart from other letters; capitals and letters with dots (c.c.) are initials."""
    longest_first = sorted(table(), key=len, reverse=True)
    return re.compile(
        rf"(?<!\w\.)(?<![\w'’-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w'’+#-]|\.\w)", re.IGNORECASE
    )


# “Je” as it is spoken before a consonant: words that begin so are names of formats alone.
_SPOKEN_JE = re.compile(r"(?<![\w'’.-])j(?!peg|pg|son|query|stor)(?=[bcdfgklmnpqrstvz][a-zà-ÿ]{2,}(?![\w.-]))")


def in_full(words: str) -> str:
    """The same words with those that are written short in full, and a spoken “je” apart from its verb.

    >>> in_full("koi pr une expo"), in_full("le service RH"), in_full("jcroi")
    ('quoi pour une exposition', 'le service RH', 'je croi')
    """
    words = _SPOKEN_JE.sub("je ", words)
    return _typed().sub(lambda typed: typed[0] if typed[0].isupper() else table()[normalize(typed[0])], words)

"""From text to terms: where each word stands in the text, how it is written plainly, and what it may match.

French needs more than a tokenizer: elision (l'atelier), inclusive writing (habitant·e·s), hyphens that come and go
(pique-nique). Doing it here, before the engine, keeps one truth for indexing, querying and highlighting, and the
places of the words in the original text are never lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markup.normalize import normalize
from search.understanding.inclusive import ENDINGS, HYPHENED, inclusive_forms
from search.understanding.stems import accents_of, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_WORD = 60
MOST_PARTS = 4
SHORTEST_INITIALS, LONGEST_INITIALS = 2, 6
_APOSTROPHES = "'’ʼ＇"
_NO_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))
_HYPHENS = r"\-‐‑"
_INVISIBLE = re.compile("[\x00\u00ad\u200b-\u200d\u2060\ufeff]")
# C++, C#: languages that only a mark tells from the letter.
_MARKED = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp"}
CHUNK = re.compile(
    rf"[CcFf](?:\+\+|\#)(?!\w)|[^\W_]+(?:[{_APOSTROPHES}{_HYPHENS}.·•‧⋅・][^\W_]+|\((?:{'|'.join(ENDINGS)})\)[^\W_]*)*"
)
# What elides before a vowel. Anything else before an apostrophe belongs to the word: aujourd'hui, entr'aide, and the
# Breton letter c'h.
_ELISION = re.compile(
    rf"(?:c(?!.h)|[djlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)[{_APOSTROPHES}]", re.IGNORECASE
)
_ENGLISH_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
# I.A., O.N.G.: one word, whose last dot may end the sentence too.
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_HYPHEN = re.compile(rf"[{_HYPHENS}]")
_PART = re.compile(rf"[^{_HYPHENS}]+")
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")


class Piece(NamedTuple):
    """One word of a text, from letter `start` to `end`.

    `words` are its plain spellings (the first is the one that phrases read), `stems` what it matches by. `joined` marks
    a compound that stands beside its own parts. `accented` is the word in lower case if accents are written on it.
    """

    start: int
    end: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    joined: bool = False
    accented: str = ""


def clean(text: str) -> str:
    """Text as it is indexed and shown in highlights: composed letters, nothing invisible."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def pieces(text: str, *, language: str = "fr") -> Iterator[Piece]:
    """The words of a cleaned text, in order; `language` is `en` or is read as French."""
    for match in CHUNK.finditer(text):
        start = match.start()
        for piece in read_chunk(match.group(), language):
            # `_replace` takes four times as long.
            yield Piece(piece.start + start, piece.end + start, *piece[2:]) if start else piece


@lru_cache(maxsize=200_000)
def read_chunk(chunk: str, language: str) -> tuple[Piece, ...]:
    """The words of a run of letters without spaces (a match of CHUNK), with places counted from its start."""
    if chunk.isalnum():
        return tuple(_read_word(chunk, 0, language))
    if marked := _MARKED.get(chunk.lower()):
        return (Piece(0, len(chunk), (marked,), (marked,)),)
    if HYPHENED.fullmatch(chunk):
        return (_inclusive(chunk, 0, language),)
    pieces: list[Piece] = []
    for part in _PART.finditer(chunk):
        pieces.extend(_read_part(part.group(), part.start(), language))
    if 1 < len(pieces) <= MOST_PARTS and _HYPHEN.search(chunk):
        pieces.append(_joined(pieces, language))
    return tuple(pieces)


def _read_part(part: str, offset: int, language: str) -> Iterator[Piece]:
    while elision := _ELISION.match(part):
        part, offset = part[elision.end() :], offset + elision.end()
    if _INITIALS.fullmatch(part):
        whole = normalize(part.replace(".", ""))
        yield Piece(offset, offset + len(part), (whole,), stems(whole, language=language))
        return
    if inclusive_forms(part):
        yield _inclusive(part, offset, language)
        return
    part = _ENGLISH_POSSESSIVE.sub("", part)
    for word in _WORD.finditer(part):
        yield from _read_word(word.group(), offset + word.start(), language)


def _read_word(word: str, offset: int, language: str) -> Iterator[Piece]:
    """One word, or the words that capitals show inside a name (OpenStreetMap)."""
    humps = _CAMEL.split(word)
    if len(humps) == 1 or min(map(len, humps)) == 1:
        yield _piece(word, offset, language)
        return
    parts = []
    for hump in humps:
        parts.append(_piece(hump, offset, language))
        offset += len(hump)
    yield from parts
    yield _joined(parts, language)


def _piece(word: str, offset: int, language: str) -> Piece:
    plain = word[:LONGEST_WORD]
    if not plain.isalnum():
        plain = plain.translate(_NO_APOSTROPHES)
    return Piece(
        offset, offset + len(word), (normalize(plain),), stems(plain, language=language), accented=accents_of(plain)
    )


def _inclusive(word: str, offset: int, language: str) -> Piece:
    forms = inclusive_forms(word)
    matched = dict.fromkeys(stem for form in forms for stem in stems(form, language=language))
    return Piece(offset, offset + len(word), tuple(map(normalize, forms)), tuple(matched))


def _joined(parts: list[Piece], language: str) -> Piece:
    whole = "".join(part.words[0] for part in parts if not part.joined)[:LONGEST_WORD]
    return Piece(parts[0].start, parts[-1].end, (whole,), stems(whole, language=language), joined=True)


def initials_of(written: str) -> str:
    """The letters of a word in capitals, such as IA, ESS or O.N.G.; nothing for any other word."""
    letters = written.replace(".", "")
    are_initials = letters.isalpha() and letters.isupper()
    return letters if are_initials and SHORTEST_INITIALS <= len(letters) <= LONGEST_INITIALS else ""

"""What a text gives to an index: terms, the same for every engine, so that questions and highlights read as it does.

An engine indexes them apart by spaces; it needs no analysis of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from markup.normalize import normalize
from search.understanding.stems import is_stop_word
from search.understanding.words import CHUNK, initials_of, read_chunk


class Terms(NamedTuple):
    """`stems` is what words match by; `running` every word as it is written plainly, in order, for phrases; `beside`
    the other spellings of them and compounds; `spellings` keeps accents, for suggestions and for accents typed on
    purpose; `initials` keeps words in capitals (IA, ESS).
    """

    stems: tuple[str, ...]
    running: tuple[str, ...]
    beside: tuple[str, ...]
    spellings: tuple[str, ...]
    initials: tuple[str, ...]


def terms_of(text: str, language: str) -> Terms:
    """The terms of a cleaned text; `language` is `en` or is read as French."""
    stems: list[str] = []
    running: list[str] = []
    beside: list[str] = []
    spellings: list[str] = []
    initials: list[str] = []
    for chunk in CHUNK.findall(text):
        read = _terms(chunk, language)
        stems += read.stems
        running += read.running
        beside += read.beside
        spellings += read.spellings
        initials += read.initials
    return Terms(tuple(stems), tuple(running), tuple(beside), tuple(dict.fromkeys(spellings)), tuple(initials))


@lru_cache(maxsize=200_000)
def _terms(chunk: str, language: str) -> Terms:
    read = read_chunk(chunk, language)
    single = [piece for piece in read if not piece.joined]
    return Terms(
        tuple(
            stem
            for piece in read
            if not is_stop_word(piece.words[0], accented=piece.accented, language=language)
            for stem in piece.stems
        ),
        tuple(piece.words[0] for piece in single),
        tuple(word for piece in read for word in (piece.words if piece.joined else piece.words[1:])),
        tuple(_spelling(chunk[piece.start : piece.end], piece.words[0]) for piece in read),
        tuple(word for piece in single if (word := initials_of(chunk[piece.start : piece.end]))),
    )


def _spelling(written: str, plain: str) -> str:
    """A word with its accents, in lower case; the plain form when more than accents tells them apart."""
    return written.lower() if normalize(written) == plain else plain

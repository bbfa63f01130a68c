"""What a text gives to an index: terms, the same for every engine, so that questions and highlights read as it does.

An engine indexes them apart by spaces; it needs no analysis of its own.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from markup.normalize import normalize
from search.understanding.stems import is_stop_word
from search.understanding.words import CHUNK, initials_of, read_chunk

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CACHED = 200_000


class Terms(NamedTuple):
    """Terms apart by spaces. `stems` is what words match by; `running` every word as it is written plainly, in order,
    for phrases; `spellings` keeps accents, for suggestions and for accents typed on purpose; `beside` holds compounds
    and the other spellings of words, `initials` words in capitals (IA, ESS).
    """

    stems: str
    running: str
    spellings: str
    beside: str
    initials: str


def terms_of(text: str, language: str) -> Terms:
    """The terms of a cleaned text; `language` is `en` or is read as French."""
    cache = _CACHES["en" if language == "en" else "fr"]
    if len(cache) > MOST_CACHED:
        cache.clear()
        cache.rare.clear()
    # No word has a space inside. One pass of C a column, and none in Python a word: making an index is mostly this.
    tokens = text.split()
    read = list(map(cache.__getitem__, tokens))
    stems, running, spellings, beside, initials = _COLUMNS
    is_plain = cache.rare.isdisjoint(tokens)
    return Terms(
        " ".join(map(stems, read)),
        " ".join(map(running, read)),
        " ".join(map(spellings, read)),
        "" if is_plain else _joined(map(beside, read)),
        "" if is_plain else _joined(map(initials, read)),
    )


class _TermCache(dict[str, Terms]):
    """The terms of each token met in one language; one that is not known is learned."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        # Those that are more than words, as few are: a text without any is spared two columns.
        self.rare: set[str] = set()

    def __missing__(self, token: str) -> Terms:
        read = [_terms(chunk, self._language) for chunk in CHUNK.findall(token)]
        # Most are one run of letters.
        terms = read[0] if len(read) == 1 else Terms(*(_joined(map(column, read)) for column in _COLUMNS))
        self[token] = terms
        if terms.beside or terms.initials:
            self.rare.add(token)
        return terms


def _joined(terms: Iterable[str]) -> str:
    return " ".join(filter(None, terms))


@lru_cache(maxsize=MOST_CACHED)
def _terms(chunk: str, language: str) -> Terms:
    # Read once here, and remembered as text: the pieces that are remembered for questions and highlights stay few.
    read = read_chunk.__wrapped__(chunk, language)
    single = [piece for piece in read if not piece.joined]
    stems = [
        stem
        for piece in read
        if not is_stop_word(piece.words[0], accented=piece.accented, language=language)
        for stem in piece.stems
    ]
    running = [piece.words[0] for piece in single]
    spellings = [_spelling(chunk[piece.start : piece.end], piece.words[0]) for piece in read]
    beside = [word for piece in read for word in (piece.words if piece.joined else piece.words[1:])]
    initials = [word for piece in single if (word := initials_of(chunk[piece.start : piece.end]))]
    return Terms(*map(" ".join, (stems, running, spellings, beside, initials)))


_COLUMNS = tuple(map(itemgetter, range(len(Terms._fields))))
_CACHES = {language: _TermCache(language) for language in ("fr", "en")}


def _spelling(written: str, plain: str) -> str:
    """A word with its accents, in lower case; the plain form when more than accents tells them apart."""
    return written.lower() if normalize(written) == plain else plain

"""Cutting a text into words, and the words into phrases that the lexicon knows. Linear in the length of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from legaltools.recognise.folding import folded
from legaltools.recognise.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaltools.recognise.words import Kind, Meaning

# "BY-SAContact": the letters of an element glued to a word with a capital are taken apart.
_WORD = re.compile(r"\d+(?:[.,]\d+)?|(?:BY|SA|NC|ND)(?=[A-Z][a-z])|(?:[^\W\d_]|[\u0300-\u036f])+\+?")
# What may stand between two words of one name: never the end of a sentence or of a paragraph.
_GAP = re.compile(r"(?:[ \t\u00a0\u202f\u00ad*_,:/+()«»“”\"'’&–—‑\-\[\]]|\r?\n(?!\s*\n))*")
_LONGEST_GAP = 6
_VERSION = re.compile(r"(\d)(?:[.,](\d))?")


class Word(NamedTuple):
    """One word of a text: as it was written, in the lexicon's form, and where; `gap` is what stands before it."""

    raw: str
    text: str
    start: int
    end: int
    gap: str


class Lexeme(NamedTuple):
    """Words that mean something together. A version is a lexeme without meaning."""

    meaning: Meaning | None
    words: Sequence[Word]
    version: str = ""
    kind: Kind | None = None

    @property
    def gap(self) -> str:
        return self.words[0].gap

    @property
    def is_bare_number(self) -> bool:
        return bool(self.version) and self.words[0].raw.isdigit()


def words(text: str, *, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words and numbers of a text, or of a stretch of it."""
    last = start
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        raw = match[0]
        yield Word(raw, folded(raw), match.start(), match.end(), text[last : match.start()])
        last = match.end()


def lexemes(text: Sequence[Word]) -> Iterator[Lexeme | None]:
    """Yield what the words mean, the longest phrase first; None for a word that is part of no name."""
    position = 0
    while position < len(text):
        lexeme = _phrase(text, position) or _number(text[position])
        yield lexeme
        position += len(lexeme.words) if lexeme else 1


def may_begin(word: Word) -> bool:
    """Tell whether a phrase of the lexicon, or a version, begins with this word."""
    return word.text in lexicon() or _number(word) is not None


def joins(gap: str) -> bool:
    """Tell whether two words with this between them may be parts of one name."""
    return len(gap) <= _LONGEST_GAP and _GAP.fullmatch(gap) is not None


def _phrase(text: Sequence[Word], position: int) -> Lexeme | None:
    for phrase, meaning in lexicon().get(text[position].text, ()):
        stretch = text[position : position + len(phrase)]
        if tuple(word.text for word in stretch) == phrase and all(joins(word.gap) for word in stretch[1:]):
            return Lexeme(meaning, stretch, kind=meaning.kind)
    return None


def _number(word: Word) -> Lexeme | None:
    version = _VERSION.fullmatch(word.text)
    return Lexeme(None, (word,), f"{version[1]}.{version[2] or 0}") if version else None

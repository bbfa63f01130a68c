"""What is said in initials and in full: a page that says IA answers somebody who types "intelligence artificielle".

The lexicon is `data/acronyms.tsv`: one thing a line, each way of saying it apart by a tab. It is small on purpose: only
initials that mean one thing to the people who read here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from search.understanding.stems import is_stop_word, stems
from search.understanding.words import Piece, initials_of, pieces

LEXICON = Path(__file__).resolve().parent / "data" / "acronyms.tsv"

Row = tuple[str, ...]


class Acronym(NamedTuple):
    """One thing: the initials that stand for it, read in capitals only, and the words for it, in rows."""

    initials: frozenset[str]
    rows: tuple[Row, ...]

    @property
    def ways(self) -> frozenset[Row]:
        """Its initials and its words, in plain letters."""
        return frozenset(self.rows).union(map(_plain, self.initials))


class AcronymMatch(NamedTuple):
    """An acronym that was typed, in initials or in full, from letter `start` to `end` in these plain words."""

    start: int
    end: int
    words: Row
    acronym: Acronym


@cache
def lexicon() -> dict[Row, Acronym]:
    """Every way of saying each thing, by its plain words."""
    by_words: dict[Row, Acronym] = {}
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        ways = line.split("\t")
        initials = frozenset(filter(None, map(initials_of, ways)))
        rows = tuple(_plain(way) for way in ways if not initials_of(way))
        acronym = Acronym(initials, rows)
        by_words |= dict.fromkeys([*rows, *map(_plain, initials)], acronym)
    return by_words


def words_for(word: str) -> tuple[str, ...]:
    """The single words that say what one in plain letters says, itself among them; none for what is no way of saying.

    >>> words_for("expo")[:3], words_for("ia")
    (('expo', 'expos', 'exposition'), ())
    """
    acronym = lexicon().get((word,))
    return tuple(row[0] for row in acronym.rows if len(row) == 1) if acronym else ()


@cache
def _by_stems() -> dict[Row, Acronym]:
    """What is said in several words, whatever these agree with: “intelligence artificiel”."""
    return {_stems(row): acronym for row, acronym in lexicon().items() if len(row) > 1}


@cache
def _longest() -> int:
    return max(map(len, lexicon()))


def find(text: str) -> list[AcronymMatch]:
    """The acronyms in what was typed, in order, the longest way of saying first.

    Initials that are a little word too (`ai`, `as`) only count in capitals, or alone.
    """
    read = [piece for piece in pieces(text) if not piece.joined]
    matches: list[AcronymMatch] = []
    start = 0
    while start < len(read):
        match = _at(read, start, text)
        if match:
            matches.append(match)
        start += len(match.words) if match else 1
    return matches


def _at(read: list[Piece], start: int, text: str) -> AcronymMatch | None:
    for end in range(min(len(read), start + _longest()), start, -1):
        words = tuple(piece.words[0] for piece in read[start:end])
        acronym = lexicon().get(words) or (_by_stems().get(_stems(words)) if len(words) > 1 else None)
        if acronym is None or (len(words) == 1 and _is_little(read, start, text)):
            continue
        return AcronymMatch(read[start].start, read[end - 1].end, words, acronym)
    return None


def _is_little(read: list[Piece], place: int, text: str) -> bool:
    piece = read[place]
    in_capitals = bool(initials_of(text[piece.start : piece.end]))
    return len(read) > 1 and not in_capitals and is_stop_word(piece.words[0], language=None)


def _stems(words: Row) -> Row:
    return tuple(stems(word)[0] for word in words)


def _plain(way: str) -> Row:
    return tuple(piece.words[0] for piece in pieces(way) if not piece.joined)

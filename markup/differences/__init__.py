"""Two texts in HTML compared as their readers see them.

Why not a library: htmldiff2 0.2.2 loses or repeats words in one of five random edits of paragraphs, lists and tables,
and lxml's `htmldiff` takes twenty times as long and sees neither marks nor rows of tables. Here it holds for any two
texts that what is left without the additions is the one, and without the deletions the other
(tests/markup/test_differences.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markup.differences.lines import Token, lines_of
from markup.differences.pairing import Pair, Piece, is_readable, pairs_of, pieces_of
from markup.differences.spacing import spaced
from markup.differences.writing import Labels, write_lines

__all__ = ["Comparison", "Labels", "compare"]

# Beyond so many words in both together, whole lines are marked.
MOST_WORDS = 60_000


# Each pair of lines with the pieces of each of its cells.
Changed = list[tuple[Pair, list[list[Piece]]]]


@dataclass
class Comparison:
    """`inline`, `before` and `after` are safe HTML, written when asked for: both texts in one, and each with its own
    marks.

    `links`: (words, old address, new address). `pictures`: how many went, and came. `has_new_marks`: bold, a heading, a
    list came or went on words that stayed. `is_coarse`: too long to be compared word by word.
    """

    changed: Changed
    labels: Labels
    links: list[tuple[str, str, str]]
    pictures: tuple[int, int]
    has_new_words: bool
    has_new_marks: bool
    is_coarse: bool

    @property
    def is_change(self) -> bool:
        return bool(self.has_new_words or self.has_new_marks or self.links)

    @cached_property
    def inline(self) -> str:
        return write_lines(self.changed, self.labels, show=("gone", "new"))

    @cached_property
    def before(self) -> str:
        return write_lines(self.changed, self.labels, show=("gone",))

    @cached_property
    def after(self) -> str:
        return write_lines(self.changed, self.labels, show=("new",))


def compare(before: str, after: str, labels: Labels) -> Comparison:
    """Compare two texts in HTML. `labels` are the words that a screen reader says around what is gone and what is new.

    Time: linear with the text, but for pairs of changed paragraphs, each at most the product of their lengths.
    """
    old, new = lines_of(before), lines_of(after)
    is_coarse = sum(len(line.tokens) for line in (*old, *new)) > MOST_WORDS
    found = [line for pair in pairs_of(old, new) for line in _read(pair, is_coarse=is_coarse)]
    pieces = [piece for _pair, cells in found for cell in cells for piece in cell]
    return Comparison(
        [(pair, [spaced(cell) for cell in cells]) for pair, cells in found],
        labels,
        links=_links(pieces),
        pictures=(_pictures(pieces, "gone"), _pictures(pieces, "new")),
        has_new_words=any(piece.what != "equal" for piece in pieces),
        has_new_marks=any(map(_has_new_marks, pieces)) or any(_has_new_shape(pair) for pair, _cells in found),
        is_coarse=is_coarse,
    )


def _read(pair: Pair, *, is_coarse: bool) -> Changed:
    """A line with its pieces; where too little of it stayed, the old one and then the new one. A row stays one row."""
    pieces = _pieces(pair, is_coarse=is_coarse)
    if pair.old is None or pair.new is None or pair.old.is_row or is_readable([one for cell in pieces for one in cell]):
        return [(pair, pieces)]
    apart = (Pair(pair.old, None), Pair(None, pair.new))
    return [(one, _pieces(one, is_coarse=is_coarse)) for one in apart]


def _pieces(pair: Pair, *, is_coarse: bool) -> list[list[Piece]]:
    if pair.old is None or pair.new is None:
        return [_apart(cell, []) for cell in pair.old.cells] if pair.old else _all_new(pair)
    cells = zip(pair.old.cells, pair.new.cells, strict=True)
    if pair.old.key == pair.new.key:
        return [[Piece("equal", old, new)] for old, new in cells]
    return [_apart(old, new) if is_coarse else pieces_of(old, new) for old, new in cells]


def _all_new(pair: Pair) -> list[list[Piece]]:
    return [_apart([], cell) for cell in pair.new.cells] if pair.new else []


def _apart(old: list[Token], new: list[Token]) -> list[Piece]:
    gone = [Piece("gone", old, ())] if old else []
    return gone + ([Piece("new", (), new)] if new else [])


def _links(pieces: list[Piece]) -> list[tuple[str, str, str]]:
    """Words that stayed and lead elsewhere, each link once."""
    links: list[tuple[str, str, str]] = []
    for piece in pieces:
        for one, other in zip(piece.old, piece.new, strict=False):
            if one.href == other.href:
                continue
            if links and links[-1][1:] == (one.href, other.href):
                links[-1] = (links[-1][0] + other.text, one.href, other.href)
            else:
                links.append((other.text, one.href, other.href))
    return [(words.strip(), old, new) for words, old, new in links if words.strip()]


def _pictures(pieces: list[Piece], what: str) -> int:
    return sum(bool(token.picture) for piece in pieces if piece.what == what for token in (*piece.old, *piece.new))


def _has_new_marks(piece: Piece) -> bool:
    return any(set(one.marks) != set(other.marks) for one, other in zip(piece.old, piece.new, strict=False) if one.key)


def _has_new_shape(pair: Pair) -> bool:
    return pair.old is not None and pair.new is not None and pair.old.shape != pair.new.shape

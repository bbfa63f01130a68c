"""Which version each word of a text came with, carried from one version to the next."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from markup.differences.lines import Line, lines_of
from markup.differences.pairing import pairs_of, pieces_of
from markup.tree import escape_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markup.differences.pairing import Pair

# For each cell of a line, the version of each of its words.
Origins = list[list[int]]


class Traced:
    """A text with the version that each of its words came with."""

    def __init__(self, html: str, number: int, before: Traced | None = None) -> None:
        self.lines = lines_of(html)
        self.origins: list[Origins] = []
        old = {id(line): place for place, line in enumerate(before.lines)} if before else {}
        by_line: dict[int, Origins] = {}
        for pair in pairs_of(before.lines if before else [], self.lines):
            if pair.new is not None:
                before_it = before.origins[old[id(pair.old)]] if before and pair.old else None
                by_line[id(pair.new)] = _carried(pair, before_it, number)
        self.origins = [by_line[id(line)] for line in self.lines]

    def counts(self) -> Iterator[int]:
        """The version of each word, in the order of the text."""
        for line, origins in zip(self.lines, self.origins, strict=True):
            for cell, numbers in zip(line.cells, origins, strict=True):
                yield from (number for token, number in zip(cell, numbers, strict=True) if token.key.strip())

    def write(self, mark: Callable[[int, str], str]) -> str:
        """The words in paragraphs, those of one version together as `mark(number, escaped words)` draws them."""
        return "".join(
            f"<p>{' '.join(_runs(line, origins, mark))}</p>"
            for line, origins in zip(self.lines, self.origins, strict=True)
            if line.tokens
        )


def _carried(pair: Pair, before_it: Origins | None, number: int) -> Origins:
    if pair.old is None or pair.new is None or before_it is None:
        return [[number] * len(cell) for cell in pair.new.cells] if pair.new else []
    carried = []
    for old, new, before in zip(pair.old.cells, pair.new.cells, before_it, strict=True):
        here: list[int] = []
        place = 0
        for piece in pieces_of(old, new):
            if piece.what == "equal":
                here += before[place : place + len(piece.old)]
            place += len(piece.old)
            if piece.what == "new":
                here += [number] * len(piece.new)
        carried.append(here)
    return carried


def _runs(line: Line, origins: Origins, mark: Callable[[int, str], str]) -> Iterator[str]:
    for cell, numbers in zip(line.cells, origins, strict=True):
        pairs = zip(cell, numbers, strict=True)
        for number, group in groupby(pairs, key=lambda pair: pair[1]):
            words = "".join(token.text for token, _number in group).strip()
            if words:
                yield mark(number, escape_text(words))

"""A text cut into sentences and clauses around the names of licences, by its punctuation alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licences.core.recognise.scan import Word

MOST_WORDS = 60
_STOP = re.compile(r"[!?…]|\.(?=[\"»”’')\]*_]*(?:\s|$))|\n\s*\n|\n[ \t]*(?:[-*•+#>|]|\d+[.)]\s)|\|")
CLAUSES = re.compile(r"[,;:(—]|\s[–/-]\s")
_BLOCKS = frozenset({"p", "div", "li", "td", "th", "tr", "ul", "ol", "br", "h", "dd", "dt", "section", "footer"})


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence around a name: `words[first:last]`, the name itself being `words[name:after]`."""

    first: int
    name: int
    after: int
    last: int


class Sentences:
    """The words of a whole text, read once, and the spans in which they say nothing: names and addresses."""

    def __init__(self, text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
        self.text, self.words = text, words
        self.starts = [word.start for word in words]
        self.silent = bytearray(len(words) + 1)
        for start, end in spans:
            for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                self.silent[index] = 1

    def at(self, character: int) -> int:
        """Give the first word that begins at this character or after it."""
        return bisect_left(self.starts, character)

    def sentence(self, name: int, after: int) -> Place:
        return Place(self.back(name), name, after, self.on(after))

    def back(self, index: int) -> int:
        """Give where the sentence that goes on to this word begins."""
        first = index
        while first > 0 and index - first < MOST_WORDS and not (first < len(self.words) and self._stops(first)):
            first -= 1
        return first

    def on(self, index: int) -> int:
        last = index
        while last < len(self.words) and last - index < MOST_WORDS and not self._stops(last):
            last += 1
        return last

    def _stops(self, index: int) -> bool:
        """Tell whether a sentence ends before this word."""
        word = self.words[index]
        if self.silent[index] and index and self.silent[index - 1] and len(word.gap) == 1:
            return False  # inside an address
        stop = _STOP.search(word.gap)
        if stop and stop[0] == ".":
            return not word.raw[0].islower()
        return stop is not None or ("</" in word.gap and word.text in _BLOCKS)

    def closing(self, place: Place) -> str:
        if place.last < len(self.words):
            return self.words[place.last].gap
        return self.text[self.words[-1].end :] if self.words else ""

    def gap(self, index: int) -> str:
        return self.words[index].gap if index < len(self.words) else ""

    def gaps(self, start: int, end: int) -> str:
        """What stands between the words from before `start` to before `end`, names and addresses left out."""
        return "".join(self.words[index].gap for index in range(start, min(end + 1, len(self.words))))

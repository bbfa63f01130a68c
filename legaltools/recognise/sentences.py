"""A text cut into sentences and clauses around the names of licences, by its punctuation alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaltools.recognise.scan import Word

MOST_WORDS = 60
_STOP = re.compile(r"[!?…]|\.(?=[\"»”’')\]*_]*(?:\s|$))|\n\s*\n|\n[ \t]*(?:[-*•+#>|]|\d+[.)]\s)|\|")
CLAUSES = re.compile(r"[,;:(—]|\s[–/-]\s")
# "Durée : 1 h / Lieu : au bord du bassin / Licence : …": lines, or what stands for them, that begin with a label.
_BREAK = re.compile(r"[\n•·|;—]|\s[–/-]\s")
_LABELLED = re.compile(r"[*_\"'»” \u00a0\u202f]*:(?!/)")
_MOST_LABEL_WORDS = 4
_LICENCE_LABELS = frozenset({"licence", "license", "licencia", "licenca"})
# Words after which "Licence" is no label: "Projet de Licence : …".
_LEADS_ON = frozenset(
    {"a", "d", "de", "du", "la", "l", "no", "not", "of", "pas", "pour", "sans", "the", "une", "without"}
)
_ABBREVIATED = frozenset(
    {"anc", "anciennt", "approx", "cf", "e", "eg", "env", "ex", "g", "i", "ie", "orig", "poss", "prev", "prob", "vs"}
)
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
        self.labels = self._label_lines()

    def _label_lines(self) -> bytearray:
        """Mark the words that begin a label when the line before begins with one: each is a statement of its own."""
        marks = bytearray(len(self.words) + 1)
        was_labelled, has_colon = bool(self.words) and self._is_label(0), False
        for index in range(1, len(self.words)):
            gap = self.words[index].gap
            has_colon = _LABELLED.match(gap) is not None or (has_colon and "\n" not in gap)
            if _BREAK.search(gap):
                is_labelled = self._is_label(index)
                marks[index] = was_labelled and is_labelled
                was_labelled = is_labelled
            elif has_colon and self._is_run_on(index):
                marks[index] = 1
                was_labelled = True
        return marks

    def _is_label(self, index: int) -> bool:
        """Tell "Licence :" and "Public visé :" from the beginning of prose."""
        if not self.words[index].raw[:1].isupper():
            return False
        for word in self.words[index + 1 : index + 1 + _MOST_LABEL_WORDS]:
            if _LABELLED.match(word.gap):
                return True
            if word.gap.strip(" \u00a0\u202f*_'’-"):
                return False
        return False

    def _is_run_on(self, index: int) -> bool:
        """Tell the label of a licence whose line was joined to those before: "Lieu : au bassin Licence : CC BY 4.0"."""
        word = self.words[index]
        after = self.gap(index + 1)
        return (
            word.text in _LICENCE_LABELS
            and word.raw[:1].isupper()
            and not word.gap.strip(" *_")
            and _LABELLED.match(after) is not None
            and self.words[index - 1].text not in _LEADS_ON
        )

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
        if self.labels[index]:
            return True
        if self.silent[index] and index and self.silent[index - 1] and len(word.gap) == 1:
            return False  # inside an address
        stop = _STOP.search(word.gap)
        if stop and stop[0] == ".":
            return not word.raw[0].islower() and not self._is_abbreviated(index)
        return stop is not None or ("</" in word.gap and word.text in _BLOCKS)

    def _is_abbreviated(self, index: int) -> bool:
        """Tell "e.g. CC BY 4.0" and "anc. CC BY 3.0" from the end of a sentence."""
        return bool(self.silent[index]) and self.words[index].gap == ". " and self.words[index - 1].text in _ABBREVIATED

    def closing(self, place: Place) -> str:
        if place.last < len(self.words):
            return self.words[place.last].gap
        return self.text[self.words[-1].end :] if self.words else ""

    def gap(self, index: int) -> str:
        return self.words[index].gap if index < len(self.words) else ""

    def gaps(self, start: int, end: int) -> str:
        """What stands between the words from before `start` to before `end`, names and addresses left out."""
        return "".join(self.words[index].gap for index in range(start, min(end + 1, len(self.words))))

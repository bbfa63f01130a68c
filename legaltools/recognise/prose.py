"""Which words of a sentence are understood: known, a name, a title, a date, an address, or a noun in its place."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from legaltools.recognise.cues import Side, listed, things
from legaltools.recognise.nouns import Nouns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaltools.recognise.scan import Word
    from legaltools.recognise.sentences import Place

# Words that are no prose: tags, code, addresses, the target of a link; and titles, between quotation marks.
_UNREAD = re.compile(
    r"<[^<>]{1,2000}>|\]\([^()\s]{1,500}\)|\b(?:https?://|www\.)[^\s<>\"]{1,500}|[\w.+-]{1,64}@[\w.-]{1,200}"
    r"|«[^«»\n]{1,150}»|“[^“”\n]{1,150}”|\"[^\"\n]{1,150}\"|\b[\w-]{1,60}\.[a-z]{2,4}\b"
)
CUT = re.compile(r"[,;:()\[\]—/|©•·\n\"»”>*=+\\]|\s[–-]\s")
_LABEL = re.compile(r"^[*_\s]*[:=]")
_KEY = re.compile(r"\"[\w-]+\"")
_NEAR = 7
_ENDED = ("ee", "ees", "ed", "ly", "ment", "drawn")
_KNOWN_LISTS = (
    *("giving", "giving_it", "determiners", "before_name", "following", "prepositions", "copulas", "pointing"),
    *("whole", "about", "licence_words", "main_verbs", "presenting", "plain", "negators"),
)


@cache
def prose_words() -> frozenset[str]:
    """Give every word that may stand in a sentence that gives a licence."""
    return frozenset(things()).union(*(listed(name) for name in _KNOWN_LISTS)) - listed("unplain")


@cache
def verbs() -> frozenset[str]:
    return listed("giving", "giving_it", "main_verbs") - listed("unplain")


class Prose(Nouns):
    """A text of which it can be asked whether a stretch of words is understood."""

    def __init__(self, text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
        super().__init__(text, words, spans)
        self.unread = bytearray(self.silent)
        for start, end in _unread(text, spans):
            for index in self.within(start, end):
                self.unread[index] = 1

    def are_known(self, start: int, end: int, place: Place) -> bool:
        """Tell whether the words from `start` to before `end` are known, or names; `place` is their sentence."""
        first = place.first if start < place.after else start
        index = start
        while index < end:
            length, doubts = self.phrase(Side.BEFORE, index, end)
            if length > 1 and not doubts:
                index += length
                continue
            if self._negates_more(index, start, end):
                return False
            if not self._is_known(index, first) and not self.is_noun(index, place):
                return False
            index += 1
        return True

    def _negates_more(self, index: int, start: int, end: int) -> bool:
        """Tell a negation of something else than a use: "aucune modification" says nothing against the licence."""
        if self.unread[index] or self.words[index].text not in listed("negators"):
            return False
        near = range(max(start, index - _NEAR), min(end, index + _NEAR))
        return not any(self.words[i].text in listed("uses") for i in near)

    def _is_known(self, index: int, first: int) -> bool:
        word = self.words[index]
        if self.unread[index] or word.text in prose_words() or word.text[:1].isdigit() or len(word.text) == 1:
            return True
        if word.raw[:1].islower():
            return False
        begins = index == first or CUT.search(word.gap) is not None
        if begins and _LABEL.search(self.gap(index + 1)) and self._names_at(index + 1):
            return False
        if begins and word.text.endswith(_ENDED):
            return False
        return index > first or self._is_name(index)

    def _names_at(self, index: int) -> bool:
        """Tell whether the name of a licence stands here, articles passed over."""
        while index < len(self.words) and not self.silent[index] and self.words[index].text in listed("determiners"):
            index += 1
        return bool(self.silent[min(index, len(self.words))])

    def _is_name(self, index: int) -> bool:
        """Tell a name that opens a sentence from another word with a capital, by what follows it."""
        if index + 1 >= len(self.words):
            return True
        after = self.words[index + 1]
        return bool(
            self.unread[index + 1] or not after.raw[:1].islower() or after.text in verbs() or CUT.search(after.gap)
        )

    def within(self, start: int, end: int) -> range:
        """Give the words that begin between two characters."""
        return range(self.at(start), self.at(end))


def _unread(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what is no prose; quotation marks around a licence leave the words beside it to be read."""
    ordered = sorted(spans)
    at = 0
    for match in _UNREAD.finditer(text):
        start, end = match.span()
        while at < len(ordered) and ordered[at][1] <= start:
            at += 1
        is_title = text[start] in '«“"'
        if is_title and _KEY.fullmatch(text, start, end) and _LABEL.search(text[end : end + 3]):
            continue
        if not (is_title and at < len(ordered) and ordered[at][0] < end):
            yield start, end

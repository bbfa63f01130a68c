"""A sentence is certain only where all of it is understood: every word known, a name, a title, a date or an address.

`cues` tells what is known to deny or to limit; here the default is turned round: one word that is not known, in the
clause that names the licence, in what follows it or in a neighbour that refers back to it, leaves it to be read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from licences.core.recognise.cues import Side, listed, things
from licences.core.recognise.nouns import Nouns
from licences.core.recognise.sentences import CLAUSES, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licences.core.recognise.scan import Word

# Words that are no prose: tags, code, addresses, the target of a link; and titles, between quotation marks.
_UNREAD = re.compile(
    r"<[^<>]{1,2000}>|\]\([^()\s]{1,500}\)|\b(?:https?://|www\.)[^\s<>\"]{1,500}|[\w.+-]{1,64}@[\w.-]{1,200}"
    r"|«[^«»\n]{1,150}»|“[^“”\n]{1,150}”|\"[^\"\n]{1,150}\"|\b[\w-]{1,60}\.[a-z]{2,4}\b"
)
_CUT = re.compile(r"[,;:()\[\]—/|©•·\n\"»”>*=+\\]|\s[–-]\s")
# A new line that begins with a capital or a mark, and the end of a value in JSON, begin another statement.
_NEXT_LINE = re.compile(r"\n|[\"'],\s*[\"']|[{}]")
_LICENCES = frozenset({"licence", "license", "licencia", "licenca"})
_OF = frozenset({"of", "for", "de", "d", "du", "des", "del", "da", "do"})
_LABEL = re.compile(r"^[*_\s]*[:=]")
_KEY = re.compile(r"\"[\w-]+\"")
_QUOTE_ENDS = re.compile(r"[»”\"]")
_QUOTE = re.compile(r"[«“\"]")
_WHOLE = frozenset({"work", "text"})
_NEAR, _OPENING = 7, 2
_ENDED = ("ee", "ees", "ed", "ly", "ment", "drawn")
_KNOWN_LISTS = (
    *("giving", "giving_it", "determiners", "before_name", "following", "prepositions", "copulas", "pointing"),
    *("whole", "about", "licence_words", "main_verbs", "presenting", "plain", "negators"),
)


@cache
def known() -> frozenset[str]:
    """Give every word that may stand in a sentence that gives a licence."""
    return frozenset(things()).union(*(listed(name) for name in _KNOWN_LISTS)) - listed("unplain")


class Plain(Nouns):
    """A text of which it can be asked whether all that is said about a licence is understood."""

    def __init__(self, text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
        super().__init__(text, words, spans)
        self.unread = bytearray(self.silent)
        for start, end in _unread(text, spans):
            for index in self.within(start, end):
                self.unread[index] = 1

    def is_plain(self, place: Place) -> bool:
        """Tell whether every word that bears on the licence is known."""
        last = self._last(place)
        first = self._first(place)
        return (
            not self._is_sample(place)
            and not self._is_mention(place)
            and self._are_known(first, place.name, place)
            and not self._is_part_of(first, place.name)
            and not self._is_of_another(place)
            and not self._is_shared_by_another(first, place.name)
            and not self._is_for_some(place.after, last)
            and self._are_known(place.after, last, place)
            and not self._refers_back(place)
            and not self._asks_for_another(place)
            and not self._announces(place)
        )

    def _first(self, place: Place) -> int:
        """Give where reading begins: with the sentence, or after the title and the author of a credit line."""
        begin = next((i for i in range(place.name, place.first, -1) if _CUT.search(self.gap(i))), place.first)
        if begin == place.first or any(word.text in _verbs() for word in self.words[begin : place.name]):
            return self._line(place)
        if self._is_no_credit(place.first, begin):
            return self._line(place)
        label = _CUT.search(self.gap(begin))
        if label is None or label[0] != ":":
            return begin
        return next((i for i in range(begin - 1, place.first, -1) if _CUT.search(self.gap(i))), place.first)

    def _is_no_credit(self, start: int, end: int) -> bool:
        """Tell "Les définitions viennent de Zoé," and "Failing that," from a title, an author or a year."""
        skipped = {word.text for word in self.words[start:end]}
        if skipped & listed("uses"):
            return False
        nearest = next((i for i in range(end - 1, start, -1) if _CUT.search(self.gap(i))), start)
        near = [word.text for word in self.words[nearest:end]]
        opens = nearest == start and near[0] in listed("openers") and not self.unread[start]
        return opens or bool(skipped & listed("copulas")) or not listed("licence_words").isdisjoint(near)

    def _line(self, place: Place) -> int:
        """Give where the line begins, or the sentence when it goes on over lines."""
        for index in range(place.name, place.first, -1):
            if self._begins_line(index):
                return index
        return place.first

    def _last(self, place: Place) -> int:
        return next((index for index in range(place.after, place.last) if self._begins_line(index)), place.last)

    def _begins_line(self, index: int) -> bool:
        """Tell a line that begins a statement of its own from prose that is wrapped."""
        if not _NEXT_LINE.search(self.gap(index)):
            return False
        return not self.words[index].raw[:1].islower() or self.gap(index + 1).startswith(":")

    def _is_sample(self, place: Place) -> bool:
        """Tell "Exemple de mention : …" from the name "Exemple Collectif"."""
        return any(
            self.words[index].text in listed("samples")
            and (index == place.first or self.words[index].raw[:1].islower())
            and (self.silent[index + 1] or self.words[index + 1].raw[:1].islower() or _CUT.search(self.gap(index + 1)))
            for index in range(place.first, min(place.first + _OPENING, place.last - 1))
        )

    def _is_mention(self, place: Place) -> bool:
        """Tell "Écrivez « CC BY 4.0 »" from "Licence : « CC BY 4.0 »": words that are shown, not used."""
        opening = next((i for i in range(place.name, place.first, -1) if _QUOTE.search(self.gap(i))), place.first)
        if opening == place.first or not _QUOTE_ENDS.search(self.gaps(place.after, place.last)):
            return False
        before = self.words[opening - 1]
        if opening == place.name:
            return before.text not in listed("licence_words") | listed("prepositions") and ":" not in self.gap(opening)
        return self.words[place.first].text in listed("instructing") or not all(
            word.text in known() or word.text[:1].isdigit() or CLAUSES.search(self.gap(index + 1))
            for index, word in enumerate(self.words[place.first : opening], place.first)
        )

    def _are_known(self, start: int, end: int, place: Place) -> bool:
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
        if self.unread[index] or word.text in known() or word.text[:1].isdigit() or len(word.text) == 1:
            return True
        if word.raw[:1].islower():
            return False
        begins = index == first or _CUT.search(word.gap) is not None
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
            self.unread[index + 1] or not after.raw[:1].islower() or after.text in _verbs() or _CUT.search(after.gap)
        )

    def _is_part_of(self, start: int, end: int) -> bool:
        """Tell "the music in this film": what is given is one part of what the text is about."""
        read = [self.words[index].text for index in range(start, end)]
        return any(
            things().get(thing, "work") not in {"work", "text"}
            and things().get(whole) not in {None, "work", things()[thing]}
            for thing, link, this, whole in zip(read, read[1:], read[2:], read[3:], strict=False)
            if link in listed("inside") and this in listed("pointing")
        )

    def _is_for_some(self, start: int, end: int) -> bool:
        """Tell "CC BY 4.0 for teachers": what is given to some is not given to all."""
        return any(
            self.words[index].text in listed("people")
            and any(w.text in listed("towards") for w in self.words[max(start, index - 2) : index])
            for index in range(start, end)
        )

    # the sentences beside it

    def _refers_back(self, place: Place) -> bool:
        """Tell whether the next sentence speaks of the licence again, and not in known words: "Cela a changé."."""
        last = self.on(min(place.last + 1, len(self.words)))
        read = self._read(place.last, last)
        if not read:
            return False
        opens, turns = read[0] in listed("back"), not listed("turning").isdisjoint(read)
        if "\n\n" in self.gap(place.last):
            return opens and turns
        speaks = (opens and (len(read) == 1 or read[1] not in things())) or not listed("of_it").isdisjoint(read)
        if opens and turns:
            return True
        known_all = read[0] in known() and self._are_known(place.last, last, Place(place.last, last, last, last))
        return speaks and (turns or not known_all)

    def _asks_for_another(self, place: Place) -> bool:
        """Tell whether another part is to be asked for: "Version adultes : nous consulter."."""
        last = self.on(min(place.last + 1, len(self.words)))
        read = self._read(place.last, last)
        whole = frozenset(things()) | listed("editions")
        labelled = any(_CUT.search(self.gap(index)) for index in range(place.last + 1, min(place.last + _NEAR, last)))
        if read[:1] and read[0] in listed("asking_first") and not listed("permissions").isdisjoint(read):
            return True
        asks = not listed("asking").isdisjoint(read) and listed("other_uses").isdisjoint(read)
        if labelled and asks and any(word in whole for word in read[:_OPENING]):
            return True
        own, _mixed = self.matters(place)
        return bool(own and read and _is_another(own, read[0])) and self._is_bare(place.last + 1, last)

    def _is_bare(self, start: int, end: int) -> bool:
        """Tell "get in touch" after a label from the name of somebody."""
        values = self.words[start:end]
        return bool(values) and _CUT.search(values[0].gap) is not None and all(w.raw[:1].islower() for w in values)

    def _is_of_another(self, place: Place) -> bool:
        """Tell "Licence du modèle : …" from "La licence de ce document est …"."""
        for index in range(place.first, place.name - 2):
            if self.words[index].text not in _LICENCES or self.words[index + 1].text not in _OF:
                continue
            rest = [word.text for word in self.words[index + 2 : place.name]]
            while rest and rest[0] in listed("determiners"):
                if rest.pop(0) in listed("pointing"):
                    return False
            if not listed("foreign").isdisjoint(rest):
                return True
            return bool(rest) and rest[0] not in listed("licence_uses") and things().get(rest[0]) not in _WHOLE
        return False

    def _is_shared_by_another(self, start: int, end: int) -> bool:
        """Tell "La BnF diffuse ses notices sous …": what somebody does with their own works."""
        return any(
            self.words[index].text in listed("others_share") and self.words[index + 1].text in listed("theirs")
            for index in range(start + 1, end - 1)
        )

    def _announces(self, place: Place) -> bool:
        """Tell whether the sentence before speaks of this one: "Ne tenez pas compte de la ligne suivante."."""
        first = self.back(place.first - 1) if place.first else 0
        read = self._read(first, place.first)
        if not read or "\n\n" in self.gap(place.first) or listed("ahead").isdisjoint(read):
            return False
        return not listed("turning").isdisjoint(read) or not self._are_known(
            first, place.first, Place(first, place.first, place.first, place.first)
        )

    def _read(self, first: int, last: int) -> Sequence[str]:
        """Give the words of a neighbour that names no licence itself."""
        if first >= last or any(self.silent[first:last]):
            return ()
        return [self.words[index].text for index in range(first, last) if not self.unread[index]]

    def within(self, start: int, end: int) -> range:
        """Give the words that begin between two characters."""
        return range(self.at(start), self.at(end))


@cache
def _verbs() -> frozenset[str]:
    return (listed("giving") | listed("giving_it") | listed("main_verbs")) - listed("unplain")


def _is_another(own: str, thing: str) -> bool:
    return thing in things() and things()[thing] != things().get(own, "")


def _unread(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what is no prose; quotation marks around a licence leave the words beside it to be read."""
    ordered = sorted(spans)
    at = 0
    for found in _UNREAD.finditer(text):
        start, end = found.span()
        while at < len(ordered) and ordered[at][1] <= start:
            at += 1
        is_title = text[start] in '«“"'
        if is_title and _KEY.fullmatch(text, start, end) and _LABEL.search(text[end : end + 3]):
            continue
        if not (is_title and at < len(ordered) and ordered[at][0] < end):
            yield start, end

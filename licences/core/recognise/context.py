"""What a sentence does with the licence it names: gives it, or denies, dates, wishes, limits, compares or cites it.

Reading is by words and their reach (`cues`), inside one sentence and a little of its neighbours; no grammar is known
here, so that what is doubtful is said to be, never decided.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licences.core.recognise.cues import (
    DETERMINERS,
    GLUE,
    LICENCE_WORDS,
    MAIN_VERBS,
    NEED_LICENCE,
    NEGATIONS,
    OTHER_LICENCES,
    OWNED,
    QUANTIFIERS,
    WHOLE,
    Reach,
    Side,
    cues,
    objects,
)

from licences.core.recognise.giving import goes_on, is_given, tense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licences.core.recognise.cues import Cue
    from licences.core.recognise.scan import Word

# The kind that is told when a sentence gives several, most telling first.
_ORDER = (
    "asked",
    "negated",
    "past",
    "not-yet",
    "uncertain",
    "in-part",
    "compared",
    "elsewhere",
    "mixed",
    "several",
    "unclear",
)
_MOST_WORDS, _LONGEST_NEGATION, _MOST_GLUE, _QUANTIFIED = 60, 7, 5, 4
_STOP = re.compile(r"[!?…]|\.(?=[\"»”’')\]*_]*(?:\s|$))|\n\s*\n|\n[ \t]*(?:[-*•+#>|]|\d+[.)]\s)|\|")
_CLAUSES = re.compile(r"[,;:(—]|\s[–/-]\s")
_ABOUT = frozenset({"pour", "for", "quant", "concernant", "concerning"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_BLOCKS = frozenset({"p", "div", "li", "td", "th", "tr", "ul", "ol", "br", "h", "dd", "dt", "section", "footer"})


@dataclass(frozen=True, slots=True)
class Said:
    """`doubt`: the code of a problem, "" where the sentence gives the licence. `about`: to what, a key of `OBJECTS`."""

    doubt: str
    about: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence around a name: `words[first:last]`, the name itself being `words[name:after]`."""

    first: int
    name: int
    after: int
    last: int


class Context:
    """The words of a whole text, read once, and the spans in which they say nothing: names and addresses."""

    def __init__(self, text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
        self.text, self.words = text, words
        self.starts = [word.start for word in words]
        self.things: dict[int, str] = {}
        self.silent = bytearray(len(words) + 1)
        for start, end in spans:
            for index in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                self.silent[index] = 1

    def said(self, start: int, end: int, *, is_statement: bool = False) -> Said:
        """Tell what is said of the licence that is named from character `start` to `end`.

        A statement ("tous droits réservés", "avec l’autorisation de…") is no licence that somebody gives: any form does.
        """
        place = self._sentence(bisect_left(self.starts, start), bisect_left(self.starts, end))
        own, mixed = self._matters(place)
        self.things[start] = own
        kinds = {*self._before(place), *self._after(place), *mixed, *self._other_licences(place)}
        if not is_statement:
            kinds.add(self._form(place))
        if "?" in self._closing(place):
            kinds.add("asked")
        found = next((kind for kind in _ORDER if kind in kinds), "")
        return Said("uncertain" if found == "asked" else found, objects().get(own, ""))

    def coordinated(self, end: int, start: int) -> bool:
        """Tell whether two names are listed one beside the other: "CC BY et CC BY-SA"."""
        between = [word.text for word in self.words[bisect_left(self.starts, end) : bisect_left(self.starts, start)]]
        return len(between) <= _MOST_GLUE and not {"et", "and", "ou", "or", "puis", "then"}.isdisjoint(between)

    # the sentence

    def _sentence(self, name: int, after: int) -> _Place:
        return _Place(self._back(name), name, after, self._on(after))

    def _back(self, index: int) -> int:
        """Give where the sentence that goes on to this word begins."""
        first = index
        while first > 0 and index - first < _MOST_WORDS and not (first < len(self.words) and self._stops(first)):
            first -= 1
        return first

    def _on(self, index: int) -> int:
        last = index
        while last < len(self.words) and last - index < _MOST_WORDS and not self._stops(last):
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

    def _closing(self, place: _Place) -> str:
        if place.last < len(self.words):
            return self.words[place.last].gap
        return self.text[self.words[-1].end :] if self.words else ""

    def _form(self, place: _Place) -> str:
        """Give "" when the sentence has one of the forms in which a licence is given."""
        if place.name >= len(self.words):
            return ""
        if not self.silent[min(place.after, len(self.words))] and not goes_on(self.words[place.after : place.last]):
            return "unclear"
        begin = max((i + 1 for i in range(place.first, place.name) if self.silent[i]), default=place.first)
        if begin > place.first:  # another name or an address stands before: a list, or a link
            return ""
        return is_given(self.words[begin : place.name], self.words[place.name], frozenset(objects()))

    # what stands before and after the name

    def _before(self, place: _Place) -> Iterator[str]:
        for index, length, found in self._cues(Side.BEFORE, place.first, place.name):
            for cue in found:
                if self._reaches(cue.reach, index + length, place, index):
                    yield cue.kind
        for index in range(place.first, place.name):
            yield from self._grammar(index, place)

    def _grammar(self, index: int, place: _Place) -> Iterator[str]:
        """What no phrase can hold: "ne … pas", "avant 2015", "certaines photos"."""
        text = self.words[index].text
        if self.silent[index]:
            return
        following = [word.text for word in self.words[index + 1 : place.name]]
        if text in {"n", "ne"} and self._negates(following) and self._reaches(Reach.COMMA, index + 1, place, index):
            yield "negated"
        if text in {"avant", "before"} and following and _YEAR.fullmatch(following[0]):
            yield "past"
        if (kind := tense(text)) and self._reaches(Reach.COMMA, index + 1, place, index):
            yield kind
        if text in QUANTIFIERS and any(word in objects() for word in following[:_QUANTIFIED]):
            if self._reaches(Reach.COMMA, index + 1, place, index):
                yield "in-part"

    @staticmethod
    def _negates(following: Sequence[str]) -> bool:
        return any(word in NEGATIONS for word in following[:_LONGEST_NEGATION])

    def _after(self, place: _Place) -> Iterator[str]:
        last = next((index for index in range(place.after, place.last) if self.silent[index]), place.last)
        begin = place.after
        while begin < last and begin - place.after < 2 and self.words[begin].text in LICENCE_WORDS:
            begin += 1
        for index, _length, found in self._cues(Side.AFTER, place.after, last):
            for cue in found:
                if self._heard(cue, index, begin, place):
                    yield cue.kind
        beside = self.words[begin : min(begin + 2, last)]
        if any(word.text in {"ne", "n", "no", "not", "never"} for word in beside) and not any(
            _CLAUSES.search(word.gap) for word in beside
        ):
            yield "negated"
        if any(self.words[index].text == "non" and self._ends_clause(index, place) for index in range(begin, last)):
            yield "in-part"
        for index in range(place.after, last - 1):
            if self.words[index].text in {"avant", "before"} and _YEAR.fullmatch(self.words[index + 1].text):
                yield "past"

    def _ends_clause(self, index: int, place: _Place) -> bool:
        return index + 1 == place.last or _CLAUSES.search(self.words[index + 1].gap) is not None

    def _heard(self, cue: Cue, index: int, begin: int, place: _Place) -> bool:
        gaps = self._gaps(place.after, index)
        if cue.reach is Reach.BESIDE:
            return index == begin and (cue.kind == "in-part" or not _CLAUSES.search(gaps))
        return cue.reach is Reach.CLAUSE or gaps.count(",") <= (1 if index == begin else 0)

    def _cues(self, side: Side, start: int, end: int) -> Iterator[tuple[int, int, Sequence[Cue]]]:
        """Yield the phrases that mean something on this side, the longest first, never one inside another."""
        index = start
        while index < end:
            length, found = (1, ()) if self.silent[index] else self._phrase(side, index, end)
            if found:
                yield index, length, found
            index += length

    def _phrase(self, side: Side, index: int, end: int) -> tuple[int, Sequence[Cue]]:
        for phrase, found in cues(side).get(self.words[index].text, ()):
            words = self.words[index : min(index + len(phrase), end)]
            if tuple(word.text for word in words) == phrase and not any(_CLAUSES.search(w.gap) for w in words[1:]):
                if phrase == ("peut", "etre") and "-" not in words[1].gap:
                    continue
                return len(phrase), found
        return 1, ()

    # how far a cue is heard

    def _reaches(self, reach: Reach, after_cue: int, place: _Place, cue: int) -> bool:
        gaps = self._gaps(after_cue, place.name)
        if reach is Reach.SENTENCE:
            return True
        if ";" in gaps:
            return False
        if reach is Reach.BESIDE:
            between = self.words[after_cue : place.name]
            return (
                len(between) <= _MOST_GLUE and all(word.text in GLUE for word in between) and not _CLAUSES.search(gaps)
            )
        if reach is Reach.COMMA:
            return self._within_commas(gaps, after_cue, place)
        apposed = reach in {Reach.PHRASE, Reach.APPOSITION} and "," in self._gap(place.name)
        own_verb = reach in {Reach.CLAUSE, Reach.PHRASE} and self._has_own_verb(
            after_cue, place, leads=cue == place.first
        )
        return not apposed and not own_verb

    def _within_commas(self, gaps: str, after_cue: int, place: _Place) -> bool:
        """A pair of commas or parentheses is an insertion; one of them ends what the cue speaks of."""
        if ":" in gaps or " – " in gaps or "—" in gaps or gaps.count("(") > gaps.count(")"):
            return False
        commas = gaps.count(",")
        if commas == 0:
            return all(word.text not in {"mais", "but", "donc", "so"} for word in self.words[after_cue : place.name])
        return commas % 2 == 0 and "," not in self._gap(place.name) and not self._has_own_verb(after_cue, place)

    def _has_own_verb(self, after_cue: int, place: _Place, *, leads: bool = False) -> bool:
        """Tell whether a clause with a verb of its own begins between the cue and the name.

        An adverb that opens the sentence with a comma ("À l’origine, …") governs all of it.
        """
        if leads and "," in self._gap(after_cue):
            return False
        comma = False
        for index in range(after_cue, place.name):
            comma = comma or "," in self.words[index].gap or ":" in self.words[index].gap
            if comma and self.words[index].text in MAIN_VERBS:
                return True
        return False

    def _gap(self, index: int) -> str:
        return self.words[index].gap if index < len(self.words) else ""

    def _gaps(self, start: int, end: int) -> str:
        """What stands between the words from before `start` to before `end`, names and addresses left out."""
        return "".join(self.words[index].gap for index in range(start, min(end + 1, len(self.words))))

    # what the licence is given to

    def _matters(self, place: _Place) -> tuple[str, set[str]]:
        """Give what the licence is given to, and "mixed" when another clause leaves another thing without it."""
        clauses = list(self._clauses(place.first, place.last))
        inside = next((c for c in clauses if c[0] <= place.name < c[1]), (place.name, place.after))
        leading = self._leading(*inside)
        nearest = [thing for c in clauses if c[0] <= place.name and (thing := self._leading(*c))]
        own = leading or (nearest[-1] if nearest else "")
        if WHOLE & {word.text for word in self.words[slice(*inside)]}:
            return own, set()
        others = [c for c in clauses if c != inside and (c[0] > place.name or leading or self._apart(c, place))]
        if any(self._is_another(c, own) for c in others):
            return own, {"mixed"}
        return own, {"mixed"} if self._neighbours(place, own) else set()

    def _clauses(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        begin = first
        for index in range(first + 1, last):
            cut = _CLAUSES.search(self.words[index].gap) is not None and not _labels(self.words[index].gap)
            if cut or self.words[index].text in {"mais", "but", "while", "tandis", "alors"}:
                yield begin, index
                begin = index
            elif self.words[index].text in {"et", "and"} and self._begins_clause(index + 1, last):
                yield begin, index
                begin = index
        yield begin, last

    def _begins_clause(self, index: int, last: int) -> bool:
        """Tell "et les images restent …" from "textes et images"."""
        following = [word.text for word in self.words[index : min(index + 6, last)]]
        return bool(following) and following[0] in DETERMINERS and any(w in MAIN_VERBS | OWNED for w in following[1:])

    def _leading(self, first: int, last: int) -> str:
        """Give the thing that a clause begins with, determiners passed over; "" for none."""
        for index in range(first, last):
            if self.silent[index]:
                return ""
            if (text := self.words[index].text) not in DETERMINERS:
                return text if text in objects() else ""
        return ""

    def _apart(self, clause: tuple[int, int], place: _Place) -> bool:
        return ";" in self._gaps(clause[1], place.name)

    def _is_another(self, clause: tuple[int, int], own: str) -> bool:
        thing = self._leading(*clause)
        if not thing or _group(thing) == _group(own) or any(self.silent[clause[0] : clause[1]]):
            return False
        if self.words[clause[0]].text in _ABOUT:
            return True
        content = [word.text for word in self.words[clause[0] : clause[1]] if word.text not in DETERMINERS]
        return len([word for word in content if word not in objects()]) > 0

    def _neighbours(self, place: _Place, own: str) -> bool:
        """Tell whether the sentence before or after speaks of the rights in another thing and names no licence."""
        after = self._on(min(place.last + 1, len(self.words)))
        before = self._back(place.first - 1) if place.first else 0
        near = [(place.last, after), (before, place.first)]
        _length, limits = self._phrase(Side.AFTER, place.last, after) if place.last < after else (0, ())
        if any(cue.kind == "in-part" and cue.reach is Reach.CLAUSE for cue in limits) and not any(
            self.silent[place.last : after]
        ):
            return True
        return any(first < last and self._speaks_of_another(first, last, own) for first, last in near)

    def _speaks_of_another(self, first: int, last: int, own: str) -> bool:
        thing = self._leading(first, last)
        if not thing or _group(thing) in {_group(own), "work"} or any(self.silent[first:last]):
            return False
        return any(word.text in OWNED for word in self.words[first:last])

    def _other_licences(self, place: _Place) -> Iterator[str]:
        for index in range(place.first, place.last):
            if self.silent[index] or self.words[index].text not in OTHER_LICENCES:
                continue
            near = {word.text for word in self.words[max(index - 1, place.first) : min(index + 2, place.last)]}
            if self.words[index].text not in NEED_LICENCE or near & LICENCE_WORDS:
                yield "several"


def _group(thing: str) -> str:
    return objects().get(thing, "")


def _labels(gap: str) -> bool:
    """Tell the colon after a label, which begins no clause: "textes : Alice"."""
    return gap.strip() == ":"

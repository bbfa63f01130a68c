"""What a sentence does with the licence it names: gives it, or denies, dates, wishes, limits, compares or cites it.

Reading is by words and their reach (`cues`), inside one sentence and a little of its neighbours; no grammar is known
here, so that what is doubtful is said to be, never decided.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licences.core.recognise.cues import Reach, Side, listed, things
from licences.core.recognise.giving import goes_on, is_given, tense
from licences.core.recognise.plain import Plain
from licences.core.recognise.sentences import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from licences.core.recognise.cues import Cue
    from licences.core.recognise.scan import Word
    from licences.core.recognise.sentences import Place

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
_LONGEST_NEGATION, _MOST_GLUE, _QUANTIFIED, _LICENCE_WORDS = 7, 5, 4, 2
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Said:
    """`doubt`: the code of a problem, "" where the sentence gives the licence. `about`: what to, in `cues.things`."""

    doubt: str
    about: str


class Context(Plain):
    """A text in which what is said of each licence can be asked."""

    def __init__(self, text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
        super().__init__(text, words, spans)
        self.things: dict[int, str] = {}

    def said(self, start: int, end: int, *, is_statement: bool = False, is_exact: bool = True) -> Said:
        """Tell what is said of the licence that is named from character `start` to `end`.

        A statement ("tous droits réservés", "avec l’autorisation de…") is given by nobody: any form does.
        Only of a licence that is named exactly (`is_exact`) can the sentence say too little to be certain.
        """
        place = self.sentence(bisect_left(self.starts, start), bisect_left(self.starts, end))
        own, mixed = self.matters(place)
        self.things[start] = own
        kinds = {*self._before(place), *self._after(place), *mixed, *self._other_licences(place)}
        if not is_statement:
            kinds.add(self._form(place))
        if is_exact and not is_statement and not kinds - {""} and not self.is_plain(place):
            kinds.add("unclear")
        if "?" in self.closing(place):
            kinds.add("asked")
        found = next((kind for kind in _ORDER if kind in kinds), "")
        about = "work" if self.is_of_several(place, own) else things().get(own, "")
        return Said("uncertain" if found == "asked" else found, about)

    def coordinated(self, end: int, start: int) -> bool:
        """Tell whether two names are listed one beside the other: "CC BY et CC BY-SA"."""
        between = [word.text for word in self.words[bisect_left(self.starts, end) : bisect_left(self.starts, start)]]
        return len(between) <= _MOST_GLUE and not {"et", "and", "ou", "or", "puis", "then"}.isdisjoint(between)

    def _form(self, place: Place) -> str:
        """Give "" when the sentence has one of the forms in which a licence is given."""
        if place.name >= len(self.words):
            return ""
        if not self.silent[min(place.after, len(self.words))] and not goes_on(self.words[place.after : place.last]):
            return "unclear"
        begin = max((i + 1 for i in range(place.first, place.name) if self.silent[i]), default=place.first)
        if begin > place.first:  # another name or an address stands before: a list, or a link
            return ""
        return is_given(self.words[begin : place.name], self.words[place.name], frozenset(things()))

    # what stands before and after the name

    def _before(self, place: Place) -> Iterator[str]:
        for index, length, found in self._cues(Side.BEFORE, place.first, place.name):
            for cue in found:
                if self._reaches(cue.reach, index + length, place, index):
                    yield cue.doubt
        for index in range(place.first, place.name):
            yield from self._grammar(index, place)

    def _grammar(self, index: int, place: Place) -> Iterator[str]:
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
        if text in things() and following[:1] and following[0] in listed("subset"):
            yield "in-part"
        if text in listed("subset") and following[:1] and following[0] in things():
            yield "in-part"
        counted = text in listed("quantifiers") and any(
            word in things() or word in {"it", "them"} for word in following[:_QUANTIFIED]
        )
        if counted and self._reaches(Reach.COMMA, index + 1, place, index):
            yield "in-part"

    @staticmethod
    def _negates(following: Sequence[str]) -> bool:
        return any(word in listed("negations") for word in following[:_LONGEST_NEGATION])

    def _after(self, place: Place) -> Iterator[str]:
        last = next((index for index in range(place.after, place.last) if self.silent[index]), place.last)
        begin = place.after
        licence = listed("licence_words")
        while begin < last and begin - place.after < _LICENCE_WORDS and self.words[begin].text in licence:
            begin += 1
        for index, _length, found in self._cues(Side.AFTER, place.after, last):
            yield from (cue.doubt for cue in found if self._heard(cue, index, begin, place))
        yield from self._follows(place, begin, last)

    def _follows(self, place: Place, begin: int, last: int) -> Iterator[str]:
        """What no phrase can hold after the name: "ne … pas", "…, les photos non", "pour les textes", "avant 2015"."""
        beside = self.words[begin : min(begin + 2, last)]
        if any(word.text in {"ne", "n", "no", "not", "never"} for word in beside) and not any(
            CLAUSES.search(word.gap) for word in beside
        ):
            yield "negated"
        if any(self.words[index].text == "non" and self._ends_clause(index, place) for index in range(begin, last)):
            yield "in-part"
        if self._adds_a_licence(place.after, last):
            yield "several"
        if beside and beside[0].text in listed("about") and self._is_part(begin + 1, last):
            yield "in-part"
        for index in range(place.after, last - 1):
            if self.words[index].text in {"avant", "before"} and _YEAR.fullmatch(self.words[index + 1].text):
                yield "past"

    def _adds_a_licence(self, first: int, last: int) -> bool:
        """Tell "CC BY 4.0 + licence maison" and "CC BY 4.0 ou une autre licence"."""
        near = self.words[first : min(first + _MOST_GLUE, last)]
        added = near and ("+" in near[0].gap or near[0].text in {"et", "and", "ou", "or"})
        return bool(added) and any(word.text in {"licence", "license"} for word in near)

    def _is_part(self, first: int, last: int) -> bool:
        """Tell "pour les textes" from "pour ce guide": what is given to one kind of thing is not given to all."""
        return things().get(self.leading(first, last), "work") != "work"

    def _ends_clause(self, index: int, place: Place) -> bool:
        return index + 1 == place.last or CLAUSES.search(self.words[index + 1].gap) is not None

    def _heard(self, cue: Cue, index: int, begin: int, place: Place) -> bool:
        gaps = self.gaps(place.after, index)
        if cue.reach is Reach.BESIDE:
            noted = "(" in self.gap(index) and self.text[self.words[index].end :][:1] == ")"
            return index == begin and (cue.doubt == "in-part" or noted or not CLAUSES.search(gaps))
        return cue.reach is Reach.CLAUSE or gaps.count(",") <= (1 if index == begin else 0)

    def _cues(self, side: Side, start: int, end: int) -> Iterator[tuple[int, int, Sequence[Cue]]]:
        """Yield the phrases that mean something on this side, the longest first, never one inside another."""
        index = start
        while index < end:
            length, found = (1, ()) if self.silent[index] else self.phrase(side, index, end)
            if found:
                yield index, length, found
            index += length

    # how far a cue is heard

    def _reaches(self, reach: Reach, after_cue: int, place: Place, cue: int) -> bool:
        gaps = self.gaps(after_cue, place.name)
        if reach is Reach.SENTENCE or (reach is not Reach.BESIDE and self._opens(after_cue, cue, place)):
            return True
        if ";" in gaps:
            return False
        if reach is Reach.BESIDE:
            between = self.words[after_cue : place.name]
            return (
                len(between) <= _MOST_GLUE
                and all(word.text in listed("glue") for word in between)
                and not CLAUSES.search(gaps)
            )
        if reach is Reach.COMMA:
            return self._within_commas(gaps, after_cue, place)
        apposed = reach in {Reach.PHRASE, Reach.APPOSITION} and "," in self.gap(place.name)
        own_verb = reach in {Reach.CLAUSE, Reach.PHRASE} and self._has_own_verb(
            after_cue, place, leads=cue == place.first
        )
        return not apposed and not own_verb

    def _opens(self, after_cue: int, cue: int, place: Place) -> bool:
        """Tell "Sauf la couverture, CC BY 4.0": what opens the sentence governs the name that stands alone after it."""
        alone = all(self.words[index].text in listed("glue") for index in range(self._comma(place), place.name))
        return cue == place.first and alone and ":" not in self.gaps(after_cue + 1, place.name)

    def _comma(self, place: Place) -> int:
        """Give the last word before the name that a comma stands before; the sentence's first for none."""
        return next((i for i in range(place.name, place.first, -1) if "," in self.gap(i)), place.first)

    def _within_commas(self, gaps: str, after_cue: int, place: Place) -> bool:
        """A pair of commas or parentheses is an insertion; one of them ends what the cue speaks of."""
        if ":" in gaps or " – " in gaps or "—" in gaps or gaps.count("(") > gaps.count(")"):
            return False
        commas = gaps.count(",")
        if commas == 0:
            return all(word.text not in {"mais", "but", "donc", "so"} for word in self.words[after_cue : place.name])
        return commas % 2 == 0 and "," not in self.gap(place.name) and not self._has_own_verb(after_cue, place)

    def _has_own_verb(self, after_cue: int, place: Place, *, leads: bool = False) -> bool:
        """Tell whether a clause with a verb of its own begins between the cue and the name.

        An adverb that opens the sentence with a comma ("À l’origine, …") governs all of it.
        """
        if leads and "," in self.gap(after_cue):
            return False
        comma = False
        for index in range(after_cue, place.name):
            comma = comma or "," in self.words[index].gap or ":" in self.words[index].gap
            if comma and self.words[index].text in listed("main_verbs"):
                return True
        return False

    def _other_licences(self, place: Place) -> Iterator[str]:
        for index in range(place.first, place.last):
            if self.silent[index] or self.words[index].text not in listed("other_licences"):
                continue
            near = {word.text for word in self.words[max(index - 1, place.first) : min(index + 2, place.last)]}
            if self.words[index].text not in listed("need_licence") or near & listed("licence_words"):
                yield "several"

"""What a sentence does with the licence it names: gives it, or denies, dates, wishes, limits, compares or cites it.

Reading is by words and their reach (`cues`), inside one sentence and a little of its neighbours; no grammar is known
here, so that what is doubtful is said to be, never decided.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from legaltools.recognise.cues import Reach, Side, listed, things
from legaltools.recognise.giving import goes_on, is_given, tense
from legaltools.recognise.portions import Portions
from legaltools.recognise.reach import MOST_GLUE
from legaltools.recognise.sentences import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaltools.recognise.cues import Cue
    from legaltools.recognise.scan import Word
    from legaltools.recognise.sentences import Place

# The kind that is told when a sentence gives several, most telling first.
_ORDER = (
    "asked",
    "negated",
    "past",
    "not-yet",
    "uncertain",
    "in-part",
    "contradicted",
    "compared",
    "elsewhere",
    "mixed",
    "several",
    "ingredient",
    "unclear",
)
_LONGEST_NEGATION, _QUANTIFIED, _LICENCE_WORDS = 7, 4, 2
_NUMBER = re.compile(r"\d{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Assertion:
    """`doubt`: the code of a problem, "" where the sentence gives the licence. `about`: what to, in `cues.things`."""

    doubt: str
    about: str


class Context(Portions):
    """A text in which what is said of each licence can be asked."""

    def __init__(self, text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> None:
        super().__init__(text, words, spans)
        self.things: dict[int, str] = {}

    def assertion(
        self, start: int, end: int, *, is_statement: bool = False, is_exact: bool = True, allowed: Sequence[str] = ()
    ) -> Assertion:
        """Tell what is said of the licence that is named from character `start` to `end`.

        A statement ("tous droits réservés", "avec l’autorisation de…") is given by nobody: any form does.
        Only of a licence that is named exactly (`is_exact`) can the sentence say too little to be certain. `allowed`:
        lists of words for what it allows, so that a text that forbids it gives another licence than it names.
        """
        place = self.sentence(bisect_left(self.starts, start), bisect_left(self.starts, end))
        own, mixed = self.matters(place)
        self.things[start] = own
        kinds = {*self._before(place), *self._after(place), *mixed, *self._other_licences(place)}
        if not is_statement:
            kinds.update((self._form(place), *self.portions(place)))
        if "past" in kinds and self._is_wished(place):
            kinds = (kinds - {"past"}) | {"not-yet"}
        if not kinds - {""} and self.contradicts(place, allowed):
            kinds.add("contradicted")
        if is_exact and not is_statement and not kinds - {""} and not self.is_plain(place):
            kinds.add("unclear")
        if "?" in self.closing(place):
            kinds.add("asked")
        doubt = next((kind for kind in _ORDER if kind in kinds), "")
        about = "work" if self.is_of_several(place, own) else things().get(own, "")
        return Assertion("uncertain" if doubt == "asked" else doubt, about)

    def _is_wished(self, place: Place) -> bool:
        """Tell "I wish it were under …" and "Si seulement il était sous …": a past form that speaks of no past."""
        read = [word.text for word in self.words[place.first : place.name]]
        return any(" ".join(pair) in listed("wishes") for pair in pairwise(read))

    def coordinated(self, end: int, start: int) -> bool:
        """Tell whether two names are listed one beside the other: "CC BY et CC BY-SA"."""
        between = [word.text for word in self.words[bisect_left(self.starts, end) : bisect_left(self.starts, start)]]
        return len(between) <= MOST_GLUE and not {"et", "and", "ou", "or", "puis", "then"}.isdisjoint(between)

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
        for index, length, cues in self._cues(Side.BEFORE, place.first, place.name):
            for cue in cues:
                if self.reaches(cue.reach, index + length, place, index):
                    yield cue.doubt
        for index in range(place.first, place.name):
            yield from self._grammar(index, place)

    def _grammar(self, index: int, place: Place) -> Iterator[str]:
        """What no phrase can hold: "ne … pas", "avant 2015", "certaines photos"."""
        text = self.words[index].text
        if self.silent[index]:
            return
        following = [word.text for word in self.words[index + 1 : place.name]]
        if text in {"n", "ne"} and self._negates(following) and self.reaches(Reach.COMMA, index + 1, place, index):
            yield "negated"
        if text in {"avant", "before"} and following and _YEAR.fullmatch(following[0]):
            yield "past"
        if (kind := tense(text)) and self.reaches(Reach.COMMA, index + 1, place, index):
            yield kind
        if (
            text in things()
            and following[:1]
            and following[0] in listed("subset")
            and not self._is_topic_of(index, place)
        ):
            yield "in-part"
        if text in things() and text.endswith("s") and self._is_range(following):
            yield "in-part"
        if text in listed("subset") and following[:1] and following[0] in things():
            yield "in-part"
        counted = text in listed("quantifiers") and any(
            word in things() or word in {"it", "them"} for word in following[:_QUANTIFIED]
        )
        if counted and self.reaches(Reach.COMMA, index + 1, place, index):
            yield "in-part"

    def _is_topic_of(self, index: int, place: Place) -> bool:
        """Tell "une malle de jeux anciens" from "les jeux anciens"."""
        return index > place.first and self.words[index - 1].text in {"de", "d", "of"}

    @staticmethod
    def _is_range(following: Sequence[str]) -> bool:
        """Tell "les plans 1 à 4 sont" from "12 fiches"."""
        numbered = len(following) > 1 and _NUMBER.fullmatch(following[0]) is not None
        return numbered and not listed("copulas").isdisjoint(following[1:])

    @staticmethod
    def _negates(following: Sequence[str]) -> bool:
        return any(word in listed("negations") for word in following[:_LONGEST_NEGATION])

    def _after(self, place: Place) -> Iterator[str]:
        last = next((index for index in range(place.after, place.last) if self.silent[index]), place.last)
        begin = place.after
        licence = listed("licence_words")
        while begin < last and begin - place.after < _LICENCE_WORDS and self.words[begin].text in licence:
            begin += 1
        for index, _length, cues in self._cues(Side.AFTER, place.after, last):
            yield from (cue.doubt for cue in cues if self._heard(cue, index, begin, place))
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
        if place.after < last and self._is_one_of_two(place.after, last):
            yield "uncertain"
        if self._adds_a_licence(place.after, last):
            yield "several"
        if beside and beside[0].text in listed("about") and self._is_part(begin + 1, last):
            yield "in-part"
        for index in range(place.after, last - 1):
            if self.words[index].text in {"avant", "before"} and _YEAR.fullmatch(self.words[index + 1].text):
                yield "past"

    def _adds_a_licence(self, first: int, last: int) -> bool:
        """Tell "CC BY 4.0 + licence maison" and "CC BY 4.0 ou une autre licence"."""
        near = self.words[first : min(first + MOST_GLUE, last)]
        added = near and ("+" in near[0].gap or near[0].text in {"et", "and", "ou", "or"})
        return bool(added) and any(word.text in {"licence", "license"} for word in near)

    def _is_one_of_two(self, first: int, last: int) -> bool:
        """Tell "CC BY 4.0 ou copyright" from "CC BY 4.0 ou toute version ultérieure"."""
        near = self.words[first : min(first + MOST_GLUE, last)]
        named = any(self.silent[first : first + MOST_GLUE])
        offers = near[0].text in {"ou", "or"} and not near[0].gap.strip() and not named
        expected = listed("later", "other_licences", "licence_words") - {"ou", "or"}
        return offers and expected.isdisjoint(word.text for word in near)

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
            length, cues = (1, ()) if self.silent[index] else self.phrase(side, index, end)
            if cues:
                yield index, length, cues
            index += length

    def _other_licences(self, place: Place) -> Iterator[str]:
        for index in range(place.first, place.last):
            if self.silent[index] or self.words[index].text not in listed("other_licences"):
                continue
            near = {word.text for word in self.words[max(index - 1, place.first) : min(index + 2, place.last)]}
            if self.words[index].text not in listed("need_licence") or near & listed("licence_words"):
                yield "several"

"""How far a cue is heard in its sentence, on its way to the name of the licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.recognise.cues import Reach, listed
from legaltools.recognise.plain import Plain
from legaltools.recognise.sentences import CLAUSES

if TYPE_CHECKING:
    from legaltools.recognise.sentences import Place

MOST_GLUE = 5  # words between a cue and a name beside it


class Reaching(Plain):
    """A text of which it can be asked whether what a cue says bears on a licence that is named after it."""

    def reaches(self, reach: Reach, after_cue: int, place: Place, cue: int) -> bool:
        gaps = self.gaps(after_cue, place.name)
        if reach is Reach.SENTENCE or (reach is not Reach.BESIDE and self._opens(after_cue, cue, place)):
            return True
        if ";" in gaps:
            return False
        if reach is Reach.BESIDE:
            between = self.words[after_cue : place.name]
            return (
                len(between) <= MOST_GLUE
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

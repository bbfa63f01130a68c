"""Licences that are given to one edition of a work, or to what it is made with, and so not to the whole of it.

"CC BY 4.0 pour la version PDF", "The print edition is © Hobart Press"; "Cover art by Dana Reyes, CC BY 2.0",
"Map data © OpenStreetMap contributors". A photograph's own credit ("Photo : Zoé, CC BY 2.0") is that of a work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.recognise.cues import listed
from legaltools.recognise.prose import CUT
from legaltools.recognise.reach import Reaching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaltools.recognise.sentences import Place

_LONGEST_EDITION = 4  # "la version imprimée couleur"
_LONGEST_PART = 4  # "photo de la couverture"
_CREDITS = frozenset({"credit", "credits", "copyright", "c"})


class Portions(Reaching):
    """A text of which it can be asked whether a licence is that of one edition, or of one ingredient."""

    def portions(self, place: Place) -> Iterator[str]:
        if self._is_for_an_edition(place) or self._leaves_an_edition_out(place):
            yield "in-part"
        if self._credits_a_part(place):
            yield "ingredient"
        if self._is_of_a_program(place):
            yield "elsewhere"

    def _is_for_an_edition(self, place: Place) -> bool:
        """Tell "CC BY 4.0 pour la version PDF", "CC BY 4.0 (version numérique)" and "La version PDF est sous …"."""
        after = place.after
        if after < place.last and self.words[after].text in listed("about", "towards"):
            if self._edition(after + 1, place.last):
                return True
        elif after < place.last and "(" in self.gap(after) and self._edition(after, place.last, is_noted=True):
            return True
        begin = self._line(place)
        points = self.words[begin].text in listed("own") if begin < place.name else True
        return not points and self._edition(begin, place.name)

    def _leaves_an_edition_out(self, place: Place) -> bool:
        """Tell "…; la version imprimée reste © Éditions du Chêne", in this sentence or in the next."""
        first = place.after
        last = self.on(min(place.last + 1, len(self.words)))
        for index in range(first, last):
            if self.silent[index]:
                return False
            begins = index == place.last or CUT.search(self.gap(index)) is not None
            if begins and self._edition(index, last):
                rest = {word.text for word in self.words[index : min(index + _LONGEST_EDITION * 3, last)]}
                signs = self.gaps(index, min(index + _LONGEST_EDITION * 3, last))
                if "©" in signs or not rest.isdisjoint(listed("owned", "forbidden_words")):
                    return True
        return False

    def _edition(self, start: int, end: int, *, is_noted: bool = False) -> bool:
        """Tell whether an edition is named from here on: a format, which "version" or "edition" may stand before."""
        index = start
        while index < end and self.words[index].text in listed("determiners"):
            index += 1
        window = self._until_cut(index, min(index + _LONGEST_EDITION, end))
        if listed("formats").isdisjoint(window):
            return False
        if not listed("edition_words").isdisjoint(window[:2]):
            return True
        return window[0] in listed("formats") and not is_noted and not self._is_title_word(index)

    def _until_cut(self, start: int, end: int) -> list[str]:
        """Give the words from here to the next comma, bracket or dash."""
        stop = next((at for at in range(start + 1, end) if CUT.search(self.gap(at))), end)
        return [word.text for word in self.words[start:stop]]

    def _is_title_word(self, index: int) -> bool:
        """Tell a format that stands alone ("the PDF", "ebook:") from a word of a title ("Papier mâché")."""
        following = self.words[index + 1 : index + 2]
        alone = not following or self.silent[index + 1] or CUT.search(following[0].gap) is not None
        is_known = bool(following) and following[0].text in listed("copulas", "prepositions", "edition_words")
        return not (alone or is_known) or self.words[index].text not in listed("formats_alone")

    def _credits_a_part(self, place: Place) -> bool:
        """Tell "Cover art by Dana Reyes," and "Fond de carte © …" from the title "Couverture de survie"."""
        index = self._line(place)
        if ";" in self.gaps(index + 1, place.name):
            return False
        while index < place.name and self.words[index].text in listed("determiners") | _CREDITS:
            index += 1
        for length in range(_LONGEST_PART, 0, -1):
            after = index + length
            phrase = " ".join(word.text for word in self.words[index:after])
            if after <= place.name and phrase in listed("ingredients") and not self._has_inner_cut(index, after):
                return self._is_credited(after, place)
        return False

    def _has_inner_cut(self, start: int, end: int) -> bool:
        return any(CUT.search(self.gap(at)) for at in range(start + 1, end))

    def _is_credited(self, index: int, place: Place) -> bool:
        """Tell whether who made it follows, or a mark: "by Dana", "de Jean", "©", ":", or the licence itself."""
        gap = self.gap(index)
        if index >= place.name:
            return '"' not in gap and "«" not in gap
        if "©" in gap or ":" in gap or "(" in gap:
            return True
        text, raw = self.words[index].text, self.words[index].raw
        if text in listed("agents", "copulas"):
            return True
        if text in {"et", "and"}:  # "Couverture et mise en page : Awa"
            return ":" in self.gaps(index + 1, min(index + _LONGEST_PART + 1, place.name))
        named = index + 1 < place.name and not self.words[index + 1].raw[:1].islower()
        return (text in {"de", "d", "du", "from"} and named) or ("," in gap and raw[:1].isupper())

    def _is_of_a_program(self, place: Place) -> bool:
        """Tell "Partition gravée avec MuseScore (GPLv3)": the licence of what the work was made with."""
        opening = next((at for at in range(place.name, place.first, -1) if "(" in self.gap(at)), place.first)
        with_ = [at for at in range(place.first + 1, opening - 1) if self.words[at].text in listed("made_with")]
        if opening == place.first or not with_:
            return False
        made = {word.text for word in self.words[max(place.first, with_[-1] - 2) : with_[-1]]}
        named = self.words[with_[-1] + 1 : opening]
        return not made.isdisjoint(listed("makers_of", "setting")) and not named[0].raw[:1].islower()

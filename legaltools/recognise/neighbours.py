"""The sentences beside the one that names a licence: what they take back, announce or leave to be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.recognise.cues import listed, things
from legaltools.recognise.forbidding import ALL_USES
from legaltools.recognise.prose import CUT, Prose, prose_words
from legaltools.recognise.sentences import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR, _OPENING = 7, 2
_LONGEST_PARTICLE = 2  # "van der Berg"


class Neighbours(Prose):
    """A text of which it can be asked whether the sentences around a licence leave it as it is."""

    def are_silent(self, place: Place) -> bool:
        """Tell whether the neighbours say nothing of the licence, or nothing that is not understood."""
        return not (self._refers_back(place) or self._asks_for_another(place) or self._announces(place))

    def _refers_back(self, place: Place) -> bool:
        """Tell whether the next sentence speaks of the licence again, and not in known words: "Cela a changé."."""
        last = self.on(min(place.last + 1, len(self.words)))
        read = self._read(place.last, last)
        if not read or self.forbids_near(place.last, last, ALL_USES):  # what the licence forbids too, being read here
            return False
        opens, turns = read[0] in listed("back"), not listed("turning").isdisjoint(read)
        if "\n\n" in self.gap(place.last):
            return opens and turns
        speaks = (opens and (len(read) == 1 or read[1] not in things())) or not listed("of_it").isdisjoint(read)
        if opens and turns:
            return True
        are_all_known = read[0] in prose_words() and self.are_known(
            place.last, last, Place(place.last, last, last, last)
        )
        return speaks and (turns or not are_all_known)

    def _asks_for_another(self, place: Place) -> bool:
        """Tell whether another part is to be asked for: "Version adultes : nous consulter."."""
        last = self.on(min(place.last + 1, len(self.words)))
        read = self._read(place.last, last)
        if not read:
            return False
        labelled = any(CUT.search(self.gap(index)) for index in range(place.last + 1, min(place.last + _NEAR, last)))
        if read[0] in listed("asking_first") and not listed("permissions").isdisjoint(read):
            return True
        asks = not listed("asking").isdisjoint(read) and listed("other_uses").isdisjoint(read)
        if labelled and asks and any(word in things() or word in listed("editions") for word in read[:_OPENING]):
            return True
        own, _mixed = self.matters(place)
        return bool(own and _is_another(own, read[0])) and self._is_bare(place.last + 1, last)

    def _is_bare(self, start: int, end: int) -> bool:
        """Tell "get in touch" (and "get in touch Merci !") after a label from the name of somebody."""
        values = self.words[start:end]
        if len(values) > _LONGEST_PARTICLE + 1 and not values[-1].raw[:1].islower():
            values = values[:-1]
        return bool(values) and CUT.search(values[0].gap) is not None and all(w.raw[:1].islower() for w in values)

    def _announces(self, place: Place) -> bool:
        """Tell whether the sentence before speaks of this one: "Ne tenez pas compte de la ligne suivante."."""
        first = self.back(place.first - 1) if place.first else 0
        read = self._read(first, place.first)
        if not read or "\n\n" in self.gap(place.first) or listed("ahead").isdisjoint(read):
            return False
        return not listed("turning").isdisjoint(read) or not self.are_known(
            first, place.first, Place(first, place.first, place.first, place.first)
        )

    def _read(self, first: int, last: int) -> Sequence[str]:
        """Give the words of a neighbour that names no licence itself."""
        if first >= last or any(self.silent[first:last]):
            return ()
        return [self.words[index].text for index in range(first, last) if not self.unread[index]]


def _is_another(own: str, thing: str) -> bool:
    return thing in things() and things()[thing] != things().get(own, "")

"""Where a word that is not known may stand and yet says nothing of the licence: it names a person, a thing or a topic.

"Proposée par la ludothèque intercommunale", "un cahier de percussions", "ce carillon est", "réalisé lors d’un
chantier,": a list of words never holds all nouns, but their places are few. A word of `suspects` is never one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.recognise.cues import Reach, Side, listed, things
from legaltools.recognise.forbidding import Forbidding
from legaltools.recognise.sentences import CLAUSES

if TYPE_CHECKING:
    from legaltools.recognise.sentences import Place

_LONGEST_PHRASE = 4  # "par la petite fabrique solidaire"
_ADVERBS = ("ment", "mente", "ly")
_PERMITTED = frozenset({("vous", "pouvez"), ("tu", "peux"), ("you", "may"), ("you", "can"), ("chacun", "peut")})
_UNDER = frozenset({"sous", "under", "bajo", "sob"})
_TELLING = frozenset({"elsewhere", "compared", "uncertain", "negated"})
_LONGEST_COMPLEMENT = 8
_LONGEST_SUBJECT = 3  # "this little rain garden is"


class Nouns(Forbidding):
    """A text of which it can be asked whether an unknown word is only the name of somebody or something."""

    def is_noun(self, index: int, place: Place) -> bool:
        """Tell a noun, and what goes with it, by its place in the sentence."""
        if self.words[index].text in listed("negators"):
            return False
        if self._is_purpose(index, place):
            return True
        if self.words[index].text in listed("suspects"):
            return False
        return (
            self._is_agent(index, place)
            or self._is_topic(index, place)
            or self._is_pointed_at(index, place)
            or self._is_complement(index, place)
            or self._is_in_passing(index, place)
            or self._is_invitation(index, place)
            or self._is_bracketed(index, place)
            or self._is_title(index, place)
            or self._is_of_an_earlier_clause(index, place)
        )

    def _is_agent(self, index: int, place: Place) -> bool:
        """Tell "par la ludothèque", "by our local bakery": who made it, whoever that is."""
        for at in range(index - 1, max(index - _LONGEST_PHRASE, place.first), -1):
            if self._is_cut(at + 1) or self.words[at].text in listed("suspects"):
                return False
            if self.words[at].text in listed("determiners") and self.words[at - 1].text in listed("agents"):
                return not self._is_cut(at)
        return False

    def _is_topic(self, index: int, place: Place) -> bool:
        """Tell "fiches de vannerie", "a booklet about the hedgehogs": what a thing is about."""
        for at in range(index - 1, max(index - _LONGEST_PHRASE, place.first), -1):
            if self._is_cut(at + 1):
                return False
            if self.words[at].text in listed("topics"):
                near = at + 1 == index or self.words[at].text not in {"d", "de"}
                return near and self._is_whole(at - 1)
        return False

    def _is_whole(self, index: int) -> bool:
        """Tell a thing that has a topic from one that is a part: "fiches de vannerie", not "photo de couverture"."""
        return things().get(self.words[index].text) in {"work", "text", "data"}

    def _is_pointed_at(self, index: int, place: Place) -> bool:
        """Tell "ce carillon est", "our rain garden sheets are": what the text itself is, whatever it is called."""
        if self.words[index].text.endswith(_ADVERBS):
            return False
        begin = index - 1
        while begin > max(place.first, index - _LONGEST_SUBJECT) and not self._points(begin):
            begin -= 1
        if begin < place.first or not self._points(begin) or self._has_cut(begin + 1, index + 1):
            return False
        for at in range(index + 1, min(begin + 2 + _LONGEST_SUBJECT, place.name)):
            if self._is_cut(at) or self.words[at].text in listed("suspects"):
                return self.words[at].text in listed("makers_of")
            text = self.words[at].text
            if text in listed("copulas") or (text in listed("giving_it") and text not in things()):
                return True
            if text in things() or (text in _UNDER and self._is_object(begin, place)):
                return True
        return False

    def _is_object(self, index: int, place: Place) -> bool:
        """Tell "we share our knitting patterns under …": what is given comes after a verb of giving."""
        before = self.words[max(place.first, index - _LONGEST_SUBJECT) : index]
        return any(word.text in listed("giving") and word.text not in listed("copulas") for word in before)

    def _is_complement(self, index: int, place: Place) -> bool:
        """Tell "ce guide de survie en forêt est": whatever completes a thing that the text points at."""
        for at in range(index - 1, max(index - _LONGEST_COMPLEMENT, place.first), -1):
            if self._is_cut(at + 1) or self.words[at].text in listed("copulas"):
                return False
            if self.words[at].text in things() and self._points(at - 1):
                link = self.words[at + 1]
                return link.text in listed("complements") and link.raw != "a" and self._is_harmless(at + 1, index)
        return False

    def _points(self, index: int) -> bool:
        return self.words[index].text in listed("own")

    def _is_in_passing(self, index: int, place: Place) -> bool:
        """Tell what stands between commas and begins with a participle: "Réalisé lors d’un chantier, ce guide est"."""
        if place.name <= index < place.after:
            return False
        begin, end = index, index + 1
        while begin > place.first and not self._is_cut(begin):
            begin -= 1
        while end < place.last and not self._is_cut(end):
            end += 1
        inside = self.words[begin:end]
        apart = not begin <= place.name < end and (end < place.last or index > place.name)
        return apart and inside[0].text in listed("makers_of") and self._is_harmless(begin, end)

    def _is_purpose(self, index: int, place: Place) -> bool:
        """Tell "… so that the neighbours can cook": a licence is given, whatever for."""
        for at in range(index - 1, place.after - 1, -1):
            text, before = self.words[at].text, self.words[at - 1].text
            if text in listed("purposes") or (before, text) in {("so", "that"), ("pour", "que"), ("para", "que")}:
                return True
        return False

    def _is_invitation(self, index: int, place: Place) -> bool:
        """Tell "CC BY 4.0 : bidouillez-le !" and "…, you may hang it on a wall": what may be done, after the name."""
        begin = index
        while begin > place.after and not self._is_cut(begin):
            begin -= 1
        end = next((at for at in range(index + 1, place.last) if self._is_cut(at)), place.last)
        opening = [word.text for word in self.words[begin : begin + 3]]
        opening = opening[1:] if opening[:1] in (["so"], ["et"], ["and"], ["donc"]) else opening
        invites = tuple(opening[:2]) in _PERMITTED or opening[0].endswith("ez") or opening[0] in listed("inviting")
        inside = (word.text for word in self.words[begin:end])
        is_after = index >= place.after and self._is_cut(begin)
        return is_after and invites and listed("unwelcoming").isdisjoint(inside) and self._is_harmless(begin + 2, end)

    def _is_bracketed(self, index: int, place: Place) -> bool:
        """Tell "le jeu (plateau, pions, dés) est": what a thing is made of."""
        opening = next((at for at in range(index, place.first, -1) if "(" in self.gap(at)), place.first)
        closing = next((at for at in range(index + 1, place.name) if ")" in self.gap(at)), place.first)
        if place.first in {opening, closing} or ")" in self.gaps(opening + 1, index - 1):
            return False
        of_a_thing = self.words[opening - 1].text in things() or self.words[opening - 2].text in things()
        return of_a_thing and self._is_harmless(opening, closing) and not self._is_limited(opening, closing)

    def _is_limited(self, start: int, end: int) -> bool:
        return any(
            cue.doubt == "in-part" or cue.reach is Reach.BESIDE
            for side in Side
            for index in range(start, end)
            for cue in self.phrase(side, index, end)[1]
        )

    def _is_title(self, index: int, place: Place) -> bool:
        """Tell the title in "Atelier papier mâché by Awa Diallo is licensed under …", as the licence chooser writes."""
        for at in range(index + 1, place.name - 1):
            word = self.words[at]
            if word.text in listed("copulas") or word.text in listed("suspects") or self._is_cut(at):
                return False
            if word.text in listed("agents"):
                return self.words[place.first].raw[:1].isupper() and self.words[at + 1].raw[:1].isupper()
        return False

    def _is_of_an_earlier_clause(self, index: int, place: Place) -> bool:
        """Tell "Ce livret est le fruit d’un chantier, il est sous …": the work is told of before its licence."""
        opening = [word.text for word in self.words[place.first : index]]
        made = opening[:1] and opening[0] in listed("makers") and not listed("makers_of").isdisjoint(opening[:4])
        made = made or tuple(opening[:2]) in _PERMITTED
        points = self._points(place.first) and any(self._is_copula(at) for at in range(place.first, index))
        if not (made or points):
            return False
        for at in range(index + 1, place.name - 1):
            joined = self.words[at].text in {"et", "and", "y", "e"}
            if (joined or self._is_cut(at)) and any(self._is_verb(at + step) for step in range(4)):
                return self._is_harmless(place.first + 1, at)
        return False

    def _is_harmless(self, start: int, end: int) -> bool:
        """Tell words among which none is known to deny, to date, to limit or to come from elsewhere."""
        inside = (word.text for word in self.words[start:end])
        return listed("suspects", "negators").isdisjoint(inside) and not any(
            cue.doubt in _TELLING for index in range(start, end) for cue in self.phrase(Side.BEFORE, index, end)[1]
        )

    def _is_verb(self, index: int) -> bool:
        return self._is_copula(index) or self.words[index].text in listed("giving")

    def _is_copula(self, index: int) -> bool:
        return self.words[index].text in listed("copulas") | {"a", "was", "were", "has", "have", "ont"}

    def _has_cut(self, start: int, end: int) -> bool:
        return any(self._is_cut(index) for index in range(start, end))

    def _is_cut(self, index: int) -> bool:
        return CLAUSES.search(self.gap(index)) is not None

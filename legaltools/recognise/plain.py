"""A sentence is certain only where all of it is understood: every word known, a name, a title, a date or an address.

`cues` tells what is known to deny or to limit; here the default is turned round: one word that is not known, in the
clause that names the licence, in what follows it or in a neighbour that refers back to it, leaves it to be read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaltools.recognise.cues import listed, things
from legaltools.recognise.neighbours import Neighbours
from legaltools.recognise.prose import CUT, prose_words, verbs
from legaltools.recognise.sentences import CLAUSES

if TYPE_CHECKING:
    from legaltools.recognise.sentences import Place

# A new line that begins with a capital or a mark, and the end of a value in JSON, begin another statement.
_NEXT_LINE = re.compile(r"\n|[\"'],\s*[\"']|[{}]")
_LICENCES = frozenset({"licence", "license", "licencia", "licenca"})
_OF = frozenset({"of", "for", "de", "d", "du", "des", "del", "da", "do"})
_QUOTE_ENDS = re.compile(r"[»”\"]")
_QUOTE = re.compile(r"[«“\"]")
_WHOLE = frozenset({"work", "text"})
_NEAR, _OPENING = 6, 2


class Plain(Neighbours):
    """A text of which it can be asked whether all that is said about a licence is understood."""

    def is_plain(self, place: Place) -> bool:
        """Tell whether every word that bears on the licence is known."""
        last = self._last(place)
        first = self._first(place)
        return (
            not self._is_sample(place)
            and not self._is_mention(place)
            and not self._is_task(place)
            and self.are_known(first, place.name, place)
            and not self._is_part_of(first, place.name)
            and not self._is_of_another(place)
            and not self._is_shared_by_another(first, place.name)
            and not self._is_for_some(place.after, last)
            and self.are_known(place.after, last, place)
            and not self._is_about_itself(place)
            and not self._is_aside(place)
            and not self._has_a_footnote(place)
            and self.are_silent(place)
        )

    def _first(self, place: Place) -> int:
        """Give where reading begins: with the sentence, or after the title and the author of a credit line."""
        begin = next((i for i in range(place.name, place.first, -1) if CUT.search(self.gap(i))), place.first)
        if begin == place.first or any(word.text in verbs() for word in self.words[begin : place.name]):
            return self._line(place)
        if self._is_no_credit(place.first, begin):
            return self._line(place)
        label = CUT.search(self.gap(begin))
        if label is None or label[0] != ":":
            return begin
        return next((i for i in range(begin - 1, place.first, -1) if CUT.search(self.gap(i))), place.first)

    def _is_no_credit(self, start: int, end: int) -> bool:
        """Tell "Les définitions viennent de Zoé," and "Failing that," from a title, an author or a year."""
        skipped = {word.text for word in self.words[start:end]}
        if skipped & listed("uses"):
            return False
        nearest = next((i for i in range(end - 1, start, -1) if CUT.search(self.gap(i))), start)
        near = [word.text for word in self.words[nearest:end]]
        article = self.words[start].raw == "A" and not listed("after_a") & set(near[1:2])
        opens = nearest == start and near[0] in listed("openers") and not (self.unread[start] or article)
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
            and (self.silent[index + 1] or self.words[index + 1].raw[:1].islower() or CUT.search(self.gap(index + 1)))
            for index in range(place.first, min(place.first + _OPENING, place.last - 1))
        )

    def _is_task(self, place: Place) -> bool:
        """Tell "Apportez 3 images sous CC0": what somebody is asked to find has its own licence."""
        first, second = self.words[place.first], self.words[min(place.first + 1, place.name)]
        is_any = second.text in listed("indefinite") or second.text[:1].isdigit()
        return first.text in listed("tasks") and is_any and place.first + 1 < place.name

    def _is_mention(self, place: Place) -> bool:
        """Tell "Écrivez « CC BY 4.0 »" from "Licence : « CC BY 4.0 »": words that are shown, not used."""
        opening = next((i for i in range(place.name, place.first, -1) if _QUOTE.search(self.gap(i))), place.first)
        if opening == place.first or not _QUOTE_ENDS.search(self.gaps(place.after, place.last)):
            return False
        before = self.words[opening - 1]
        if opening == place.name:
            return before.text not in listed("licence_words", "prepositions") and ":" not in self.gap(opening)
        return self.words[place.first].text in listed("instructing") or not all(
            word.text in prose_words() or word.text[:1].isdigit() or CLAUSES.search(self.gap(index + 1))
            for index, word in enumerate(self.words[place.first : opening], place.first)
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

    def _is_about_itself(self, place: Place) -> bool:
        """Tell "La licence CC BY 4.0 est traduite" from "La licence CC BY 4.0 est celle de ce guide"."""
        alone = {word.text for word in self.words[place.first : place.name]} <= listed("before_name")
        verb = self.words[place.after].text if place.after < place.last else ""
        follows = {word.text for word in self.words[place.after + 1 : place.after + 4]}
        return (
            alone
            and verb in listed("copulas")
            and not CUT.search(self.gap(place.after))
            and not follows & listed("holds")
        )

    def _is_aside(self, place: Place) -> bool:
        """Tell "La fiche de Paul, CC BY 4.0, nous a aidés": the sentence is about something else."""
        apart = "," in self.gap(place.name) and "," in self.gap(place.after)
        verbs_before = {word.text for word in self.words[place.first : place.name]} & verbs()
        then = {word.text for word in self.words[place.after : min(place.after + _NEAR, place.last)]}
        return apart and not verbs_before and not then.isdisjoint(listed("aside"))

    def _has_a_footnote(self, place: Place) -> bool:
        """Tell the star of a note from those of Markdown: "CC BY 4.0*" and "**CC BY 4.0**"."""
        return self.text[self.words[place.after - 1].end :][:1] == "*" and "*" not in self.gap(place.name)

    def _is_shared_by_another(self, start: int, end: int) -> bool:
        """Tell "La BnF diffuse ses notices sous …": what somebody does with their own works."""
        return any(
            self.words[index].text in listed("others_share") and self.words[index + 1].text in listed("theirs")
            for index in range(start + 1, end - 1)
        )

"""What a licence is given to, and whether the sentence leaves another thing without it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from legaltools.recognise.cues import Reach, Side, cues, listed, things
from legaltools.recognise.sentences import CLAUSES, Sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaltools.recognise.cues import Cue
    from legaltools.recognise.sentences import Place

_MOST_LISTED = 7  # "photos, dessins, schémas et textes"


class Matters(Sentences):
    """The clauses of a sentence, by the thing that each begins with: two kinds of thing are two matters."""

    def matters(self, place: Place) -> tuple[str, set[str]]:
        """Give what the licence is given to, and "mixed" when another clause leaves another thing without it."""
        clauses = list(self._clauses(place.first, place.last))
        inside = next((c for c in clauses if c[0] <= place.name < c[1]), (place.name, place.after))
        leading = self.leading(*inside)
        nearest = [thing for c in clauses if c[0] <= place.name and (thing := self.leading(*c))]
        own = leading or (nearest[-1] if nearest else "")
        if listed("whole") & {word.text for word in self.words[slice(*inside)]}:
            return own, set()
        others = [c for c in clauses if c != inside and (c[0] > place.name or leading or self._apart(c, place))]
        if place.after < place.last and self.words[place.after].text in {"et", "and"}:
            others.append((place.after + 1, place.last))
        if any(self._is_another(c, own) for c in others):
            return own, {"mixed"}
        return own, {"mixed"} if self._neighbours(place, own) else set()

    def _clauses(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        begin = first
        for index in range(first + 1, last):
            cut = CLAUSES.search(self.words[index].gap) is not None and not _labels(self.words[index].gap)
            if (
                cut
                or self.words[index].text in {"mais", "but", "while", "tandis", "alors"}
                or (self.words[index].text in {"et", "and"} and self._begins_clause(index + 1, last))
            ):
                yield begin, index
                begin = index
        yield begin, last

    def _begins_clause(self, index: int, last: int) -> bool:
        """Tell "et les images restent …" from "textes et images"."""
        following = [word.text for word in self.words[index : min(index + 6, last)]]
        return (
            bool(following)
            and following[0] in listed("determiners")
            and any(w in listed("main_verbs", "owned") for w in following[1:])
        )

    def leading(self, first: int, last: int) -> str:
        """Give the thing that a clause begins with, determiners passed over; "" for none."""
        for index in range(first, last):
            if self.silent[index]:
                return ""
            if (text := self.words[index].text) not in listed("determiners"):
                return text if text in things() else ""
        return ""

    def is_of_several(self, place: Place, own: str) -> bool:
        """Tell "photos et textes", which is all of a work, from "photos"."""
        at = next((i for i in range(place.first, place.name) if self.words[i].text == own), place.name)
        beside = self.words[at + 1 : min(at + _MOST_LISTED, place.name)]
        listing = any(word.text in {"et", "and", "y", "e", "ou", "or"} or "," in word.gap for word in beside)
        return listing and any(word.text in things() and _group(word.text) != _group(own) for word in beside)

    def _apart(self, clause: tuple[int, int], place: Place) -> bool:
        return ";" in self.gaps(clause[1], place.name)

    def _is_another(self, clause: tuple[int, int], own: str) -> bool:
        thing = self.leading(*clause)
        if not thing or _group(thing) == _group(own) or any(self.silent[clause[0] : clause[1]]):
            return False
        if self.words[clause[0]].text in listed("about"):
            return True
        content = [word.text for word in self.words[clause[0] : clause[1]] if word.text not in listed("determiners")]
        return len([word for word in content if word not in things()]) > 0

    def _neighbours(self, place: Place, own: str) -> bool:
        """Tell whether the sentence before or after speaks of the rights in another thing and names no licence."""
        after = self.on(min(place.last + 1, len(self.words)))
        before = self.back(place.first - 1) if place.first else 0
        near = [(place.last, after), (before, place.first)]
        _length, limits = self.phrase(Side.AFTER, place.last, after) if place.last < after else (0, ())
        if any(cue.doubt == "in-part" and cue.reach is Reach.CLAUSE for cue in limits) and not any(
            self.silent[place.last : after]
        ):
            return True
        return any(first < last and self._speaks_of_another(first, last, own) for first, last in near)

    def _speaks_of_another(self, first: int, last: int, own: str) -> bool:
        thing = self.leading(first, last)
        if not thing or _group(thing) in {_group(own), "work"} or any(self.silent[first:last]):
            return False
        read = self.words[first:last]
        belongs = any(verb.text in listed("copulas") and to.raw == "à" for verb, to in pairwise(read))
        return belongs or any(word.text in listed("owned") for word in read)

    def phrase(self, side: Side, index: int, end: int) -> tuple[int, Sequence[Cue]]:
        for phrase, cast in cues(side).get(self.words[index].text, ()):
            words = self.words[index : min(index + len(phrase), end)]
            if tuple(word.text for word in words) == phrase and not any(CLAUSES.search(w.gap) for w in words[1:]):
                if phrase == ("peut", "etre") and "-" not in words[1].gap:
                    continue
                return len(phrase), cast
        return 1, ()


def _group(thing: str) -> str:
    return things().get(thing, "")


def _labels(gap: str) -> bool:
    """Tell the colon after a label, which begins no clause: "textes : Alice"."""
    return gap.strip() == ":"

"""What a text forbids beside a licence: "Reproduction interdite", "Do not copy", "Pas de vente".

A licence that allows the very thing is then contradicted, and nobody can tell which of the two holds. What the licence
itself forbids (sale under NC, changes under ND), or asks for ("sans citer l’autrice"), contradicts nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.recognise.cues import Side, listed, things
from legaltools.recognise.matters import Matters
from legaltools.recognise.sentences import CLAUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from legaltools.recognise.sentences import Place

_MOST_BETWEEN = 6  # "aucune sorte de vente"
_MOST_GLUE = 4  # "ne peut pas être vendu", "not for any commercial use"
_MOST_SENTENCES = 3
_FORBIDDEN = frozenset({"interdit", "interdite", "interdits", "interdites", "forbidden", "prohibited", "excluded"})
_INVITES = frozenset({
    ("feel", "free"), ("you", "may"), ("you", "can"), ("free", "to"), ("vous", "pouvez"), ("hesitez", "pas"),
    ("libre", "de"), ("libres", "de"),
})  # fmt: skip
ALL_USES = ("copy_uses", "sale_uses", "change_uses")


class Forbidding(Matters):
    """A text of which it can be asked whether it forbids what a licence allows."""

    def contradicts(self, place: Place, allowed: Collection[str]) -> bool:
        """Tell whether the sentence, or one near it, forbids a use that the licence allows, or invites to another."""
        others = [name for name in ALL_USES if name not in allowed]
        beside = [(place.first, place.name), (place.after, place.last), *self._beside(place)]
        return (
            any(self._forbids(place, listed(name)) for name in allowed if name != "copy_uses")
            or any(self.forbids_near(first, last, allowed) for first, last in beside)
            or any(self._invites_to(first, last, listed(*others)) for first, last in beside if others)
        )

    def _invites_to(self, start: int, end: int, uses: frozenset[str]) -> bool:
        """Tell "feel free to remix" and "vous pouvez le vendre" from "you may copy, but not sell"."""
        for index in range(start, end - 2):
            if (self.words[index].text, self.words[index + 1].text) not in _INVITES:
                continue
            for word in self.words[index + 2 : min(index + 2 + _MOST_BETWEEN, end)]:
                if word.text in listed("forbidding"):
                    break
                if word.text in uses:
                    return True
        return False

    def _forbids(self, place: Place, uses: frozenset[str]) -> bool:
        """Tell whether the sentence itself forbids one of these uses: "pas de vente", "vente interdite"."""
        if uses.isdisjoint(word.text for word in self.words[place.first : place.last]):
            return False
        index = place.first
        while index < place.last:
            length, _doubts = self.phrase(Side.AFTER, index, place.last)
            text = self.words[index].text
            if not self.silent[index] and length == 1 and (text in uses or text in listed("forbidding")):
                near = self._near(index + 1, min(index + 1 + _MOST_BETWEEN, place.last))
                if not near.isdisjoint(uses if text in listed("forbidding") else _FORBIDDEN):
                    return True
            index += length
        return False

    def _near(self, start: int, end: int) -> set[str]:
        """Give the words up to the next name, comma or bracket."""
        stop = next((i for i in range(start, end) if self.silent[i] or CLAUSES.search(self.gap(i))), end)
        return {word.text for word in self.words[start:stop]}

    def _beside(self, place: Place) -> Iterator[tuple[int, int]]:
        """Yield the sentences after and before this one that name no licence themselves."""
        first = place.last
        for _count in range(_MOST_SENTENCES):
            last = self.on(min(first + 1, len(self.words)))
            if first >= last or any(self.silent[first:last]):
                break
            yield first, last
            first = last
        last = place.first
        for _count in range(_MOST_SENTENCES):
            first = self.back(last - 1) if last else 0
            if first >= last or any(self.silent[first:last]):
                break
            yield first, last
            last = first

    def forbids_near(self, start: int, end: int, allowed: Collection[str]) -> bool:
        """Tell a prohibition of what is in these lists, clause by clause set apart by ";" or a dash."""
        begin = start
        for index in range(start + 1, end + 1):
            if index == end or ";" in self.gap(index) or "—" in self.gap(index):
                if self._is_prohibition(begin, index, allowed):
                    return True
                begin = index
        return False

    def _is_prohibition(self, start: int, end: int, allowed: Collection[str]) -> bool:
        read = [word.text for word in self.words[start:end]]
        if "copy_uses" in allowed and self._is_private(read):
            return True
        uses = listed(*allowed) if allowed else frozenset()
        if uses.isdisjoint(read) or self._is_a_condition(read):
            return False
        if any(not listed(name).isdisjoint(read) for name in ALL_USES if name not in allowed):
            return False  # "Reproduction commerciale interdite" under NC
        forbidden = self._is_forbidden(read)
        return any(
            read[at] in uses
            and (forbidden or self._is_denied(read, at))
            and not self._is_of_something_else(start + at, end)
            for at in range(len(read))
        )

    @staticmethod
    def _is_a_condition(read: list[str]) -> bool:
        """Tell "interdit sans citer la source" and "pas sous une autre licence", which licences say too."""
        return not listed("credit_words", "licence_words").isdisjoint(read)

    @staticmethod
    def _is_private(read: list[str]) -> bool:
        """Tell "For personal use only" and "usage privé uniquement", which no licence to share says."""
        use = {"use", "usage", "usages", "utilisation"} & set(read)
        return bool(use) and not listed("private").isdisjoint(read) and not listed("limiting_to").isdisjoint(read)

    @staticmethod
    def _is_forbidden(read: list[str]) -> bool:
        """Tell "… est interdite", "… is not allowed" and "… réservée aux membres" from "rien n’est interdit"."""
        denied = [word in listed("forbidding") - listed("forbidden_words", "lacking") for word in read]
        for at, word in enumerate(read):
            negated = any(denied[max(0, at - 2) : at]) or bool({"rien", "nothing"} & set(read[:at]))
            if (word in listed("forbidden_words") and not negated) or (word in listed("permitted_words") and negated):
                return True
        asked = not listed("permission_words").isdisjoint(read) and not listed("requiring").isdisjoint(read)
        return asked and not any(denied)

    @staticmethod
    def _is_denied(read: list[str], use: int) -> bool:
        """Tell "ne pas copier", "may not be sold", "aucune copie" from "sans limite de copie"."""
        for at in range(use - 1, max(-1, use - 2 - _MOST_GLUE), -1):
            if read[at] in listed("contracted"):
                return True
            if read[at] in {"ne", "n"}:
                return {"qu", "que"}.isdisjoint(read[use : use + _MOST_GLUE])
            if read[at] in listed("forbidding") - {"non"}:
                return at == 0 or read[at - 1] not in listed("urging")
            if read[at] == "non":
                return not listed("limiting").isdisjoint(read)
            if read[at] not in listed("prohibition_glue") | listed("copy_uses"):
                return False
        return False

    def _is_of_something_else(self, use: int, end: int) -> bool:
        """Tell "vente d’alcool" and "ne pas modifier le réglage" from "vente de ce livre" and "ne pas modifier"."""
        at = use + 1
        while at < end and not self._cuts(at) and self.words[at].text in listed("object_glue"):
            at += 1
        if at == use + 1 or at >= end or self._cuts(at):
            return False
        text = self.words[at].text
        return text not in things() and text not in listed(*ALL_USES, "own", "permission_words", "forbidding")

    def _cuts(self, index: int) -> bool:
        return CLAUSES.search(self.gap(index)) is not None

"""The part of a form that gathers what a work is made of, without a script: pasted lines, and a search in the pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from licences import public_items
from licences.assistants.addresses import asking
from licences.domain.ingredients import MOST, Ingredients, read_ingredients
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from licences.domain.ingredients import Ingredient, Unread
    from licences.public_items import PublicItem

MOST_FOUND = 8
_CREDITED_AS = {"item": "item", "source": "licence"}
OWN = ("item", "source", "text", "q")

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was gathered so far, what was looked for, and the `rest` of the question."""

    ingredients: Ingredients
    q: str
    rest: Pairs

    @property
    def most(self) -> int:
        return MOST

    @property
    def text(self) -> str:
        """The lines that name nothing yet: they stay in their field."""
        return "\n".join(one.text for one in self.ingredients.unread)

    @property
    def rows(self) -> list[dict[str, object]]:
        return [
            {
                "one": one,
                "name": _name(one),
                "full_name": one.tool.name(current_language()),
                "without_url": asking(self.pairs(without=one)),
            }
            for one in self.ingredients.usable
        ]

    @property
    def unread(self) -> list[dict[str, object]]:
        return [
            {
                "line": one,
                "candidates": [{"label": tool.label, "url": self._read_as(one, tool.key)} for tool in one.candidates],
            }
            for one in self.ingredients.unread
        ]

    @property
    def search_results(self) -> list[PublicItem]:
        chosen = {one.id for one in self.ingredients.usable}
        return [one for one in public_items.search(self.q, limit=MOST_FOUND) if one.id not in chosen]

    def pairs(self, *, without: Ingredient | Unread | None = None) -> Pairs:
        """The question as names and values, in the shortest form that says it."""
        named = [(_name(one), one.id) for one in self.ingredients.usable if one is not without]
        lines = "\n".join(one.text for one in self.ingredients.unread if one is not without)
        return [*self.rest, *named, ("text", lines)]

    def _read_as(self, line: Unread, key: str) -> str:
        return asking([*self.pairs(without=line), ("source", key)])


def gather(data: QueryDict) -> Gathered:
    """Read the question. What other parts of the form hold is kept as it is."""
    lines = [*data.getlist("source"), *data.get("text", "").splitlines()]
    rest = [(name, value) for name, values in data.lists() if name not in OWN for value in values]
    return Gathered(read_ingredients(lines=lines, items=data.getlist("item")), data.get("q", "")[:200], rest)


def _name(one: Ingredient) -> str:
    return "item" if one.item else "source"


def credit_links(ingredients: Iterable[Ingredient]) -> list[dict[str, str]]:
    """Each with the address that writes its credit."""
    return [
        {
            "title": one.title,
            "language": one.item.language if one.item else "",
            "url": reverse("licence_credit") + asking([(_CREDITED_AS[_name(one)], one.id)]),
        }
        for one in ingredients
    ]

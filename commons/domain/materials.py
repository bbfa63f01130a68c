"""How much to bring for a given number of people."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class Needed:
    """One line of the list: `quantity` is a whole number to bring, or None when the guide does not count it."""

    name: str
    quantity: Decimal | None
    note: str
    url: str


def materials_for(materials: Iterable[Mapping[str, Any]], *, participants: int) -> list[Needed]:
    """List what to bring for `participants` people (1 to MOST_PEOPLE, brought back within when outside).

    Per person multiplies; per small group counts the groups, a group begun being a group; the whole workshop does not
    change. What is not whole is rounded up: one cannot bring half a chair.
    """
    people = min(max(participants, 1), MOST_PEOPLE)
    return [
        Needed(name=item["name"], quantity=_quantity(item, people), note=item["note"] or "", url=item["url"] or "")
        for item in materials
    ]


def _quantity(item: Mapping[str, Any], people: int) -> Decimal | None:
    quantity = item["quantity"]
    if quantity is None:
        return None
    times = {"person": people, "group": _groups(people, item["group_size"])}.get(item["per"], 1)
    total = quantity * times
    return total if item["per"] == "workshop" else total.to_integral_value(rounding=ROUND_CEILING)


def _groups(people: int, size: int | None) -> int:
    return -(-people // size) if size else 1

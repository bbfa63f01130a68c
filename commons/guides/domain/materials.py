"""How much to bring for a given number of people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

MOST_PEOPLE = 500


# A unit that was written as a remark, as older guides and plain sheets do: “argile (grammes)”, “câble (en mètres)”.
UNITS: Mapping[str, str] = {
    "g": "g", "gr": "g", "gramme": "g", "grammes": "g", "grams": "g", "kg": "kg", "kilo": "kg", "kilos": "kg",
    "kilogrammes": "kg", "ml": "ml", "cl": "cl", "l": "l", "litre": "l", "litres": "l", "cm": "cm",
    "centimètres": "cm", "m": "m", "mètre": "m", "mètres": "m", "metres": "m",
}  # fmt: skip
_UNIT_IN_NAME = re.compile(r"^(?P<name>.*\S)\s*\((?:en |in )?(?P<unit>[^()]{1,20})\)$")


@dataclass(frozen=True, slots=True)
class Needed:
    """One line of the list: `quantity` is how much to bring, in `unit` when it is measured; None when not counted."""

    name: str
    quantity: Decimal | None
    note: str
    url: str
    unit: str = ""


def materials_for(materials: Iterable[Mapping[str, Any]], *, participants: int) -> list[Needed]:
    """List what to bring for `participants` people (1 to MOST_PEOPLE, brought back within when outside).

    Per person multiplies; per small group counts the groups, a group begun being a group; the whole workshop does not
    change. What is counted and not whole is rounded up: one cannot bring half a chair, but half a litre.
    """
    people = min(max(participants, 1), MOST_PEOPLE)
    return [_needed(item, people) for item in materials]


def _needed(item: Mapping[str, Any], people: int) -> Needed:
    name, note, unit = item["name"], item["note"] or "", item.get("unit") or ""
    quantity = _quantity(item, people)
    if quantity is not None and not unit:
        name, note, unit = _with_its_unit(name, note)
    return Needed(name=name, quantity=quantity, note=note, url=item["url"] or "", unit=unit)


def _with_its_unit(name: str, note: str) -> tuple[str, str, str]:
    """The name, the remark and the unit that one of the two was; as they are when neither is one."""
    if unit := UNITS.get(note.lower().removeprefix("en ").removeprefix("in ").strip()):
        return name, "", unit
    match = _UNIT_IN_NAME.match(name)
    unit = UNITS.get(match["unit"].lower(), "") if match else ""
    return (match["name"], note, unit) if match and unit else (name, note, "")


def _quantity(item: Mapping[str, Any], people: int) -> Decimal | None:
    quantity = item["quantity"]
    if quantity is None:
        return None
    times = {"person": people, "group": _groups(people, item["group_size"])}.get(item["per"], 1)
    total = quantity * times
    is_measured = bool(item.get("unit")) or _with_its_unit(item["name"], item["note"] or "")[2]
    return total if item["per"] == "workshop" or is_measured else total.to_integral_value(rounding=ROUND_CEILING)


def _groups(people: int, size: int | None) -> int:
    return -(-people // size) if size else 1

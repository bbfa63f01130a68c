"""What a kit takes, all its guides together: time, and things to bring for so many people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commons.guides.domain.materials import materials_for
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.guides.domain.materials import Needed

# What the guides of a kit list together, beyond which nobody reads a list.
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Times:
    """`minutes` of the guides that say how long they take; `untimed` do not."""

    minutes: int = 0
    timed: int = 0
    untimed: int = 0


@dataclass(slots=True)
class Gathered:
    """One thing to bring, for several guides at once.

    `quantity` is how much they need added up, `at_once` the most that one of them needs: who brings the same scissors
    to each brings no more than that. Both are None when nobody counts it.
    """

    name: str
    unit: str
    url: str
    quantity: Decimal | None = None
    at_once: Decimal | None = None
    notes: dict[str, None] = field(default_factory=dict)
    guides: dict[str, None] = field(default_factory=dict)


def times_of(minutes: Iterable[int | None]) -> Times:
    """Add up durations in minutes; None is a guide that says none."""
    said = list(minutes)
    timed = [one for one in said if one]
    return Times(sum(timed), len(timed), len(said) - len(timed))


def gather_materials(listed: Iterable[tuple[str, Iterable[Mapping[str, Any]]]], *, participants: int) -> list[Gathered]:
    """Merge what several guides list, each given as (title, values of its materials).

    Two lines are one thing when a reader takes their names and units for the same (`markup.normalize`), in the order
    that the guides first name them.
    """
    needed = [
        (title, one) for title, materials in listed for one in materials_for(materials, participants=participants)
    ]
    same: dict[tuple[str, str], list[tuple[str, Needed]]] = defaultdict(list)
    for title, one in needed:
        same[_key(one)].append((title, one))
    return [_together(lines) for lines in list(same.values())[:MOST_LINES]]


def _key(one: Needed) -> tuple[str, str]:
    return _singular(normalize(one.name)), one.unit


def _singular(name: str) -> str:
    """“Ciseaux” and “ciseau” are one thing; French plurals in s and x, word by word."""
    return " ".join(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in name.split())  # noqa: PLR2004 -- “os”, “dés”


def _together(lines: list[tuple[str, Needed]]) -> Gathered:
    first = lines[0][1]
    gathered = Gathered(first.name, first.unit, next((one.url for _title, one in lines if one.url), ""))
    by_guide: dict[str, Decimal] = defaultdict(Decimal)
    for title, one in lines:
        gathered.guides[title] = None
        if one.note:
            gathered.notes[one.note] = None
        if one.quantity is not None:
            by_guide[title] += one.quantity
    if by_guide:
        gathered.quantity, gathered.at_once = sum(by_guide.values(), Decimal()), max(by_guide.values())
    return gathered

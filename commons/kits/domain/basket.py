"""A basket: what a visitor gathers before it is a kit. Pure values, bounded, written in a line.

`guide:12.media:7~a` is a guide used as is, then a media item that is adapted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commons.kits.enums import Usage
from commons.kits.item_field import ID, NOT_GATHERED
from commons.kits.limits import LONGEST_BASKET, MOST_IN_BASKET

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADAPTED, _BETWEEN = "~a", "."


class BasketFull(Exception):
    """There is no room for one more."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The id of an item, such as `guide:12`, and how it is used."""

    id: str
    usage: str = Usage.AS_IS.value


Basket = tuple[Chosen, ...]


def read_basket(line: str) -> Basket:
    """Read a line, whoever wrote it: what is no id is left out, an item counts once, and what is too much is cut."""
    chosen: dict[str, Chosen] = {}
    for word in line[: LONGEST_BASKET * 2].split(_BETWEEN)[: MOST_IN_BASKET * 2]:
        id_ = word.removesuffix(_ADAPTED)
        if ID.fullmatch(id_) and id_.partition(":")[0] not in NOT_GATHERED and len(chosen) < MOST_IN_BASKET:
            chosen.setdefault(id_, Chosen(id_, (Usage.ADAPTED if word != id_ else Usage.AS_IS).value))
    return tuple(chosen.values())


def write_basket(basket: Iterable[Chosen]) -> str:
    """The line that `read_basket` reads back."""
    return _BETWEEN.join(f"{one.id}{_ADAPTED if one.usage == Usage.ADAPTED else ''}" for one in basket)


def added(basket: Basket, *ids: str) -> Basket:
    """With these items at the end; one that is there already stays where it is. Raises BasketFull."""
    new = [Chosen(id_) for id_ in dict.fromkeys(ids) if id_ not in {one.id for one in basket}]
    return _checked((*basket, *new))


def _checked(full: Basket) -> Basket:
    if len(full) > MOST_IN_BASKET or len(write_basket(full)) > LONGEST_BASKET:
        raise BasketFull
    return full


def without(basket: Basket, id_: str) -> Basket:
    return tuple(one for one in basket if one.id != id_)


def restored(basket: Basket, before: Basket) -> Basket:
    """With what was in it `before`, where it was; what came since stays at the end. Raises BasketFull."""
    there = {one.id for one in before}
    return _checked((*before, *(one for one in basket if one.id not in there)))


def moved(basket: Basket, id_: str, *, up: bool) -> Basket:
    """With that item one place further up or down; at the end of the line it stays."""
    order = [one.id for one in basket]
    if id_ not in order:
        return basket
    here = order.index(id_)
    there = min(max(here + (-1 if up else 1), 0), len(order) - 1)
    rows = list(basket)
    rows.insert(there, rows.pop(here))
    return tuple(rows)


def used(basket: Basket, id_: str, usage: str) -> Basket:
    """With that item used as is or adapted; another word changes nothing."""
    if usage not in Usage.values:
        return basket
    return tuple(replace(one, usage=usage) if one.id == id_ else one for one in basket)


def used_as_in(other: Basket, basket: Basket, *, before: Basket) -> Basket:
    """With what came from `other` used as it is there; what was in the basket `before` stays as it was."""
    theirs = {one.id: one.usage for one in other if one.id not in {mine.id for mine in before}}
    return tuple(replace(one, usage=theirs.get(one.id, one.usage)) for one in basket)


def rows_of(basket: Basket) -> list[dict[str, object]]:
    """The rows that a kit made of it stores; their keys are the ids, until the kit gives each row its own."""
    return [{"id": one.id, "type": "item", "value": {"item": one.id, "use": one.usage, "why": ""}} for one in basket]

"""What an item of a kit leaves as when it is no guide and no medium: floors above say it of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Carried:
    """A text file under a `name`; `purpose` says in words what it is for."""

    name: str
    content: str
    purpose: str


_carriers: dict[str, Callable[[Iterable[int]], Mapping[int, Carried]]] = {}


def register(type_: str, carry: Callable[[Iterable[int]], Mapping[int, Carried]]) -> None:
    """`carry` gives the files of those of these items (by their keys) that have one: public ones alone."""
    _carriers[type_] = carry


def carried(type_: str, keys: Iterable[int]) -> Mapping[int, Carried]:
    """The files of items of one type, by key; none of a type that nobody registered."""
    asked, carry = list(keys), _carriers.get(type_)
    return carry(asked) if carry and asked else {}


def types() -> tuple[str, ...]:
    """Those that leave as a file of their own."""
    return tuple(_carriers)

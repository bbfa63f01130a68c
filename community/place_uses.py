"""What a place is used for: the apps above register each use, the pages of places show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from community.models import PlacePage


@dataclass(frozen=True, slots=True)
class Use:
    """`find` gives what the template `template` draws as `shown`, falsy where there is nothing; `count` gives how much
    is to come, by place.
    """

    name: str
    template: str
    find: Callable[[PlacePage], Any]
    count: Callable[[Iterable[int]], Mapping[int, int]]


_uses: dict[str, Use] = {}


def register(
    name: str,
    *,
    template: str,
    find: Callable[[PlacePage], Any],
    count: Callable[[Iterable[int]], Mapping[int, int]],
) -> None:
    """Make what takes place somewhere appear on the page of the place. A second time replaces the first."""
    _uses[name] = Use(name, template, find, count)


def of_place(place: PlacePage) -> list[tuple[Use, Any]]:
    """The uses that the place has something of, in the order they were registered."""
    found = [(use, use.find(place)) for use in _uses.values()]
    return [(use, shown) for use, shown in found if shown]


def counts(places: Iterable[int]) -> Mapping[int, int]:
    """How much is to come at each place; one query a use however many places there are."""
    keys = list(places)
    total: Counter[int] = Counter()
    for use in _uses.values():
        total.update(use.count(keys))
    return total

"""What else waits to be read, beside pages and messages: apps above register a list of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import User

    Count = Callable[[User], "Waiting | None"]


class Waiting(NamedTuple):
    """`label` says what and how many."""

    label: str
    url: str


_lists: dict[str, Count] = {}


def register(name: str, count: Count) -> None:
    """`count` gives what waits for this person, or None. Twice under one name is once."""
    _lists[name] = count


def waiting_for(user: User) -> list[Waiting]:
    found = [count(user) for count in _lists.values()]
    return [one for one in found if one is not None]

"""Private data that goes after some time: each app that holds some registers how it is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_forgetting: dict[str, Callable[[], int]] = {}


def register(what: str, forget: Callable[[], int]) -> None:
    """`forget` deletes what is due and gives how many; `what` names it in the words of the command."""
    _forgetting[what] = forget


def forget_expired() -> Mapping[str, int]:
    return {what: forget() for what, forget in _forgetting.items()}

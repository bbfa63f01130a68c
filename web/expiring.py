"""What people leave behind: each app registers what it forgets, `delete_expired_data` does it once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Forget = Callable[[], int]

_forgets: dict[str, Forget] = {}


def register(label: str, forget: Forget) -> None:
    """Have `forget` called once a day; it gives how many went. Twice under one label is once."""
    _forgets[label] = forget


def forget_expired() -> Iterator[tuple[str, int]]:
    """Do it, one after the other: label and count of each."""
    for label, forget in _forgets.items():
        yield label, forget()

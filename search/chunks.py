"""Long lists in pieces: a database refuses a query that names too many things at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

# SQLite takes 1,000 alternatives in one expression; far fewer keep every query short.
AT_ONCE = 200


def chunks(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The items in order, in lists of `size` at most."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk

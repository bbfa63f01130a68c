"""In what order items stand that answer a question equally: one rule for every engine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.documents import SearchDocument

_SECONDS, _ID = 34, 29  # bits: until the year 2514, and few enough for both to be one signed number of 64 bits
LAST = 2 ** (_SECONDS + _ID) - 1
NO_DURATION = 10**9


def recency(document: SearchDocument) -> int:
    """A number from 0 to LAST by which of two equal items the one that has more comes first.

    The newest first, to the second, those without a date last; then by a number drawn from the id, so that the order
    never depends on when or where an item was indexed.
    """
    published = int(document.published_at.timestamp()) if document.published_at else 0
    seconds = min(max(published, 0), 2**_SECONDS - 1)
    digest = hashlib.blake2b(document.id.encode(), digest_size=4).digest()
    return seconds << _ID | int.from_bytes(digest, "big") >> (32 - _ID)


def after_equals(recency_of_it: int) -> str:
    """What is added to the text of an ascending order, so that of equals the more recent comes first."""
    return f"\x01{LAST - recency_of_it:019d}"


def duration_key(minutes: int | None, recency_of_it: int) -> str:
    """A text by which the shortest comes first, then the more recent; what has no duration last."""
    return f"{NO_DURATION if minutes is None else minutes:010d}{after_equals(recency_of_it)}"

"""Whether visitors can search, and find all there is, for whoever watches over the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.db import DatabaseError
from django.utils import timezone

from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.choice import current_engine
from search.models import PendingDocument

State = Literal["ok", "missing", "away", "late", "incomplete"]

# A change is indexed at once, or by the timer that comes every five minutes.
LATE = timedelta(minutes=15)
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Health:
    """What is true of the index now.

    `state`: `ok`; `missing` (there is no index to read); `away` (the cluster that has it does not answer); `late`
    (changes have waited for more than a quarter of an hour, so that something withdrawn may still be found);
    `incomplete` (some items cannot be indexed, and are tried again). `waiting` counts the changes not yet in the index,
    `oldest_minutes` is how long the first has waited, and `set_aside` names the items that failed, twenty at most.
    """

    state: State
    waiting: int = 0
    oldest_minutes: int = 0
    set_aside: tuple[str, ...] = ()


def report() -> Health:
    """The health of the index, in three short queries. Raises DatabaseError when the database is away."""
    aside = tuple(map(str, PendingDocument.aside()[:MOST_NAMED]))
    waiting = PendingDocument.objects.filter(attempts=0)
    oldest = waiting.order_by("queued_at").values_list("queued_at", flat=True).first()
    # The machine that saved may have another clock.
    age = max(timezone.now() - oldest, timedelta()) if oldest else timedelta()
    if unreadable := _unreadable():
        state: State = unreadable
    elif age > LATE:
        state = "late"
    else:
        state = "incomplete" if aside else "ok"
    return Health(state, waiting.count(), int(age.total_seconds() // 60), aside)


def state() -> State:
    """The state of the index in one word; while the database is away, whether there is one to read."""
    try:
        return report().state
    except DatabaseError:
        return _unreadable() or "ok"


def is_readable() -> bool:
    """Whether there is an index to read. Asks nothing of the database."""
    return _unreadable() is None


def _unreadable() -> Literal["missing", "away"] | None:
    try:
        current_engine().check()
    except IndexMissing:
        return "missing"
    except EngineUnavailable:
        return "away"
    return None


def set_aside() -> list[str]:
    """A sentence for each item that could not be indexed."""
    return [
        f"{row} could not be indexed{_so_often(row.attempts)}: {row.last_error} It will be tried again."
        for row in PendingDocument.aside()
    ]


def _so_often(attempts: int) -> str:
    return f" ({attempts} times)" if attempts > 1 else ""

"""Two parts of one search at a time: the library lets other threads work while it reads the index."""

from __future__ import annotations

import os
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# Among fewer items a part takes little longer than starting a thread, which other requests pay for.
MANY_ITEMS = 50_000
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def beside(work: Callable[[], T], *, items: int) -> Callable[[], T]:
    """Begin some work among so many items, and give what waits for its result: that returns or raises what it does.

    Without a second core, or among few items, the work is done when it is waited for. The thread is of this search
    alone: a pool would be dead in a process that was forked.
    """
    if CORES == 1 or items < MANY_ITEMS:
        return work
    future: Future[T] = Future()
    Thread(target=_run, args=(work, future), name="search-beside", daemon=True).start()
    return future.result


def _run(work: Callable[[], T], future: Future[T]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 -- whoever waits raises it
        future.set_exception(error)

"""One writer at a time: tantivy takes one, and several processes share the folder of the index."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from search.engines.base import EngineBusy, EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "writer.lock"


@contextmanager
def writer_lock(folder: Path, *, wait: float) -> Iterator[None]:
    """The lock of the folder, for one process and thread. Raises EngineBusy when it is taken for longer than `wait`
    seconds (below 0: as long as it takes), EngineUnavailable when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=wait, thread_local=False)
        lock.acquire()
    except Timeout as error:
        raise EngineBusy from error
    except OSError as error:
        message = f"SEARCH_INDEX_DIR ({folder}) cannot be written: {error}."
        raise EngineUnavailable(message) from error
    try:
        yield
    finally:
        lock.release()

"""Keeping the index up to date without ever making a save fail or wait.

A change is written to the outbox in the transaction that makes it, so both happen or neither. After the commit, one
process at a time empties the outbox into the index; whoever finds it busy leaves, because the one at work looks again
after letting the lock go. Whatever goes wrong with the index is logged and the rows stay for the next time.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from filelock import FileLock, Timeout

from look.generation import forget_pages
from search import registry
from search.documents import SearchDocument, document_id
from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.choice import current_engine
from search.entries import entries
from search.models import PendingDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

logger = logging.getLogger(__name__)

BATCH = 500
LOCK = "writer.lock"
_paused: ContextVar[bool] = ContextVar("search_indexing_paused", default=False)


def _no_progress(_count: int) -> None:
    """Nobody watches."""


class Drained(NamedTuple):
    """What a drain did. `busy`: another process was writing, and will have seen to the rest."""

    indexed: int = 0
    removed: int = 0
    failed: int = 0
    busy: bool = False


def schedule(type_: str, pk: object) -> None:
    """Note that an item was saved, hidden or deleted. Call it in the transaction that does so.

    After the commit the index catches up; if it cannot, the note stays until it can.
    """
    PendingDocument.queue(type_, pk)
    if not _paused.get():
        _drain_after_commit()


@contextmanager
def paused() -> Iterator[None]:
    """Within the block changes are only noted; the index catches up once, at the end. For imports of many items."""
    token = _paused.set(True)
    try:
        yield
    finally:
        _paused.reset(token)
        if not _paused.get():
            _drain_after_commit()


def _drain_after_commit() -> None:
    if not any(entry[1] is drain_quietly for entry in connection.run_on_commit):
        transaction.on_commit(drain_quietly, robust=True)


def drain_quietly() -> None:
    """Bring the index up to date if possible; a failure is logged, never raised."""
    try:
        drain()
    except EngineUnavailable as error:
        logger.error("Changes wait to be indexed. %s", error)  # noqa: TRY400 -- the sentence says it all
    except Exception:
        logger.exception("Changes wait to be indexed: the index failed in an unexpected way.")


def drain() -> Drained:
    """Empty the outbox into the index. Raises EngineUnavailable when the index cannot be written."""
    done, failed = Drained(), set[UUID]()
    while PendingDocument.others(failed).exists():
        try:
            with writer_lock():
                done = _drain_locked(done, failed)
        except Timeout:
            return done._replace(busy=True)
    return done


def rebuild(*, progress: Callable[[int], None] = _no_progress, wait: float = -1) -> int:
    """Make the index again beside the old one, put it in its place in one step, and give the number of items.

    Changes made meanwhile wait in the outbox and are applied to the new index. `wait` is how many seconds to wait for
    another writer; below 0, as long as it takes. Raises filelock.Timeout after that, EngineUnavailable when the index
    cannot be written, and whatever `progress` raises.
    """
    with writer_lock(wait):
        count = _rebuild_locked(progress)
    drain()
    forget_pages()
    return count


@contextmanager
def writer_lock(wait: float = 0) -> Iterator[None]:
    """The right to write the index, one process and thread at a time. Raises filelock.Timeout when it is taken."""
    folder = Path(settings.SEARCH_INDEX_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=wait, thread_local=False)
        lock.acquire()
    except OSError as error:
        if isinstance(error, Timeout):
            raise
        message = f"SEARCH_INDEX_DIR ({folder}) cannot be written: {error}."
        raise EngineUnavailable(message) from error
    try:
        yield
    finally:
        lock.release()


def _rebuild_locked(progress: Callable[[int], None]) -> int:
    asked = list(PendingDocument.objects.filter(type=PendingDocument.EVERYTHING).values_list("mark", flat=True))
    count = current_engine().rebuild(entries(_all_documents()), progress=progress)
    PendingDocument.objects.filter(mark__in=asked).delete()
    return count


def _all_documents() -> Iterator[SearchDocument]:
    for source in registry.sources().values():
        yield from source.documents()


def _drain_locked(done: Drained, failed: set[UUID]) -> Drained:
    """Handle what waits now, in batches; each commit to the index comes before its rows go."""
    while rows := list(PendingDocument.others(failed)[:BATCH]):
        if any(row.type == PendingDocument.EVERYTHING for row in rows):
            _rebuild_locked(_no_progress)
            continue
        batch = _catch_up(rows, failed)
        done = Drained(done.indexed + batch.indexed, done.removed + batch.removed, done.failed + batch.failed)
    return done


def _catch_up(rows: Sequence[PendingDocument], failed: set[UUID]) -> Drained:
    """Index one batch and add to `failed` the marks of the rows whose item could not be read."""
    saved, removed, unreadable = _read(rows)
    try:
        current_engine().change(saved=entries(saved), removed=removed)
    except IndexMissing as error:
        logger.warning("The search index is made again from all items. %s", error)
        _rebuild_locked(_no_progress)
    failed |= unreadable
    # By mark: a row marked again since it was read stays for the next turn.
    settled = [row.mark for row in rows if row.mark not in unreadable]
    PendingDocument.objects.filter(mark__in=settled).delete()
    return Drained(len(saved), len(removed), len(unreadable))


def _read(rows: Sequence[PendingDocument]) -> tuple[list[SearchDocument], list[str], set[UUID]]:
    """The documents as they are now, the ids of those that are gone, and the marks of those that could not be read."""
    saved, removed, unreadable = [], [], set[UUID]()
    for row in rows:
        try:
            document = _read_one(row)
        except DatabaseError:
            raise
        except Exception as error:
            # One item that cannot be read must not keep the others out of the index.
            logger.exception("%s cannot be indexed.", row)
            PendingDocument.objects.filter(mark=row.mark).update(attempts=F("attempts") + 1, last_error=repr(error))
            unreadable.add(row.mark)
            continue
        if document is None:
            removed.append(document_id(row.type, row.pk_text))
        else:
            saved.append(document)
    return saved, removed, unreadable


def _read_one(row: PendingDocument) -> SearchDocument | None:
    source = registry.sources().get(row.type)
    return source.document(row.pk_text) if source else None

"""Keeping the index up to date without ever making a save fail or wait.

A change is written to the outbox in the transaction that makes it, so both happen or neither. After the commit, one
process at a time empties the outbox into the index; whoever finds it busy leaves, because the one at work looks again
once it is done. Who saved brings what fits in a moment, and the timer the rest. Whatever goes wrong with the index is
logged and the rows stay for the next time.
"""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from search import following, missing, reading
from search.documents import document_id
from search.engines.base import EngineBusy, EngineUnavailable, IndexMissing
from search.engines.choice import current_engine
from search.enrich import enriched
from search.models import PendingDocument
from web.page_cache.generation import invalidate_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from django.db.models import QuerySet

    from search.engines.base import Entry

logger = logging.getLogger(__name__)

BATCH, BATCH_OF_A_SAVE = 500, 100
# Whoever saved waits no longer for what others have saved before.
SECONDS_OF_A_SAVE = 2.0
_paused: ContextVar[bool] = ContextVar("search_indexing_paused", default=False)


def _no_progress(_count: int) -> None:
    """Nobody watches."""


class DrainResult(NamedTuple):
    """What a drain did. `failed`: set aside, to be tried again later. `busy`: another process was writing, and will
    have seen to the rest.
    """

    indexed: int = 0
    removed: int = 0
    failed: int = 0
    busy: bool = False


def schedule(type_: str, *pks: object) -> None:
    """Note that items were saved, hidden or deleted. Call it in the transaction that does so.

    After the commit the index catches up; if it cannot, the notes stay until it can.
    """
    PendingDocument.queue(type_, *pks)
    if pks and not _paused.get():
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


def is_paused() -> bool:
    """Whether many items are being saved one after the other, and what follows them waits for the end."""
    return _paused.get()


def is_waiting(types: Collection[str], pk: object) -> bool:
    """Whether an item of one of these types has changed since it was indexed. One that cannot be indexed waits for
    nothing.
    """
    return PendingDocument.objects.filter(type__in=types, pk_text=str(pk), attempts=0).exists()


def _drain_after_commit() -> None:
    if not any(entry[1] is drain_quietly for entry in connection.run_on_commit):
        transaction.on_commit(drain_quietly, robust=True)


def drain_quietly() -> None:
    """Bring the index up to date if possible; a failure is logged, never raised. Somebody waits: what takes longer is
    left to the timer, and an index that is missing is made by others.
    """
    try:
        drain(patient=False)
    except EngineUnavailable as error:
        logger.error("Changes wait to be indexed. %s", error)  # noqa: TRY400 -- the sentence says it all
        if isinstance(error, IndexMissing):
            missing.ask_for_rebuild()
        following.follow_quietly()
    except Exception:
        logger.exception("Changes wait to be indexed: the index failed in an unexpected way.")


def drain(*, patient: bool = True) -> DrainResult:
    """Empty the outbox into the index; one that is missing is made again. Unless `patient`, neither that nor more than
    fits in a moment: the rest stays in the outbox.

    Raises EngineUnavailable when the index cannot be written, IndexMissing when there is none and it is not to be made.
    """
    engine = current_engine()
    until = inf if patient else time.monotonic() + SECONDS_OF_A_SAVE
    done = DrainResult()
    with engine.patiently() if patient else nullcontext():
        while _due(patient=patient).exists():
            try:
                with engine.writer():
                    done = _drain_locked(done, patient=patient, until=until)
            except EngineBusy:
                return done._replace(busy=True)
            if time.monotonic() > until:
                break
    return done


def _due(*, patient: bool) -> QuerySet[PendingDocument]:
    due = PendingDocument.due()
    return due if patient else due.exclude(type=PendingDocument.EVERYTHING)


def rebuild(*, progress: Callable[[int], None] = _no_progress, wait: float = -1) -> int:
    """Make the index again beside the old one, put it in its place in one step, and give the number of items.

    Items that cannot be indexed are set aside. Changes made meanwhile wait in the outbox and are applied to the new
    index. `wait` is how many seconds to wait for another writer; below 0, as long as it takes. Raises EngineBusy
    after that, EngineUnavailable when the index cannot be written, and whatever `progress` raises; the old index then
    stays in use.
    """
    engine = current_engine()
    with engine.patiently(), engine.writer(wait):
        count = _rebuild_locked(progress)
    drain()
    invalidate_pages()
    return count


def _rebuild_locked(progress: Callable[[int], None]) -> int:
    asked = list(PendingDocument.objects.filter(type=PendingDocument.EVERYTHING))
    failed: dict[str, Exception] = {}
    engine = current_engine()
    entries = _everything(failed)
    rebuilt = engine.rebuild(_with_changes(entries) if engine.changes_while_rebuilding else entries, progress=progress)
    for id_, error in {**failed, **rebuilt.refused}.items():
        _note_failure(id_, error)
    PendingDocument.settle(asked)
    return rebuilt.indexed


def _everything(failed: dict[str, Exception]) -> Iterator[Entry]:
    """All public items; those that cannot be read are `failed`, by id."""
    return enriched(
        reading.everything(lambda type_, pk, error: failed.update({document_id(type_, pk): error})),
        failed=lambda document, error: failed.update({document.id: error}),
    )


def _with_changes(entries: Iterator[Entry]) -> Iterator[Entry]:
    """The entries; from time to time, what changed meanwhile is brought to the index first: what is withdrawn is not
    found for as long as a rebuild of many items takes.
    """
    for number, entry in enumerate(entries, 1):
        yield entry
        if number % BATCH == 0:
            rows = list(PendingDocument.due().exclude(type=PendingDocument.EVERYTHING)[:BATCH])
            # Where there is no index yet, they wait for the new one.
            with suppress(IndexMissing):
                _catch_up(rows, makes_missing=False)


def _note_failure(id_: str, error: Exception) -> None:
    """Set aside an item that no change brought here. One that already waits keeps its count of attempts."""
    type_, _, pk = id_.partition(":")
    row, _ = PendingDocument.objects.get_or_create(type=type_, pk_text=pk)
    row.set_aside(repr(error))


def _drain_locked(done: DrainResult, *, patient: bool, until: float) -> DrainResult:
    """Handle what is due now, in batches; each commit to the index comes before its rows go."""
    most = BATCH if patient else BATCH_OF_A_SAVE
    while rows := list(_due(patient=patient)[:most]):
        if asked := [row for row in rows if row.type == PendingDocument.EVERYTHING]:
            # Perhaps somebody made it since.
            if is_missing():
                _rebuild_locked(_no_progress)
            PendingDocument.settle(asked)
            continue
        batch = _catch_up(rows, makes_missing=patient)
        done = DrainResult(done.indexed + batch.indexed, done.removed + batch.removed, done.failed + batch.failed)
        if time.monotonic() > until:
            break
    return done


def is_missing() -> bool:
    """Whether there is no index, so that only a rebuild helps. Raises EngineUnavailable when that cannot be told."""
    try:
        current_engine().check()
    except IndexMissing:
        return True
    return False


def _catch_up(rows: Sequence[PendingDocument], *, makes_missing: bool) -> DrainResult:
    """Index one batch; the rows of items that could not be indexed are set aside.

    Raises IndexMissing when there is no index, unless it is to be made then.
    """
    by_id = {str(row): row for row in rows}
    failed: dict[str, Exception] = {}
    documents, hidden = reading.now(rows, failed)
    saved = enriched(documents, failed=lambda document, error: failed.update({document.id: error}))
    try:
        failed |= current_engine().change(saved=saved, removed=hidden)
    except IndexMissing as error:
        if not makes_missing:
            raise
        logger.warning("The search index is made again from all items. %s", error)
        _rebuild_locked(_no_progress)
    for id_, problem in failed.items():
        by_id[id_].set_aside(repr(problem))
    PendingDocument.settle(row for id_, row in by_id.items() if id_ not in failed)
    removed = len(hidden - failed.keys())
    return DrainResult(len(by_id) - removed - len(failed), removed, len(failed))

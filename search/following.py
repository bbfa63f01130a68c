"""The copy of a cluster's index on this machine (SEARCH_FALLBACK=embedded) has what the cluster has; while it is away,
it has what the database says.

A save writes the copy of its own machine along with the cluster. What a copy misses, because another machine saved or
because the cluster was away, it gets here: each machine by its own timer.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from search import reading
from search.chunks import chunks
from search.engines.base import EngineBusy, EngineUnavailable, IndexMissing
from search.engines.choice import current_engine
from search.engines.fallback import WithSpare
from search.enrich import enriched
from search.models import PendingDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.fallback import Copy

logger = logging.getLogger(__name__)

SECONDS_TO_WAIT = 5.0
MOST_FOR_A_SAVE = 200


def follow() -> None:
    """Bring the copy of this machine up to date, or make it where there is none. For commands: it may take as long as a
    rebuild.

    Raises EngineBusy while another process writes it, EngineUnavailable when its folder cannot be written.
    """
    engine = current_engine()
    if not isinstance(engine, WithSpare) or engine.copy is None:
        return
    copy = engine.copy
    with copy.index.writer(SECONDS_TO_WAIT):
        try:
            copy.index.check()
        except IndexMissing:
            _make(engine, copy)
            return
        try:
            _compare(engine, copy)
        except EngineUnavailable as error:
            logger.info("The copy of the search index follows the database. %s", error)
            _follow_database(copy, most=None)


def follow_quietly() -> None:
    """While the cluster is away, bring the latest changes to the copy of this machine. For saves: a failure is
    logged, never raised.
    """
    engine = current_engine()
    if not isinstance(engine, WithSpare) or engine.copy is None:
        return
    try:
        with engine.copy.index.writer():
            _follow_database(engine.copy, most=MOST_FOR_A_SAVE)
    except EngineBusy:
        return
    except EngineUnavailable as error:
        logger.warning("The copy of the search index on this machine was not written. %s", error)


def _make(engine: WithSpare, copy: Copy) -> None:
    """From the database; what is saved meanwhile, it gets the next time."""
    copy.turn = None
    try:
        turn = engine.main.turn()
        number = turn.number if turn.is_over else None
    except EngineUnavailable:
        number = None
    marks = {str(mark) for mark in PendingDocument.objects.values_list("mark", flat=True)}
    everything = enriched(reading.everything(_is_logged), failed=_is_logged)
    copy.index.rebuild(everything, progress=lambda _count: None)
    copy.ahead, copy.turn = marks, number


def _compare(engine: WithSpare, copy: Copy) -> None:
    """Index again what the copy has otherwise than the cluster. Raises EngineUnavailable when that is away."""
    turn = engine.main.turn()
    if turn.is_over and turn.number == copy.turn:
        return
    theirs, ours = engine.main.contents(), copy.index.contents()
    differing = sorted(id_ for id_ in theirs.keys() | ours.keys() if theirs.get(id_) != ours.get(id_))
    for batch in chunks(differing):
        _index(copy, [_row(id_) for id_ in batch])
    if turn.is_over:
        copy.turn = turn.number


def _row(id_: str) -> PendingDocument:
    type_, _colon, pk = id_.partition(":")
    return PendingDocument(type=type_, pk_text=pk)


def _follow_database(copy: Copy, *, most: int | None) -> None:
    """What waits for the cluster, `most` of it, the latest first; what the copy has already is not read again."""
    waiting = PendingDocument.objects.exclude(type=PendingDocument.EVERYTHING).order_by("-queued_at", "-id")
    marks = [str(mark) for mark in waiting.values_list("mark", flat=True)[:most]]
    ahead = copy.ahead if most else copy.ahead.intersection(marks)
    new = [mark for mark in marks if mark not in ahead]
    for batch in chunks(new):
        _index(copy, list(waiting.filter(mark__in=batch)))
        ahead.update(batch)
        copy.ahead = ahead


def _index(copy: Copy, rows: Sequence[PendingDocument]) -> None:
    documents, hidden = reading.now(rows, {})
    copy.index.change(saved=enriched(documents, failed=_is_logged), removed=hidden)


def _is_logged(*_item: object) -> None:
    """Whoever could not read it has said so, and the outbox will."""

"""What a writer does while it has the lease: it changes the index in use, or fills another beside it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from search.engines.base import EngineUnavailable, IndexMissing, RebuildResult
from search.engines.cluster.bulk import Action, Bulk, sent
from search.engines.cluster.mapping import to_source
from search.engines.cluster.trouble import OVERTAKEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from search.engines.base import Entry, Failures, Progress
    from search.engines.cluster.indices import Indices
    from search.engines.cluster.lease import Lease
    from search.engines.cluster.session import Connection

logger = logging.getLogger(__name__)

# A save waits no longer; a command has patience with a cluster that is busy or loses a node.
SECONDS_OF_A_SAVE, PATIENCE_OF_A_SAVE = 2.0, 1.0
PATIENT_SECONDS, PATIENCE = 30.0, 60.0


class Writing:
    """One writer's work on the indices of a site."""

    def __init__(self, connection: Connection, indices: Indices, lease: Lease) -> None:
        self._connection = connection
        self._indices = indices
        self._lease = lease

    def change(self, saved: Iterable[Entry], removed: Iterable[str]) -> Failures:
        """See `search.engines.base.Engine.change`."""
        standing = self._indices.standing()
        self._indices.clear(standing, but=self._lease.filling)
        if not standing.current:
            raise self._indices.missing(standing)
        version = self._lease.next_version()
        bulk = self._bulk()
        removed = list(removed)
        actions = [Action(self._indices.alias, id_, version) for id_ in removed]
        actions += readable(saved, self._indices.alias, version, bulk)
        if standing.others:
            self._lease.note_missed([schema_of(alias) for alias in standing.others])
        sent(bulk.send(actions, refresh=True, alias=True))
        if self._lease.filling:
            self._change_beside(actions, bulk)
        for alias in standing.others if removed else ():
            self._take_out(alias, removed, version)
        return bulk.refused

    def _change_beside(self, actions: Collection[Action], bulk: Bulk) -> None:
        """An index is being filled: it must know too."""
        before, place = bulk.created, self._indices.filling(self._lease.filling)
        sent(bulk.send([action._replace(place=place) for action in actions], alias=True))
        self._lease.least += bulk.created - before - sum(action.source is None for action in actions)

    def _take_out(self, alias: str, removed: Collection[str], version: int) -> None:
        """What is withdrawn is found by no other version of this program either. What else changed is another schema's
        to index, once its program sees that it has missed something.
        """
        bulk = self._bulk()
        try:
            sent(bulk.send([Action(alias, id_, version) for id_ in removed], refresh=True, alias=True))
        except EngineUnavailable as error:
            logger.warning("The index of another version of this program was not changed. %s", error)

    def rebuild(self, entries: Iterable[Entry], progress: Progress) -> RebuildResult:
        """See `search.engines.base.Engine.rebuild`."""
        # Older than any change that is made while the index is being filled.
        version = self._lease.next_version()
        self._indices.clear(self._indices.standing())
        name = self._lease.filling = self._indices.make()
        self._lease.least = 0
        try:
            refused = self._fill(name, version, entries, progress)
            self._indices.ready(name, renew=self._lease.renew)
            count = self._indices.check_whole(name, least=self._lease.least)
            self._lease.renew(at_once=True)
            self._indices.put_in_place(name)
        except IndexMissing as error:
            raise EngineUnavailable(OVERTAKEN) from error
        except BaseException:
            self._indices.drop(name)
            raise
        finally:
            self._lease.filling = ""
        return RebuildResult(count, refused)

    def _fill(self, name: str, version: int, entries: Iterable[Entry], progress: Progress) -> Failures:
        place = self._indices.filling(name)
        bulk = self._bulk()
        count = 0
        for number in bulk.send(readable(entries, place, version, bulk), alias=True):
            count += number
            progress(count)
        if not count:
            progress(0)
        self._lease.least += bulk.created
        return bulk.refused

    def _bulk(self) -> Bulk:
        is_patient = self._connection.is_patient
        seconds, patience = (PATIENT_SECONDS, PATIENCE) if is_patient else (SECONDS_OF_A_SAVE, PATIENCE_OF_A_SAVE)
        return Bulk(self._connection, seconds=seconds, patience=patience, before=self._lease.renew)


def readable(entries: Iterable[Entry], place: str, version: int, bulk: Bulk) -> Iterator[Action]:
    """What puts entries in; those that cannot be written are refused by `bulk`."""
    for entry in entries:
        try:
            source = to_source(entry)
        except Exception as error:
            logger.exception("%s cannot be indexed.", entry.document.id)
            bulk.refused[entry.document.id] = error
            continue
        yield Action(place, entry.document.id, version, source)


def schema_of(alias: str) -> str:
    """The schema that an alias is named after."""
    return alias.rpartition("-")[2]

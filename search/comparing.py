"""Whether the index holds what the database says, no more and no less, and making it so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from search import indexing, reading, registry
from search.documents import document_id
from search.engines.base import EngineBusy
from search.engines.choice import current_engine
from search.enrich import enriched
from search.models import PendingDocument

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from search.documents import SearchDocument
    from search.registry import DocumentSource

# Public and not in the index; in the index and not public; indexed as it was before a change, or twice.
Difference = Literal["missing", "leftover", "outdated"]


def differences(*, contents: bool = True) -> Mapping[str, Difference]:
    """What differs between index and database, by id; changes that wait in the outbox are no difference.

    `contents`: compare what the items say too, not only which there are. Found twice, a moment apart, before it is
    told: the site goes on meanwhile. Raises EngineUnavailable when the index cannot be read.
    """
    first = _compare(None, contents=contents)
    return _compare(first.keys(), contents=contents) if first else {}


def repair(differing: Mapping[str, Difference]) -> indexing.DrainResult:
    """Index again what differs. Raises EngineUnavailable when the index cannot be written."""
    for type_, pks in _by_type(differing).items():
        PendingDocument.queue(type_, *pks)
    return indexing.drain()


def catch_up() -> int:
    """Index again what programs of other schemas have saved meanwhile; how many items.

    Raises EngineUnavailable when the index cannot be read or written, EngineBusy when another process writes.
    """
    with current_engine().catching_up() as is_behind:
        differing = differences() if is_behind else {}
        if differing and repair(differing).busy:
            raise EngineBusy
    return len(differing)


def _compare(among: Collection[str] | None, *, contents: bool) -> dict[str, Difference]:
    engine = current_engine()
    indexed = engine.contents()
    public: dict[str, int] = {}
    unreadable: set[str] = set()
    for source in list(registry.sources().values()):
        pks = list(_pks(source, among))
        if contents:
            read = enriched(
                _documents(source, pks, unreadable), failed=lambda document, _error: unreadable.add(document.id)
            )
            public |= {entry.document.id: engine.fingerprint(entry) for entry in read}
        else:
            public |= {id_: indexed.get(id_) or 1 for id_ in (document_id(source.type, pk) for pk in pks)}
    differing: dict[str, Difference] = {
        id_: "outdated" for id_ in public.keys() & indexed if public[id_] != indexed[id_]
    }
    differing |= dict.fromkeys(public.keys() - indexed.keys(), "missing")
    differing |= dict.fromkeys(indexed.keys() - public.keys() - unreadable, "leftover")
    waiting = {str(row) for row in PendingDocument.objects.only("type", "pk_text")}
    return {id_: what for id_, what in differing.items() if id_ not in waiting and (among is None or id_ in among)}


def _pks(source: DocumentSource, among: Collection[str] | None) -> Iterator[str]:
    if among is None:
        yield from source.public_pks()
    else:
        yield from reading.public_among(source, _by_type(among).get(source.type, ())) or ()


def _documents(source: DocumentSource, pks: Collection[str], unreadable: set[str]) -> Iterator[SearchDocument]:
    return reading.read(source, pks, failed=lambda pk, _error: unreadable.add(document_id(source.type, pk)))


def _by_type(ids: Collection[str]) -> dict[str, list[str]]:
    pks: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        type_, _, pk = id_.partition(":")
        pks[type_].append(pk)
    return pks

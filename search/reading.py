"""Items as they are now, read from their sources; one that cannot be read never keeps the others back."""

from __future__ import annotations

import logging
from collections import defaultdict
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, transaction

from search import registry
from search.chunks import chunks
from search.documents import document_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from search.documents import SearchDocument
    from search.models import PendingDocument
    from search.registry import DocumentSource

logger = logging.getLogger(__name__)


def read(
    source: DocumentSource, pks: Iterable[str], *, failed: Callable[[str, Exception], None]
) -> Iterator[SearchDocument]:
    """The documents of the items among `pks` that are public, in batches.

    `failed` is called with the pk and the error of each item that cannot be read. Raises DatabaseError when the
    database answers nothing at all: that is no fault of an item.
    """
    for batch in chunks(pks):
        try:
            documents = _documents(source, batch)
        except Exception as error:  # noqa: BLE001 -- whatever one item does, the others are read
            _ask_the_database(error)
            documents = [document for pk in batch for document in _alone(source, pk, failed)]
        yield from documents


def _alone(source: DocumentSource, pk: str, failed: Callable[[str, Exception], None]) -> list[SearchDocument]:
    try:
        return _documents(source, [pk])
    except Exception as error:
        _ask_the_database(error)
        logger.exception("%s cannot be indexed.", document_id(source.type, pk))
        failed(pk, error)
        return []


def _documents(source: DocumentSource, pks: list[str]) -> list[SearchDocument]:
    with _guarded():
        return list(source.documents(pks))


def public_among(source: DocumentSource, pks: Iterable[str]) -> set[str] | None:
    """Those of `pks` that anybody may read; None when even that cannot be told."""
    public: set[str] = set()
    for batch in chunks(pks):
        try:
            with _guarded():
                public.update(source.public_pks(batch))
        except Exception as error:
            _ask_the_database(error)
            logger.exception("Whether these may be found cannot be told: %s", ", ".join(batch))
            return None
    return public


def everything(failed: Callable[[str, str, Exception], None]) -> Iterator[SearchDocument]:
    """Every public item of every source; `failed` is called with type, pk and error of each that cannot be read."""
    for source in list(registry.sources().values()):
        yield from read(source, list(source.public_pks()), failed=partial(failed, source.type))


def now(rows: Iterable[PendingDocument], failed: dict[str, Exception]) -> tuple[list[SearchDocument], set[str]]:
    """The documents of items that may have changed, as they are now, and the ids of those that nobody may find.

    What cannot be read is `failed`, and stays in the index as it was while it is public; where that cannot be told
    either, it is taken out until it can.
    """
    by_type: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_type[row.type].append(row.pk_text)
    documents: list[SearchDocument] = []
    still_public: set[str] = set()
    for type_, pks in by_type.items():
        source = registry.sources().get(type_)
        if source is None:
            continue
        unreadable: dict[str, Exception] = {}
        documents += read(source, pks, failed=unreadable.__setitem__)
        public = public_among(source, unreadable)
        failed |= {document_id(type_, pk): unreadable[pk] for pk in (unreadable if public is None else public)}
        still_public |= {document_id(type_, pk) for pk in public or ()}
    asked = {document_id(type_, pk) for type_, pks in by_type.items() for pk in pks}
    return documents, asked - {document.id for document in documents} - still_public


def _guarded() -> AbstractContextManager[object]:
    """An error must not spoil the transaction around it; without one, none is opened: on SQLite it would lock."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _ask_the_database(error: Exception) -> None:
    """Raise the error again when the database itself is away."""
    if not isinstance(error, DatabaseError):
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        raise error from None

"""One commit to an index."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from search.engines.base import EngineUnavailable
from search.engines.embedded.schema import to_tantivy
from search.engines.embedded.storage import engine_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tantivy import Index, IndexWriter

    from search.engines.base import Entry

logger = logging.getLogger(__name__)

SMALLEST_HEAP = 15  # megabytes: the least that the library accepts
_ADVICE = "Check the free space and the owner of SEARCH_INDEX_DIR."


def write_errors() -> AbstractContextManager[None]:
    return engine_errors("The search index cannot be written", raised=EngineUnavailable, advice=_ADVICE)


class Writer:
    """Adds and removes documents. Raises EngineUnavailable when the index cannot take them."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self.refused: dict[str, Exception] = {}

    def add(self, entry: Entry, *, instead: bool = False) -> None:
        """Add a document, `instead` of the one that has its id. One that cannot be indexed is noted in `refused`."""
        try:
            document = to_tantivy(entry)
        except Exception as error:
            logger.exception("%s cannot be indexed.", entry.document.id)
            self.refused[entry.document.id] = error
            return
        if instead:
            self.remove(entry.document.id)
        with write_errors():
            self._writer.add_document(document)

    def remove(self, document_id: str) -> None:
        with write_errors():
            self._writer.delete_documents_by_term("id", document_id)


@contextmanager
def writing(index: Index, *, megabytes: int = SMALLEST_HEAP) -> Iterator[Writer]:
    """A writer whose changes are on the disk, all or none, when the block ends.

    Raises EngineUnavailable when the disk is full, the folder cannot be written or another writer is at work.
    """
    with write_errors():
        writer = index.writer(heap_size=megabytes * 1_000_000, num_threads=1)
    yield Writer(writer)
    with write_errors():
        writer.commit()
        # A commit leaves a small piece; without waiting, the merging of pieces would be cut short each time.
        writer.wait_merging_threads()

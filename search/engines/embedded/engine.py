"""The engine without a server: an index of tantivy in a folder, shared by the processes of one machine."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from tantivy import Query, Schema, Searcher

from search.engines.base import (
    ConfigurationProblem,
    EngineAnswer,
    EngineUnavailable,
    Entry,
    Failures,
    IndexMissing,
    Progress,
    RebuildResult,
)
from search.engines.embedded import titles
from search.engines.embedded.asking import Asking
from search.engines.embedded.beside import beside
from search.engines.embedded.folder import folder_problems
from search.engines.embedded.lexicon import LexiconOfIndex, note_new_words
from search.engines.embedded.lock import writer_lock
from search.engines.embedded.schema import facets_signature, schema_of, spellings_of
from search.engines.embedded.storage import Storage, create_index, engine_errors, open_index
from search.engines.embedded.versions import Versions
from search.engines.embedded.view import View
from search.engines.embedded.writing import write_errors, writing
from search.engines.stored import fingerprint, from_payload
from search.highlight import Highlighter
from search.results import Hit, Suggestion
from search.understanding.interpret import interpret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from tantivy import Document

    from search.documents import SearchDocument
    from search.query import SearchQuery
    from search.results import Highlights

PROGRESS_EVERY = 100


class EmbeddedEngine:
    """See `search.engines.base.Engine`."""

    name = "embedded"
    # A server stops a worker that is silent too long (gunicorn: 30 s).
    seconds_to_recover = 15.0
    changes_while_rebuilding = False

    def __init__(self, folder: Path) -> None:
        self.storage = Storage(folder)
        self._lexicon = LexiconOfIndex()

    @property
    def _schema(self) -> Schema:
        return schema_of(facets_signature())

    # Asking

    def check(self) -> None:
        self.storage.searcher()

    def search(self, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> EngineAnswer:
        opened = self.storage.opened()
        searcher = opened.searcher
        with engine_errors("The search index cannot be read", raised=EngineUnavailable):
            versions = Versions(searcher, self._schema, language)
            asking = Asking(opened.statistics, self._schema, query, versions, facets)
            view = View(searcher, self._schema, asking.finds, lambda: self._lexicon.of(searcher, opened.path))
            facet = query.facet_of_days
            meant = interpret(
                query.text, view, language=language, facet_of_days=facet, today=timezone.localdate() if facet else None
            )
            days = (meant.days.first, meant.days.last) if meant.days and not meant.on_no_day else None
            # Counting takes about as long as what is shown of the page.
            asking.found(meant.question)
            counting = beside(lambda: asking.counted(meant.question), items=searcher.num_docs)
            hits = _hits(searcher, asking.page(meant.question), Highlighter(meant.marked), versions, days)
            counted = counting()
        return EngineAnswer(
            hits, counted.total, counted.counts, meant.suggestion, meant.relaxed, meant.corrected, meant.days,
            meant.on_no_day, meant,
        )  # fmt: skip

    def suggest(self, text: str, *, limit: int) -> tuple[Suggestion, ...]:
        searcher = self.storage.searcher()
        with engine_errors("The search index cannot be read", raised=EngineUnavailable):
            return titles.suggest(searcher, self._schema, text, limit=limit)

    # Writing

    def writer(self, wait: float = 0) -> AbstractContextManager[None]:
        return writer_lock(self.storage.folder, wait=wait)

    def problems(self) -> Sequence[ConfigurationProblem]:
        return folder_problems(self.storage.folder)

    def patiently(self) -> AbstractContextManager[None]:
        return nullcontext()

    def change(self, *, saved: Iterable[Entry], removed: Iterable[str]) -> Failures:
        with engine_errors("The search index cannot be opened", raised=IndexMissing):
            generation = self.storage.current()
            index = open_index(generation)
            searcher = index.searcher()
        spellings: set[str] = set()
        with writing(index) as writer:
            for document_id in removed:
                writer.remove(document_id)
            for entry in saved:
                writer.add(entry, instead=True)
                spellings |= spellings_of(entry)
            with write_errors():
                note_new_words(generation, spellings, searcher)
        return writer.refused

    def rebuild(self, entries: Iterable[Entry], *, progress: Progress) -> RebuildResult:
        self.storage.drop_others(self._generation_in_use())
        with write_errors():
            generation = self.storage.new_generation()
        try:
            rebuilt = self._fill(generation, entries, progress)
            with write_errors():
                self.storage.point_to(generation)
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise
        return rebuilt

    def _generation_in_use(self) -> Path | None:
        try:
            return self.storage.current()
        except IndexMissing:
            return None

    @staticmethod
    def _fill(generation: Path, entries: Iterable[Entry], progress: Progress) -> RebuildResult:
        count = 0
        with write_errors():
            index = create_index(generation)
        with writing(index, megabytes=128) as writer:
            for count, entry in enumerate(entries, 1):
                writer.add(entry)
                if count % PROGRESS_EVERY == 0:
                    progress(count)
        progress(count)
        return RebuildResult(count - len(writer.refused), writer.refused)

    # Comparing

    def catching_up(self) -> AbstractContextManager[bool]:
        # Programs of two versions share no folder.
        return nullcontext(enter_result=False)

    def retire_others(self, *, at_once: bool = False) -> Sequence[str]:  # noqa: ARG002 -- what every engine is asked
        return ()

    def contents(self) -> Mapping[str, int]:
        searcher = self.storage.searcher()
        prints: dict[str, int] = {}
        with engine_errors("The search index cannot be read", raised=EngineUnavailable):
            everything: Any = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs), count=False)
            for _, address in everything.hits:
                document = searcher.doc(address)
                (id_,), (print_,) = document["id"], document["print"]
                prints[id_] = 0 if id_ in prints else print_
        return prints

    def fingerprint(self, entry: Entry) -> int:
        return fingerprint(entry)


def _hits(
    searcher: Searcher,
    addresses: Iterable[Any],
    highlighter: Highlighter,
    versions: Versions,
    days: tuple[date, date] | None,
) -> tuple[Hit, ...]:
    stored = [searcher.doc(address) for address in addresses]
    documents = [from_payload(one["payload"][0])[0] for one in stored]
    others = versions.others(documents)
    return tuple(
        Hit(document, _marked(document, one, highlighter), others.get(document.work, ()), days)
        for document, one in zip(documents, stored, strict=True)
    )


def _marked(document: SearchDocument, stored: Document, highlighter: Highlighter) -> Highlights:
    return highlighter.highlights(
        title=document.title,
        summary=document.summary,
        body=lambda: bytes(stored["text"][0]).decode(),
        language=document.language,
    )

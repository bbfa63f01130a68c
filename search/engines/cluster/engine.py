"""The engine over a cluster: Elasticsearch or OpenSearch, for a site of many items or several machines."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from search.engines.base import ConfigurationProblem, EngineAnswer, RebuildResult
from search.engines.cluster import paging, titles
from search.engines.cluster.bulk import Action, Bulk, sent
from search.engines.cluster.compile import compile_question
from search.engines.cluster.facets import Facets, aggregations, counted
from search.engines.cluster.indices import Indices
from search.engines.cluster.lease import Lease, lease
from search.engines.cluster.mapping import to_source
from search.engines.cluster.session import Session
from search.engines.cluster.versions import documents_of, one_each, other_versions
from search.engines.cluster.view import View
from search.engines.stored import fingerprint
from search.highlight import Highlighter
from search.results import Hit, Suggestion
from search.understanding.interpret import interpret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.engines.base import Entry, Failures, Progress
    from search.engines.cluster.session import Connection
    from search.query import SearchQuery
    from search.understanding.question import Interpretation

logger = logging.getLogger(__name__)

# A save waits no longer; a rebuild has patience with a cluster that is busy or loses a node.
SECONDS_TO_CHANGE, PATIENCE_TO_CHANGE = 2.0, 1.0
SECONDS_TO_FILL, PATIENCE_TO_FILL = 30.0, 60.0
SECONDS_TO_SUGGEST = 1.0
READ_AT_ONCE = 5_000
MAIN = ""


class ClusterEngine:
    """See `search.engines.base.Engine`."""

    # The lease of the block that is at work, and the index that is being filled by it.
    _lease: ContextVar[Lease | None] = ContextVar("search_cluster_lease", default=None)

    # A server stops a worker that is silent too long (gunicorn: 30 s).
    seconds_to_recover = 15.0
    changes_while_rebuilding = True

    def __init__(self, connection: Connection) -> None:
        self.name = connection.address.product
        self.connection = connection
        self.indices = Indices(connection)
        self._filled = ""

    # Asking

    def check(self) -> None:
        self.indices.check()

    def search(self, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> EngineAnswer:
        session = self._session(self.connection.address.seconds, query.q)
        meant = self._understood(session, query, language)
        asked = compile_question(meant.question)
        facets_of = Facets(query)
        apart = facets_of.apart(facets)
        together = [name for name in facets if name not in apart]
        questions = {MAIN: facets_of.narrowed(asked), **{name: facets_of.narrowed(asked, but=name) for name in apart}}
        folded = {name: one for name, one in questions.items() if not (name and facets_of.counts_versions(name))}
        questions |= one_each(session, folded, language)
        sort = paging.sort_of(query, is_ranked=meant.question.is_ranked)
        page = {**paging.page_of(session, questions[MAIN], query.page, sort), "aggs": aggregations(together)}
        others = [
            {"query": questions[name].to_dict(), "size": 0, "track_total_hits": False, "aggs": aggregations([name])}
            for name in apart
        ]
        answer, *answers = session.searches([page, *others])
        counts = counted(answer, together)
        for name, one in zip(apart, answers, strict=True):
            counts |= counted(one, [name])
        return EngineAnswer(
            _hits(session, answer, meant),
            answer["hits"]["total"]["value"],
            {name: counts[name] for name in facets},
            meant.suggestion,
            meant.relaxed,
            meant.corrected,
            meant.days,
            meant.on_no_day,
            meant,
        )

    def suggest(self, text: str, *, limit: int) -> tuple[Suggestion, ...]:
        return titles.suggest(self._session(SECONDS_TO_SUGGEST, text), text, limit=limit)

    def _session(self, seconds: float, salt: str = "") -> Session:
        return Session(self.connection, self.indices.alias, seconds=seconds, salt=salt)

    @staticmethod
    def _understood(session: Session, query: SearchQuery, language: str) -> Interpretation:
        facet = query.facet_of_days
        today = timezone.localdate() if facet else None
        return interpret(
            query.text, View(session, query.text.words), language=language, facet_of_days=facet, today=today
        )

    # Writing

    @contextmanager
    def writer(self, wait: float = 0) -> Iterator[None]:
        with lease(self.connection, self.indices.writer, wait=wait) as mine:
            token = self._lease.set(mine)
            try:
                yield
            finally:
                self._lease.reset(token)

    def problems(self) -> Sequence[ConfigurationProblem]:
        try:
            self.connection.client()
        except ImproperlyConfigured as error:
            return [ConfigurationProblem(str(error), "See docs/how-to/search-cluster.md.")]
        return ()

    def change(self, *, saved: Iterable[Entry], removed: Iterable[str]) -> Failures:
        self.indices.current()
        version = self._next_version()
        bulk = Bulk(self.connection, seconds=SECONDS_TO_CHANGE, patience=PATIENCE_TO_CHANGE)
        actions = [Action(self.indices.alias, id_, version) for id_ in removed]
        actions += self._readable(saved, self.indices.alias, version, bulk)
        sent(bulk.send(actions, refresh=True, alias=True))
        if self._filled:
            # An index is being filled beside: it must know too.
            sent(bulk.send([action._replace(place=self._filled) for action in actions]))
        return bulk.refused

    def rebuild(self, entries: Iterable[Entry], *, progress: Progress) -> RebuildResult:
        # Older than any change that is made while the index is being filled.
        version = self._next_version()
        name = self.indices.make()
        self._filled = name
        try:
            rebuilt = self._fill(name, version, entries, progress)
            self.indices.ready(name)
            self.indices.put_in_place(name)
        except BaseException:
            self.indices.drop(name)
            raise
        finally:
            self._filled = ""
        self.indices.drop_others(name)
        return rebuilt

    def _fill(self, name: str, version: int, entries: Iterable[Entry], progress: Progress) -> RebuildResult:
        bulk = Bulk(self.connection, seconds=SECONDS_TO_FILL, patience=PATIENCE_TO_FILL)
        count = 0
        for number in bulk.send(self._readable(entries, name, version, bulk)):
            count += number
            self._renew()
            progress(count)
        if not count:
            progress(0)
        # What it refused by itself was never sent; what the cluster refused was.
        return RebuildResult(self._count(name), bulk.refused)

    def _count(self, name: str) -> int:
        self.connection.send("POST", f"/{name}/_refresh", seconds=SECONDS_TO_FILL)
        return int(self.connection.send("GET", f"/{name}/_count", seconds=SECONDS_TO_FILL)["count"])

    @staticmethod
    def _readable(entries: Iterable[Entry], index: str, version: int, bulk: Bulk) -> Iterator[Action]:
        for entry in entries:
            try:
                source = to_source(entry)
            except Exception as error:
                logger.exception("%s cannot be indexed.", entry.document.id)
                bulk.refused[entry.document.id] = error
                continue
            yield Action(index, entry.document.id, version, source)

    def _next_version(self) -> int:
        mine = self._lease.get()
        if mine is None:
            # A test or a script that writes alone.
            with lease(self.connection, self.indices.writer, wait=-1) as passing:
                return passing.next_version()
        mine.renew()
        return mine.next_version()

    def _renew(self) -> None:
        if mine := self._lease.get():
            mine.renew()

    # Comparing

    def contents(self) -> Mapping[str, int]:
        self.indices.current()
        prints: dict[str, int] = {}
        body: dict[str, Any] = {
            "size": READ_AT_ONCE,
            "_source": False,
            "docvalue_fields": ["id", "print"],
            "sort": ["id"],
            "track_total_hits": False,
        }
        while True:
            hits = self._session(SECONDS_TO_FILL).search(body)["hits"]["hits"]
            prints |= {hit["fields"]["id"][0]: int(hit["fields"]["print"][0]) for hit in hits}
            if len(hits) < READ_AT_ONCE:
                return prints
            body["search_after"] = hits[-1]["sort"]

    def fingerprint(self, entry: Entry) -> int:
        return fingerprint(entry)


def _hits(session: Session, answer: Any, meant: Interpretation) -> tuple[Hit, ...]:
    documents = documents_of(answer)
    others = other_versions(session, [document for document, _body in documents])
    highlighter = Highlighter(meant.marked)
    days = (meant.days.first, meant.days.last) if meant.days and not meant.on_no_day else None
    return tuple(
        Hit(
            document,
            highlighter.highlights(
                title=document.title, summary=document.summary, body=body, language=document.language
            ),
            others.get(document.work, ()),
            days,
        )
        for document, body in documents
    )

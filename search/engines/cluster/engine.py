"""The engine over a cluster: Elasticsearch or OpenSearch, for a site of many items or several machines."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from search.engines.base import ConfigurationProblem, EngineAnswer, Turn
from search.engines.cluster import paging, titles
from search.engines.cluster.compile import compile_question
from search.engines.cluster.facets import Facets, aggregations, counted
from search.engines.cluster.indices import Indices
from search.engines.cluster.lease import Lease, WriterDocument, lease
from search.engines.cluster.mapping import schema_name
from search.engines.cluster.session import Session
from search.engines.cluster.versions import documents_of, one_each, other_versions
from search.engines.cluster.view import View
from search.engines.cluster.writing import Writing, schema_of
from search.engines.stored import fingerprint
from search.highlight import Highlighter
from search.results import Hit, Suggestion
from search.understanding.interpret import interpret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from search.engines.base import Entry, Failures, Progress, RebuildResult
    from search.engines.cluster.session import Connection
    from search.query import SearchQuery
    from search.understanding.question import Interpretation

SECONDS_TO_SUGGEST, SECONDS_TO_READ = 1.0, 30.0
# The program of a schema that was not there for so many seconds comes back no more.
RETIRED_AFTER = 24 * 3600
READ_AT_ONCE = 5_000
MAIN = ""


class ClusterEngine:
    """See `search.engines.base.Engine`."""

    # The lease of the block that is at work.
    _lease: ContextVar[Lease | None] = ContextVar("search_cluster_lease", default=None)

    # A server stops a worker that is silent too long (gunicorn: 30 s).
    seconds_to_recover = 15.0
    changes_while_rebuilding = True

    def __init__(self, connection: Connection) -> None:
        self.name = connection.address.product
        self.connection = connection
        self.indices = Indices(connection)

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

    def patiently(self) -> AbstractContextManager[None]:
        return self.connection.patiently()

    def change(self, *, saved: Iterable[Entry], removed: Iterable[str]) -> Failures:
        with self._writing() as writing:
            return writing.change(saved, removed)

    def rebuild(self, entries: Iterable[Entry], *, progress: Progress) -> RebuildResult:
        with self._writing() as writing, self.connection.patiently():
            return writing.rebuild(entries, progress)

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        if mine := self._lease.get():
            yield Writing(self.connection, self.indices, mine)
        else:
            # A test or a script that writes alone.
            with lease(self.connection, self.indices.writer, wait=-1) as passing:
                yield Writing(self.connection, self.indices, passing)

    # Beside others

    @contextmanager
    def catching_up(self) -> Iterator[bool]:
        document, name = WriterDocument(self.connection, self.indices.writer), schema_name()
        state = document.read()
        number = state.get("missed", {}).get(name)
        yield number is not None
        # One that is still at work goes on writing what this index does not get.
        if number is not None and not state.get("holder"):
            document.note_caught_up(name, number)

    def retire_others(self, *, at_once: bool = False) -> Sequence[str]:
        others = self.indices.standing().others
        document = WriterDocument(self.connection, self.indices.writer)
        seen = document.note_seen(schema_name(), [schema_of(alias) for alias in others])
        now = seen.get(schema_name(), 0)
        over = [alias for alias in others if at_once or now - seen.get(schema_of(alias), now) > RETIRED_AFTER * 1000]
        if over:
            with self.writer():
                for alias in over:
                    self.indices.retire(alias)
        return over

    def turn(self) -> Turn:
        state = WriterDocument(self.connection, self.indices.writer).read()
        return Turn(int(state.get("number", 0)), is_over=not state.get("holder"))

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
            hits = self._session(SECONDS_TO_READ).search(body)["hits"]["hits"]
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

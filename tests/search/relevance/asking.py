"""The corpus indexed by an engine, and the queries put to the search as a page puts them: through `search.service`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING, Any

from django.utils import translation

from search.engines.choice import current_engine
from search.enrich import enriched
from search.query import SearchQuery
from search.results import PAGE_SIZE
from search.service import find
from tests.search.relevance import judgements, scoring
from tests.search.relevance.corpus import facets_of_the_apps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tests.search.kinds import EngineKind
    from tests.search.relevance.judgements import Query


@dataclass(frozen=True, slots=True)
class Score:
    """Of one query."""

    query: Query
    shown: tuple[str, ...]
    ndcg: float
    recall: float
    right: bool


@dataclass(frozen=True, slots=True)
class Means:
    """Of several; `right` is the part whose right item stands where it belongs."""

    count: int
    ndcg: float
    recall: float
    right: float


@contextmanager
def indexed(kind: EngineKind, settings: Any, folder: Path) -> Iterator[None]:
    """The site searches the corpus with an engine of this kind, on the day of the demo."""
    kind.configure(settings, folder)
    with facets_of_the_apps():
        engine = current_engine()
        with engine.writer(-1):
            engine.rebuild(enriched(judgements.documents().values()), progress=lambda _count: None)
        yield


def shown(query: Query, *, depth: int = scoring.DEEP) -> tuple[str, ...]:
    """The ids of what the site shows for it, in order, page after page."""
    ids: list[str] = []
    with translation.override(query.reader):
        for page in range(1, -(-depth // PAGE_SIZE) + 1):
            result = find(SearchQuery(q=query.text, page=page), facets=())
            ids += [hit.document.id for hit in result.hits]
            if page >= result.pages:
                break
    return tuple(ids[:depth])


def works() -> Mapping[str, str]:
    """The work of each document that has one."""
    return {id_: document.work for id_, document in judgements.documents().items() if document.work}


def scored(queries: Iterable[Query]) -> list[Score]:
    """Every query asked and scored."""
    documents, of_works = judgements.documents(), works()
    scores = []
    for query in queries:
        ids, grades = shown(query), judgements.grades_of(query, documents)
        scores.append(
            Score(
                query,
                ids,
                scoring.ndcg(ids, grades, of_works),
                scoring.recall(ids, grades, of_works),
                scoring.is_right(ids, grades),
            )
        )
    return scores


def means(scores: Sequence[Score]) -> Means:
    """Of some scores; of none, zeros."""
    if not scores:
        return Means(0, 0.0, 0.0, 0.0)
    return Means(
        len(scores),
        mean(score.ndcg for score in scores),
        mean(score.recall for score in scores),
        mean(score.right for score in scores),
    )

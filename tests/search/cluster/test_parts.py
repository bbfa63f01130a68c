"""An index in several parts answers as one in a single part does: scores, order, counts, corrections, pages."""

from __future__ import annotations

from typing import Any

import pytest

from search import registry
from search.engines.choice import current_engine
from search.query import SearchQuery
from tests.search.cluster.indexes import fill, names
from tests.search.corpus import CORPUS, document
from tests.search.kinds import forget

pytestmark = pytest.mark.django_db

EQUALS = tuple(document(f"equal{n:02}", "Carte pareille", "Les mêmes mots") for n in range(45))
QUESTIONS = (
    *("jeu", "carte", "atelier d'écriture", "fanzinne", "licences ouvertes", "openstreetmap", "carte pareille", ""),
    "comment faire une radio avec des ados dans un quartier",
)


@pytest.fixture
def in_parts(cluster: Any, settings: Any) -> Any:
    """The same site in five parts, beside that in one."""
    address = settings.SEARCH_URL.replace("?", "-parts?") + "&shards=5"
    settings.SEARCH_URL = address
    forget(address)
    yield current_engine()
    forget(address)


def test_answers_are_those_of_a_single_part(cluster: Any, in_parts: Any) -> None:
    everything = [*CORPUS, *EQUALS]
    fill(cluster, *everything)
    fill(in_parts, *everything)

    assert parts_of(in_parts) == 5
    for q in QUESTIONS:
        for page in (1, 2, 3):
            query = SearchQuery(q=q, page=page)
            assert told(in_parts, query) == told(cluster, query), (q, page)
    for typed in ("car", "atelier d", "licen"):
        assert in_parts.suggest(typed, limit=5) == cluster.suggest(typed, limit=5)
    assert in_parts.contents() == cluster.contents()


def told(engine: Any, query: SearchQuery) -> tuple[Any, ...]:
    answer = engine.search(query, facets=tuple(registry.facets()), language="fr")
    found = [(hit.document.id, hit.highlights.title) for hit in answer.hits]
    return found, answer.total, answer.counts, answer.suggestion, answer.corrected, answer.relaxed


def test_scores_are_those_of_a_single_part(cluster: Any, in_parts: Any) -> None:
    for engine in (cluster, in_parts):
        fill(engine, *CORPUS, *EQUALS)

    assert scores(in_parts) == pytest.approx(scores(cluster))
    assert len(set(scores(cluster).values())) > 2


def scores(engine: Any) -> dict[str, float]:
    body = {"query": {"match": {"words": "jeu carte atelier licences"}}, "size": 100, "_source": ["id"]}
    hits = engine._session(10).search(body)["hits"]["hits"]
    return {hit["_source"]["id"]: hit["_score"] for hit in hits}


def parts_of(engine: Any) -> int:
    (name,) = names(engine)
    about = engine.connection.send("GET", f"/_cluster/health/{name}", seconds=10)
    return int(about["active_primary_shards"])

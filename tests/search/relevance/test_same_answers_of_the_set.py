"""What people type is answered as one slow query over everything answers it: see tests/search/test_same_answers.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search import registry
from search.engines.embedded import EmbeddedEngine, ranking
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.engines.oracle import Oracle
from tests.search.relevance import corpus, judgements

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("many", [0, ranking.MANY_ITEMS])
def test_answers_to_what_people_type_are_those_of_one_slow_query(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(ranking, "MANY_ITEMS", many)
    engine = EmbeddedEngine(tmp_path / "index")
    with corpus.facets_of_the_apps():
        engine.rebuild(enriched(corpus.demo()), progress=lambda _count: None)
        oracle, facets = Oracle(engine), tuple(registry.facets())
        for asked in judgements.queries():
            query = SearchQuery(q=asked.text)
            fast = engine.search(query, facets=facets, language=asked.reader)
            assert fast == oracle.answer(query, facets=facets, language=asked.reader), asked.text

"""What is answered while the engine is away serves one visitor: it is in no cache, whatever the door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search import service
from search.engines import plain
from search.engines.base import EngineUnavailable
from search.engines.choice import current_engine
from search.engines.cluster.engine import ClusterEngine
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.corpus import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db

CLOSED = "opensearch://127.0.0.1:9/away"
DOORS = (
    "/recherche/",
    "/recherche/?q=fanzine",
    "/recherche/?q=fanzine&page=9",
    "/recherche/suggestions/?q=fanz",
    "/recherche/pourquoi/?q=fanzine&item=guide:fanzine",
    "/recherche/pourquoi/?q=fanzine&item=guide:fanzine&part=1",
    "/recherche/flux.atom?q=fanzine",
    "/recherche/flux.json?q=fanzine",
    "/api/v1/search?q=fanzine",
)


@pytest.fixture(autouse=True)
def _cached(settings: Any, tmp_path: Path) -> None:
    settings.PAGE_CACHE_SECONDS, settings.SEARCH_INDEX_DIR = 300, tmp_path / "index"
    settings.SEARCH_URL = "embedded:"
    current_engine().rebuild(enriched(CORPUS), progress=lambda _count: None)


@pytest.fixture
def away(settings: Any) -> Iterator[Any]:
    """A cluster that nobody answers for; the copy on this machine is there."""
    settings.SEARCH_URL, settings.SEARCH_FALLBACK = CLOSED, "database"
    engine: Any = current_engine()
    engine.main.connection.breaker.succeeded()
    yield settings
    engine.main.connection.breaker.succeeded()


@pytest.mark.parametrize("fallback", ["database", "embedded", "none"])
@pytest.mark.parametrize("door", DOORS)
def test_answer_without_the_engine_is_in_no_cache(client: Client, away: Any, door: str, fallback: str) -> None:
    away.SEARCH_FALLBACK = fallback
    while_away = client.get(door)
    away.SEARCH_URL = "embedded:"
    back = client.get(door)

    assert {"no-store", "private"} <= set(while_away["Cache-Control"].split(", "))
    assert back.status_code == 200
    assert "no-store" not in back.get("Cache-Control", "")


@pytest.mark.parametrize("door", ["/recherche/", "/recherche/suggestions/?q=fanz", "/api/v1/search?q=fanzine"])
def test_answer_of_the_engine_is_cached(client: Client, door: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get(door)
    monkeypatch.setattr("search.service.current_engine", None)

    assert client.get(door).content == first.content


@pytest.mark.usefixtures("away")
def test_why_is_told_by_nothing_that_understands_less(client: Client) -> None:
    page = client.get("/recherche/pourquoi/?q=fanzine&item=guide:fanzine", headers={"accept-language": "en"})

    assert "The search will be back in a moment" in page.content.decode()
    assert "none of these words" not in page.content.decode()


# A page is made of one truth


def test_engine_that_is_lost_between_two_questions_of_a_page_is_not_asked_a_third_time(
    away: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def search(_self: Any, query: SearchQuery, **_options: Any) -> Any:
        asked.append(query.q)
        raise EngineUnavailable

    monkeypatch.setattr(ClusterEngine, "search", search)
    monkeypatch.setattr(ClusterEngine, "suggest", search)
    found = service.find(SearchQuery(q="atelier de moins d'une heure pour imprimer et vendre"))

    assert (found.is_away, found.is_simpler) == (True, True)
    assert len(asked) == 1


@pytest.mark.usefixtures("away")
def test_database_is_read_once_for_all_the_questions_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    entries = plain._entries
    monkeypatch.setattr(plain, "_entries", lambda until: read.append(1) or entries(until))

    service.find(SearchQuery(q="atelier de moins d'une heure pour imprimer et vendre"))

    assert len(read) == 1

"""Questions that nobody asks in good faith: on every engine a visitor gets a page, and the engine little to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from search import results, service
from search.engines.base import EngineUnavailable
from search.engines.fallback import WithSpare
from search.engines.plain import PlainEngine
from search.page_context import MOST_SHOWN
from search.query import SearchQuery
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from search.engines.base import Engine

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "wildcards": "* ? car* ?arte .* (a|b)+ [a-z]{1000} ~2 ^9",
    "words": "carte boussole " * 5_000,
    "different-words": " ".join(f"mot{number}" for number in range(10_000)),
    "operators": 'AND OR NOT && || ! ( ) { } [ ] ^ " ~ * ? : \\ / - + title:carte _exists_:body {!lucene} ' * 5,
    "quotes": '"' * 400,
    "phrases": '"carte de" ' * 40,
    "unwanted": "-carte " * 80,
    "only-unwanted": "-carte -boussole",
    "stop-words": "de la le les des du et à",
    "english-stop-words": "the of and to in",
    "one-word": "z" * 10_000,
    "accents": "é́̂" * 200,
    "right-to-left": "\u202eetrac \u200f\u200e\u2066",
    "emoji": "🗺️" * 200,
    "json": '{"query": {"match_all": {}}}',
    "html": "<script>alert(1)</script>",
    "nothing": "\u00a0\u2003\u200b",
    "days": "demain " * 60,
    "wishes": "moins d'une heure pour 30 ados à imprimer et vendre " * 9,
}


@pytest.fixture
def searched(golden: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site searches the corpus, indexed once."""
    monkeypatch.setattr(service, "current_engine", lambda: golden)


class Away:
    name = "away"

    def search(self, *_question: Any, **_options: Any) -> Any:
        raise EngineUnavailable

    suggest = search


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database answers instead of the engine."""
    main: Any = Away()
    monkeypatch.setattr(service, "current_engine", lambda: WithSpare(main, PlainEngine()))


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize("what", QUESTIONS)
def test_page_answers_any_question(client: Client, what: str) -> None:
    response = client.get("/recherche/", {"q": QUESTIONS[what]})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content
    assert service.find(SearchQuery(q=QUESTIONS[what])).ready
    assert client.get("/recherche/suggestions/", {"q": QUESTIONS[what]}).status_code == 200


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("what", QUESTIONS)
def test_database_answers_any_question(client: Client, what: str) -> None:
    response = client.get("/recherche/", {"q": QUESTIONS[what]}, headers={"accept-language": "en"})

    assert response.status_code == 200
    assert b"its results are simpler" in response.content


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize(
    ("q", "found"),
    [("de la le les des du et à", 7), ("-carte -boussole", 28), ("demain " * 60, 0), ("\u00a0\u2003\u200b", 30)],
)
def test_question_without_a_word_of_its_own_is_no_wish_for_everything(q: str, found: int) -> None:
    assert service.find(SearchQuery(q=q)).total == found


# Values of facets


MANY = tuple(f"k{number}" for number in range(10_000))


@pytest.fixture
def crowded(make_engine: Callable[..., Engine], monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An item with ten thousand themes, and one with one of them."""
    engine = make_engine(
        document("1", "Une carte", facets={"theme": MANY}), document("2", "Un vélo", facets={"theme": ("k7",)})
    )
    monkeypatch.setattr(service, "current_engine", lambda: engine)
    return engine


@pytest.mark.usefixtures("crowded")
def test_page_shows_the_commonest_of_ten_thousand_values(client: Client) -> None:
    page = BeautifulSoup(client.get("/recherche/").content, "html.parser")

    values = [box["value"] for box in page.select("input[name=theme]")]
    assert (len(values), values[0]) == (MOST_SHOWN, "k7")


@pytest.mark.usefixtures("crowded")
def test_address_with_ten_thousand_values_is_answered(client: Client) -> None:
    response = client.get("/recherche/", {"theme": MANY}, headers={"accept-language": "en"})
    page = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 200
    assert [len(page.select(selector)) for selector in (".result-row", ".results__filter", ".message")] == [2, 30, 1]


# Pages


@pytest.mark.usefixtures("searched")
def test_pages_end_at_the_bound_however_much_is_found(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MOST_PAGES", 1)
    page = BeautifulSoup(client.get("/recherche/?page=2").content, "html.parser")
    answer = client.get("/api/v1/search?page=1").json()

    assert len(page.select(".result-row")) == 20
    assert page.select(".pagination a") == []
    assert (answer["count"], answer["pages"]) == (30, 1)

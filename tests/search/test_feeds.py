"""A search as a feed, over the corpus."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from search.engines.choice import current_engine
from search.enrich import enriched
from search.results import SearchResult
from search.saved import SearchAway, first_found, key_of, query_of
from tests.search.corpus import CORPUS, at, document

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]
QueryCount = Callable[[int], AbstractContextManager[object]]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def indexed(index_dir: Path) -> None:
    current_engine().rebuild(enriched(CORPUS), progress=lambda _count: None)


def titles(client: Client, query: str) -> list[str]:
    feed = client.get(f"/recherche/flux.json{query}").json()
    atom = ET.fromstring(client.get(f"/recherche/flux.atom{query}").content)  # noqa: S314 -- ours
    told = [item["title"] for item in feed["items"]]
    assert [entry.findtext(f"{ATOM}title") for entry in atom.findall(f"{ATOM}entry")] == told
    return told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?q=graines", ["Organiser un pique-nique de quartier"]),
        ("?q=conte&page=3&sort=title", ["Raconter un conte à deux voix"]),
        ("?theme=maps", ["Mapping party for beginners", "Cartographier son quartier avec OpenStreetMap"]),
        ("?theme=maps&language=en", ["Mapping party for beginners"]),
        # what is merely close; and an item of which nobody knows since when it is there
        ("?q=fanzyne", []),
        ("?q=fanzine+tournevis", []),
        ("?q=radio+évasion", []),
    ],
)
def test_feeds_tell_what_is_found_the_newest_first(client: Client, query: str, told: list[str]) -> None:
    assert titles(client, query) == told


def test_entry_says_what_it_is_under_which_licence(client: Client, settings: Any) -> None:
    settings.BASE_URL = "http://communs.example.org"
    feed = client.get("/recherche/flux.json?q=conte", headers={"accept-language": "fr"})

    assert feed["Content-Type"] == "application/feed+json"
    assert feed.json() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Communs – Recherche\xa0: «\xa0conte\xa0»",
        "home_page_url": "http://communs.example.org/recherche/?q=conte",
        "feed_url": "http://communs.example.org/recherche/flux.json?q=conte",
        "language": "fr",
        "items": [
            {
                "id": "tag:communs.example.org,2026:guide:conte",
                "url": "http://communs.example.org/conte/",
                "title": "Raconter un conte à deux voix",
                "content_text": "Fiches · La mémoire des aînés, la voix des plus jeunes. · CC BY-NC 4.0",
                "date_published": "2026-10-14T12:00:00+00:00",
                "authors": [{"name": "Communs"}],
                "language": "fr",
                "_licence": {"url": "https://creativecommons.org/licenses/by-nc/4.0/"},
            }
        ],
    }


def test_atom_feed_has_what_atom_asks_for(client: Client) -> None:
    answer = client.get("/recherche/flux.atom?q=conte")
    feed = ET.fromstring(answer.content)  # noqa: S314 -- ours

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext(f"{ATOM}updated") == "2026-10-14T12:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}entry/{ATOM}link")}
    assert links == {
        "alternate": "http://localhost/conte/",
        "license": "https://creativecommons.org/licenses/by-nc/4.0/",
    }


def test_empty_feed_is_the_same_each_time(client: Client) -> None:
    one, other = (client.get("/recherche/flux.atom?q=zzzzzz").content for _ in range(2))

    assert one == other
    assert b"<updated>2000-01-01T00:00:00+00:00</updated>" in one


@pytest.mark.parametrize("form", ["atom", "json"])
def test_feed_without_an_index_says_to_come_back(client: Client, lose_index: Callable[[], None], form: str) -> None:
    """An empty one would say that nothing is there any more."""
    lose_index()
    answer = client.get(f"/recherche/flux.{form}?q=conte")

    assert (answer.status_code, answer["Retry-After"]) == (503, "600")


def test_page_of_a_search_leads_to_its_feeds(client: Client) -> None:
    page = BeautifulSoup(client.get("/recherche/?q=conte&theme=sound&page=1&sort=title").content, "html.parser")
    feeds = {link["type"]: link["href"] for link in page.select("link[rel=alternate][type*=atom], link[type*=feed]")}

    assert feeds == {
        "application/atom+xml": "/recherche/flux.atom?q=conte&theme=sound",
        "application/feed+json": "/recherche/flux.json?q=conte&theme=sound",
    }
    assert [link["href"] for link in page.select("main a[href*='flux.']")] == list(feeds.values())


@pytest.mark.parametrize("count", [1, 3])
def test_feed_asks_the_database_the_same_however_many(
    client: Client, count: int, django_assert_num_queries: QueryCount
) -> None:
    items = [document(f"n{number}", f"Sardine {number}", published_at=at(1)) for number in range(count)]
    current_engine().rebuild(enriched(items), progress=lambda _count: None)
    client.get("/recherche/flux.atom?q=sardine")

    with django_assert_num_queries(0):
        assert client.get("/recherche/flux.atom?q=sardine").content.count(b"<entry>") == count


def test_stored_search_is_read_back() -> None:
    key = key_of("q=conte du soir&theme=sound&page=3&sort=title&inconnu=1")

    assert key == "q=conte+du+soir&theme=sound"
    assert (query_of(key).q, dict(query_of(key).filters)) == ("conte du soir", {"theme": ("sound",)})


def test_simpler_results_are_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows a search would get what it does not find."""
    simpler = SearchResult(query=query_of("q=conte"), is_simpler=True)
    monkeypatch.setattr("search.saved.find", lambda *_args, **_kwargs: simpler)

    with pytest.raises(SearchAway):
        first_found(query_of("q=conte"), most=10)


def test_no_more_is_found_than_asked_for() -> None:
    items = [document(f"n{number}", f"Sardine {number}") for number in range(45)]
    current_engine().rebuild(enriched(items), progress=lambda _count: None)

    assert [len(first_found(query_of("q=sardine"), most=most).hits) for most in (15, 41, 100)] == [15, 41, 45]

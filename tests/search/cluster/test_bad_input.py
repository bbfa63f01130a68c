"""Whatever is wrong with a cluster: a visitor gets a page, the administrator a sentence, and what is saved waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search import indexing
from search.checks import check_answer
from search.engines.base import IndexMissing
from search.engines.cluster import indices, lease, mapping, writing
from search.engines.cluster.clients import ElasticsearchClient
from search.engines.cluster.products import check_server
from search.models import PendingDocument
from search.query import SearchQuery
from search.service import find
from tests.search.cluster.indexes import fill, names
from tests.search.cluster.servers import server
from tests.search.corpus import CORPUS

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

PRODUCTS = ("opensearch", "elasticsearch")
UNKNOWN = {
    "opensearch": {"version": {"distribution": "opensearch", "number": "4.1.0"}},
    "elasticsearch": {"version": {"number": "10.0.0"}},
}
VALKEY = {"version": {"distribution": "valkey", "number": "9.0.0"}}
# What a server does (of an answer for each product, that one), and what of it the administrator reads.
TROUBLES: dict[str, tuple[dict[str, Any], str]] = {
    "password": ({"answer": {"error": "Unauthorized"}, "status": 401}, "refuses the user or the password."),
    "version": ({"answer": UNKNOWN}, ".0; this program speaks to versions "),
    "product": ({"answer": VALKEY}, "is valkey 9.0.0; this program speaks to Elasticsearch and OpenSearch."),
    "other-server": ({"answer": "<h1>Welcome to nginx</h1>"}, "is not a search cluster."),
    "gateway": ({"answer": {"error": "Bad gateway"}, "status": 502}, "answers 502"),
    "silent": ({"answer": {}, "silent": True}, "answers: its time is over."),
    "slow-for-ever": ({"answer": {}, "dripping": "body"}, "answers: its time is over."),
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers are taken for what they say, and waited for as long as a test can wait."""
    monkeypatch.setattr(ElasticsearchClient, "node_class", None)
    monkeypatch.setattr(indices, "SECONDS_TO_CHECK", 0.5)
    monkeypatch.setattr(lease, "ANSWER_SECONDS", 0.5)
    monkeypatch.setattr(writing, "SECONDS_OF_A_SAVE", 0.5)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("trouble", TROUBLES)
def test_visitor_finds_something_the_administrator_is_told_and_saves_wait(
    settings: Any,
    client: Client,
    *,
    product: str,
    trouble: str,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    does, sentence = TROUBLES[trouble]
    answer = UNKNOWN[product] if does["answer"] is UNKNOWN else does["answer"]
    settings.SEARCH_FALLBACK = "database"
    with server(**does | {"answer": answer}) as host:
        settings.SEARCH_URL = f"{product}://me:s3cret@{host}/bad?seconds=1"
        page = client.get("/recherche/?q=fanzine", headers={"accept-language": "en"})
        with django_capture_on_commit_callbacks(execute=True):
            indexing.schedule("guide", "carte")
        (told,) = check_answer()

    assert page.status_code == 200
    assert "Un <mark>fanzine</mark>" in page.content.decode()
    assert "its results are simpler" in page.content.decode()
    assert [str(row) for row in PendingDocument.objects.all()] == ["guide:carte"]
    for words in (caplog.text, told.msg):
        assert sentence in words
        assert "SEARCH_URL (" in words
        assert "s3cret" not in words


@pytest.mark.parametrize(
    ("product", "number", "major"),
    [
        ("opensearch", "2.19.1", 2),
        ("opensearch", "3.5.0", 3),
        ("elasticsearch", "8.0.0", 8),
        ("elasticsearch", "9.5.0", 9),
    ],
)
def test_versions_whose_answers_are_known_are_spoken_to(product: str, number: str, major: int) -> None:
    distribution = {"distribution": product} if product == "opensearch" else {}

    assert check_server({"version": {"number": number, **distribution}}, product, "here") == major


def test_index_of_an_older_schema_is_told_and_visitors_find_something(
    cluster: Any, settings: Any, client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cluster, *CORPUS)
    settings.SEARCH_FALLBACK = "database"
    monkeypatch.setattr(mapping, "VERSION", mapping.VERSION + 1)

    with pytest.raises(IndexMissing, match=r"is of another version of this program\. Run `manage.py rebuild_search`\."):
        cluster.check()
    assert client.get("/healthz").json()["search"] == "missing"
    page = client.get("/recherche/?q=fanzine")

    assert (page.status_code, "Un <mark>fanzine</mark>" in page.content.decode()) == (200, True)
    assert "There is no search index at SEARCH_URL (" in caplog.text
    # Once the page was sent, one of this schema was made.
    assert client.get("/healthz").json()["search"] == "ok"
    assert len(names(cluster)) == 2


@pytest.mark.parametrize("q", ["fanzinne", "fanzine"])
def test_index_whose_fields_are_others_is_told_and_visitors_find_something_until_it_is_made_again(
    cluster: Any, settings: Any, client: Client, caplog: pytest.LogCaptureFixture, q: str
) -> None:
    fill(cluster, *CORPUS)
    body = mapping.index_body(cluster.connection.address, cluster.connection.major)
    body["mappings"]["properties"] |= {"lexicon": {"type": "text"}, "facet_theme": {"type": "text"}}
    replace_by_hand(cluster, body)
    settings.SEARCH_FALLBACK = "database"

    page = client.get(f"/recherche/?q={q}")

    assert page.status_code == 200
    assert "The search index at SEARCH_URL (" in caplog.text
    assert "is not as this program made it (illegal_argument_exception: " in caplog.text
    assert "Run `manage.py rebuild_search`." in caplog.text

    indexing.rebuild()
    assert [hit.document.pk for hit in find(SearchQuery(q=q)).hits] == ["fanzine"]
    assert find(SearchQuery(q=q)).is_away is False


def replace_by_hand(cluster: Any, body: dict[str, Any]) -> None:
    name = f"/{cluster.indices.alias}-byhand"
    cluster.connection.send("PUT", name, body=body, seconds=30)
    actions = [
        {"remove": {"index": cluster.indices.current(), "alias": cluster.indices.alias}},
        {"add": {"index": name[1:], "alias": cluster.indices.alias}},
    ]
    cluster.connection.send("POST", "/_aliases", body={"actions": actions}, seconds=30)
    document = {"index": {"_index": name[1:], "_id": "guide:1"}}
    cluster.connection.send(
        "POST",
        "/_bulk",
        body=[document, {"facet_theme": "law", "lexicon": "a|a"}],
        params={"refresh": True},
        seconds=30,
    )

"""A cluster that cannot be used: visitors find something, operators are told what to do, and nothing is lost."""

from __future__ import annotations

import base64
import re
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from search import following, health
from search.engines.base import EngineUnavailable
from search.engines.choice import current_engine
from search.engines.cluster.breaker import Breaker
from search.engines.cluster.clients import ElasticsearchClient
from search.indexing import schedule
from search.models import PendingDocument
from search.query import SearchQuery
from search.service import find, suggest
from tests.search.cluster.servers import server
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db

CLOSED = "opensearch://127.0.0.1:9/away"


@pytest.fixture(autouse=True)
def _as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers are taken for what they say, not for what the suite makes of them."""
    monkeypatch.setattr(ElasticsearchClient, "node_class", None)


@pytest.fixture
def away(settings: Any, tmp_path: Path) -> Any:
    settings.SEARCH_URL, settings.SEARCH_FALLBACK, settings.SEARCH_INDEX_DIR = CLOSED, "database", tmp_path / "index"
    current_engine().main.connection.breaker.succeeded()
    return settings


def pks(**query: Any) -> list[str]:
    return [hit.document.pk for hit in find(SearchQuery(**query)).hits]


@pytest.mark.usefixtures("away")
def test_the_database_answers_more_simply_and_it_is_said() -> None:
    found = find(SearchQuery(q="jeu des licences"))

    assert ([hit.document.pk for hit in found.hits], found.ready, found.is_simpler) == (["jeu"], True, True)
    assert found.hits[0].highlights.title == "Le <mark>jeu</mark> des <mark>licences</mark>"


@pytest.mark.usefixtures("away")
def test_filters_facets_orders_and_pages_hold_without_the_cluster() -> None:
    law = {"filters": {"theme": ("law",)}}

    assert pks(**law, sort="shortest") == ["jeu", "image", "vieprivee", "oeuvres", "cinema"]
    assert pks(filters={"theme": ("law",), "duration": ("60",)}) == ["image", "jeu"]
    assert {choice.key: choice.count for choice in find(SearchQuery(**law)).facets["theme"]}["law"] == 5
    assert len(pks()) == 20
    assert len(pks(page=2)) == 10
    assert pks(page=10**9) == []


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("licences moins d'une heure", ["jeu"]),
        ("moins d'une heure", ["breton", "conte", "fanzine", "graines", "image", "jeu", "scratch"]),
    ],
)
def test_wishes_narrow_without_the_cluster_and_are_no_words(asked: str, found: list[str]) -> None:
    assert sorted(pks(q=asked)) == found


@pytest.mark.usefixtures("away")
def test_page_says_that_results_are_simpler_and_is_not_cached(client: Client) -> None:
    response = client.get("/recherche/?q=fanzine", headers={"accept-language": "en"})

    assert "for a moment, its results are simpler" in response.content.decode()
    assert "Un <mark>fanzine</mark>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("away")
def test_nothing_is_offered_while_typing_without_the_cluster() -> None:
    assert suggest("fanz") == ()


@pytest.mark.usefixtures("away")
def test_saves_go_on_and_their_changes_wait(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        schedule("guide", "carte")

    assert [str(row) for row in PendingDocument.objects.all()] == ["guide:carte"]
    assert health.report() == health.Health("away", waiting=1)


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("command", ["rebuild_search", "check_search"])
def test_commands_name_the_setting(command: str) -> None:
    with pytest.raises(CommandError, match="No node of SEARCH_URL"):
        call_command(command, stdout=StringIO())


def test_without_anything_in_its_stead_the_page_says_that_there_is_no_search(away: Any) -> None:
    away.SEARCH_FALLBACK = "none"

    assert find(SearchQuery(q="fanzine")).ready is False


def test_copy_on_this_machine_answers_as_the_cluster_would(away: Any) -> None:
    away.SEARCH_FALLBACK = "embedded"
    following.follow()

    found = find(SearchQuery(q="fanzinne"))

    assert ([hit.document.pk for hit in found.hits], found.corrected, found.is_simpler) == (["fanzine"], True, False)
    assert [title.title for title in suggest("fanz")] == ["Un fanzine de huit pages"]


def test_copy_has_what_is_saved_while_the_cluster_is_away(
    away: Any, sources: Any, django_capture_on_commit_callbacks: Any
) -> None:
    away.SEARCH_FALLBACK = "embedded"
    following.follow()

    sources["guide"].items["new"] = document("new", "Observer les nuages")
    del sources["guide"].items["fanzine"]
    with django_capture_on_commit_callbacks(execute=True):
        schedule("guide", "new", "fanzine")

    assert pks(q="nuages") == ["new"]
    assert pks(q="fanzine") == []
    assert PendingDocument.objects.count() == 2


def test_save_succeeds_where_neither_the_cluster_nor_the_copy_can_be_written(
    away: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    away.SEARCH_FALLBACK, away.SEARCH_INDEX_DIR = "embedded", tmp_path / "file" / "index"

    with django_capture_on_commit_callbacks(execute=True):
        schedule("guide", "carte")

    assert PendingDocument.objects.count() == 1
    assert "SEARCH_INDEX_DIR" in caplog.text


def test_timer_makes_the_copy_while_the_cluster_is_away_and_tells_of_it(away: Any) -> None:
    away.SEARCH_FALLBACK = "embedded"

    with pytest.raises(CommandError, match="No node of SEARCH_URL"):
        call_command("index_pending", stdout=StringIO())

    assert pks(q="fanzine") == ["fanzine"]


ROOTS = {
    "opensearch": {"version": {"distribution": "opensearch", "number": "2.19.1"}},
    "elasticsearch": {"version": {"number": "9.0.0"}},
}


@contextmanager
def asked(settings: Any, answer: Any, *, scheme: str = "opensearch", **more: Any) -> Iterator[Any]:
    settings.SEARCH_FALLBACK = "none"
    with server(answer, **more) as host:
        settings.SEARCH_URL = f"{scheme}://me:s3cret@{host}/site?seconds=1"
        yield current_engine()


@pytest.mark.parametrize("scheme", ["opensearch", "elasticsearch"])
@pytest.mark.parametrize(
    ("answer", "status", "sentence"),
    [
        ({"error": "Unauthorized"}, 401, "refuses the user or the password."),
        ({"error": {"type": "security_exception", "reason": "no"}}, 403, "refuses the user or the password"),
        ("<h1>Welcome to nginx</h1>", 200, "is not a search cluster"),
        ({"hello": "world"}, 200, "is not a search cluster"),
        ({"version": "9"}, 200, "is not a search cluster"),
        ([], 200, "is not a search cluster"),
        (
            {"version": {"distribution": "valkey", "number": "9.0.0"}},
            200,
            "is valkey 9.0.0; .* Elasticsearch and OpenS",
        ),
        ({"error": "Bad gateway"}, 502, "answers 502"),
        ({}, 302, "answers 302"),
    ],
    ids=["password", "forbidden", "nginx", "json", "text", "list", "unknown-product", "gateway", "redirect"],
)
def test_server_that_will_not_do_is_told_without_the_password(
    settings: Any, answer: Any, status: int, sentence: str, scheme: str
) -> None:
    with asked(settings, answer, status=status, scheme=scheme) as engine, pytest.raises(EngineUnavailable) as told:
        engine.check()

    assert re.search(sentence, str(told.value))
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize(
    ("scheme", "said", "sentence"),
    [
        ("opensearch", ("opensearch", "1.3.0"), "is OpenSearch 1.3.0; this program speaks to versions 2 and 3"),
        ("opensearch", ("opensearch", "4.0.0-beta1"), "is OpenSearch 4.0.0-beta1; this program speaks to versions 2"),
        ("opensearch", ("opensearch", "next"), "is OpenSearch next; this program speaks to versions 2 and 3"),
        ("elasticsearch", ("", "7.10.2"), "is Elasticsearch 7.10.2; this program speaks to versions 8 and 9"),
        ("elasticsearch", ("", "10.0.0"), "is Elasticsearch 10.0.0; this program speaks to versions 8 and 9"),
        ("opensearch", ("", "9.0.0"), "is Elasticsearch: write elasticsearch://"),
        (
            "elasticsearch",
            ("opensearch", "2.19.1"),
            "is OpenSearch: write opensearch://",
        ),
    ],
)
def test_server_of_another_version_or_product_is_told(
    settings: Any, scheme: str, said: tuple[str, str], sentence: str
) -> None:
    distribution, number = said
    answer = {"version": {"number": number, **({"distribution": distribution} if distribution else {})}}
    with asked(settings, answer, scheme=scheme) as engine, pytest.raises(EngineUnavailable) as told:
        engine.check()

    assert re.search(sentence, str(told.value))
    assert "SEARCH_URL" in str(told.value)


@pytest.mark.parametrize("scheme", ["opensearch", "elasticsearch"])
@pytest.mark.parametrize("q", ["carte", "carte boussole"])
def test_answers_that_are_none_of_a_search_are_told(settings: Any, scheme: str, q: str) -> None:
    with asked(settings, ROOTS[scheme], scheme=scheme) as engine:
        with pytest.raises(EngineUnavailable, match="is not a search cluster"):
            engine.search(SearchQuery(q=q), facets=("type",))
        with pytest.raises(EngineUnavailable, match="is not a search cluster"):
            engine.suggest(q, limit=3)


@pytest.mark.parametrize("scheme", ["opensearch", "elasticsearch"])
@pytest.mark.parametrize("first", ["closed", "silent"])
def test_hosts_are_tried_one_after_the_other(settings: Any, scheme: str, first: str) -> None:
    settings.SEARCH_FALLBACK = "none"
    with server({}, silent=True) as silent, server(ROOTS[scheme]) as good:
        host = "127.0.0.1:9" if first == "closed" else silent
        settings.SEARCH_URL = f"{scheme}://{host},{good}/first-{first}"
        connection: Any = current_engine().connection  # type: ignore[attr-defined]
        # Whichever node the client begins with, one of these begins with the dead one.
        answers = [connection.send("GET", "/", seconds=0.5) for _request in range(3)]

    assert answers == [ROOTS[scheme]] * 3


@pytest.mark.parametrize("scheme", ["opensearch", "elasticsearch"])
def test_no_host_that_answers_is_told(settings: Any, scheme: str) -> None:
    settings.SEARCH_FALLBACK = "none"
    settings.SEARCH_URL = f"{scheme}://127.0.0.1:9,127.0.0.1:10,nowhere.invalid/site"

    with pytest.raises(EngineUnavailable, match=r"No node of SEARCH_URL .* answers: (Connection refused|no such host)"):
        current_engine().check()


@pytest.mark.parametrize("scheme", ["opensearch", "elasticsearch"])
def test_user_and_password_are_sent_as_they_are_meant(settings: Any, scheme: str) -> None:
    settings.SEARCH_FALLBACK = "none"
    said: list[str | None] = []
    with server({"error": "no"}, status=401, authorizations=said) as host:
        settings.SEARCH_URL = f"{scheme}://me:p%40ss%2Fword@{host}/site"
        with pytest.raises(EngineUnavailable, match="refuses the user or the password"):
            current_engine().check()

    assert said == [f"Basic {base64.b64encode(b'me:p@ss/word').decode()}"]


@pytest.mark.parametrize("scheme", ["opensearch", "elasticsearch"])
def test_node_that_never_answers_is_waited_for_once(settings: Any, scheme: str) -> None:
    with asked(settings, {}, silent=True, scheme=scheme) as engine:
        with pytest.raises(EngineUnavailable, match="No node"):
            engine.search(SearchQuery(q="carte"), facets=())
        with pytest.raises(EngineUnavailable, match="left alone for a moment"):
            engine.search(SearchQuery(q="carte"), facets=())


def test_reason_of_a_rest_is_a_sentence_that_names_the_setting(settings: Any) -> None:
    with asked(settings, {"error": "Bad gateway"}, status=502) as engine:
        for _time in range(2):
            with pytest.raises(EngineUnavailable) as told:
                engine.search(SearchQuery(q="carte"), facets=())

    assert re.fullmatch(
        r"The cluster at SEARCH_URL \(opensearch://[\d.:]+/site\) answers 502 \(502: Bad gateway\)\. "
        r"The cluster is left alone for a moment\.",
        str(told.value),
    )


def test_breaker_lets_one_try_after_its_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("search.engines.cluster.breaker.time.monotonic", lambda: now)
    breaker = Breaker()
    assert breaker.lets_through()

    breaker.failed("silent")
    assert not breaker.lets_through()
    now += 5
    assert breaker.lets_through()
    assert not breaker.lets_through()
    breaker.failed("silent")
    now += 9
    assert not breaker.lets_through()
    now += 1
    assert breaker.lets_through()
    breaker.succeeded()
    assert breaker.lets_through()
    assert breaker.lets_through()

"""The cluster is stopped, in the middle of whatever, and started again: nothing is lost, and nobody waited."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from search import health, indexing
from search.engines.choice import current_engine
from search.engines.cluster import breaker, engine_at, writing
from search.engines.cluster.address import read_address
from search.indexing import drain_quietly, rebuild
from search.models import PendingDocument
from search.query import SearchQuery
from search.service import find
from tests.search.cluster.indexes import names, pks
from tests.search.cluster.line import Line
from tests.search.corpus import document
from tests.search.kinds import cluster_url, forget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """To the real cluster, which has the index of the corpus."""
    address = read_address(cluster_url())
    line = Line(*address.hosts[0])
    settings.SEARCH_URL = f"opensearch://127.0.0.1:{line.port}/{address.prefix}-line?replicas=0&seconds=10"
    settings.SEARCH_FALLBACK = "none"
    monkeypatch.setattr(breaker, "FIRST_REST", 0.0)
    forget(settings.SEARCH_URL)
    rebuild()
    yield line
    line.cut()
    line.mend()
    forget(settings.SEARCH_URL)
    line.cut()


def save(sources: Any, *documents: Any) -> None:
    for one in documents:
        sources["guide"].items[one.pk] = one
        PendingDocument.queue("guide", one.pk)
    drain_quietly()


def restart() -> None:
    """As a process that knows nothing."""
    engine_at.cache_clear()


def index_pending() -> str:
    out = StringIO()
    call_command("index_pending", stdout=out)
    return out.getvalue()


def test_changes_wait_for_the_cluster_over_a_restart_of_the_site(line: Line, sources: Any) -> None:
    line.cut()
    save(sources, document("new", "Observer les nuages"))
    assert find(SearchQuery(q="nuages")).ready is False
    assert health.report() == health.Health("away", waiting=1)
    restart()
    with pytest.raises(CommandError, match="No node of SEARCH_URL"):
        index_pending()

    line.mend()
    restart()

    assert index_pending() == "1 indexed, 0 removed, 0 set aside.\n"
    assert [hit.document.pk for hit in find(SearchQuery(q="nuages")).hits] == ["new"]
    assert health.report() == health.Health("ok")


def test_pages_of_one_outage_write_one_line_and_one_when_it_is_over(
    line: Line, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    line.cut()
    for _page in range(3):
        client.get("/recherche/?q=fanzine")
        client.get("/recherche/suggestions/?q=fanz")
    line.mend()
    for _page in range(3):
        client.get("/recherche/?q=fanzine")

    (away, back) = [record.getMessage() for record in caplog.records if record.name == "search.outage"]
    assert away.startswith("Visitors cannot search. No node of SEARCH_URL")
    assert back == "Visitors search again: the search index answers."


def test_save_after_the_cluster_is_back_brings_all_that_waited(line: Line, sources: Any) -> None:
    line.cut()
    save(sources, document("new", "Observer les nuages"))
    line.mend()

    save(sources, document("other", "Observer les étoiles"))

    assert sorted(pks(current_engine(), q="observer")) == ["new", "other"]
    assert PendingDocument.objects.count() == 0


@pytest.mark.usefixtures("line")
def test_cluster_that_is_too_slow_for_a_save_is_none_for_the_timer(
    sources: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Over before anything is sent: of what was, a second node may say at once that it is there already.
    monkeypatch.setattr(writing, "SECONDS_OF_A_SAVE", 1e-6)
    save(sources, document("new", "Observer les nuages"))
    assert PendingDocument.objects.count() == 1

    assert index_pending() == "1 indexed, 0 removed, 0 set aside.\n"
    assert pks(current_engine(), q="nuages") == ["new"]


def test_rebuild_in_whose_middle_the_cluster_stops_fails_and_leaves_all_as_it_was(
    line: Line, sources: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.cluster.bulk.MOST_ACTIONS", 10)
    (before,) = names(current_engine())
    read, cuts = sources["guide"].read, []

    def cut(pk: str) -> Any:
        cuts.append(pk)
        if len(cuts) == 15:
            line.cut()
        return read(pk)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(sources["guide"], "read", cut)
        with pytest.raises(CommandError, match=r"No node of SEARCH_URL .* The index in use stays as it was"):
            call_command("rebuild_search", verbosity=0)

    line.mend()
    engine: Any = current_engine()
    assert len(pks(engine)) == 20
    assert before in names(engine)
    # The next one clears away what is left, once the lease of the first is over.
    path = f"/{engine.indices.writer}/_update/writer"
    engine.connection.send("POST", path, body={"doc": {"until": 0}}, seconds=10)
    rebuild()
    assert names(engine) == [engine.indices.current()]


def test_command_that_compares_fails_with_a_sentence_while_the_cluster_is_stopped(line: Line) -> None:
    line.cut()
    out = StringIO()

    for options in ((), ("--repair",), ("--json",)):
        with pytest.raises(CommandError, match="No node of SEARCH_URL"):
            call_command("check_search", *options, stdout=out)
    assert out.getvalue() == ""

    line.mend()
    call_command("check_search", "--json", stdout=out)
    assert json.loads(out.getvalue())["missing"] == []


@pytest.mark.usefixtures("line")
def test_timer_waits_for_nobody_who_makes_the_index() -> None:
    PendingDocument.queue("guide", "carte")
    with current_engine().writer():
        assert index_pending() == "Another process is indexing.\n"

    assert index_pending() == "1 indexed, 0 removed, 0 set aside.\n"


@pytest.mark.usefixtures("line")
def test_save_that_finds_no_index_waits_for_no_rebuild(
    settings: Any, sources: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(settings.SEARCH_URL)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(indexing, "_rebuild_locked", lambda _progress: 1 / 0)
        save(sources, document("new", "Observer les nuages"))
    assert {str(row) for row in PendingDocument.objects.all()} == {"guide:new", "*:"}

    assert index_pending() == "There was no index: 31 items indexed.\n0 indexed, 0 removed, 0 set aside.\n"
    assert PendingDocument.objects.count() == 0

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from search import health
from search.checks import check_answer, check_engine
from search.indexing import rebuild
from search.models import PendingDocument
from tests.search.corpus import document


@pytest.mark.parametrize(
    ("url", "ids"),
    [
        ("embedded:", []),
        ("", []),
        ("solr://host", ["search.E001"]),
        ("embedded:///srv/index", []),
        ("embedded:/srv", ["search.E001"]),
        ("opensearch://host:9200", ["search.E001"]),
        ("opensearch://host:9200/Upper", ["search.E001"]),
        ("opensearch://host:99999/site", ["search.E001"]),
        ("opensearch://host/site?ca=/etc/hosts", ["search.E001"]),
        ("opensearch+https://host/site?ca=/nowhere", ["search.E001"]),
        ("opensearch+https://host/site?ca=/etc/hosts", ["search.E002"]),
        ("elasticsearch+https://host/site?ca=/etc/hosts", ["search.E002"]),
        ("opensearch+https://host/site?shards=0", ["search.E001"]),
        ("opensearch+https://host/site?colour=red", ["search.E001"]),
        ("opensearch+https://a:b@host:9200,other/site?shards=3&replicas=2&seconds=5", []),
        ("elasticsearch://[::1]:9200/site", []),
    ],
)
def test_engine_must_be_known(settings: Any, url: str, ids: list[str]) -> None:
    settings.SEARCH_URL = url

    assert [problem.id for problem in check_engine()] == ids


def test_deployment_is_told_why_the_cluster_does_not_answer(settings: Any) -> None:
    settings.SEARCH_URL = "opensearch://127.0.0.1:9/site"

    (warning,) = check_answer()

    assert (warning.id, warning.msg) == (
        "search.W001", "No node of SEARCH_URL (opensearch://127.0.0.1:9/site) answers: Connection refused.",
    )  # fmt: skip


@pytest.mark.usefixtures("index_dir")
def test_deployment_is_told_nothing_of_an_index_that_is_not_made_yet() -> None:
    assert check_answer() == []


@pytest.mark.django_db
@pytest.mark.usefixtures("index_dir")
def test_health_tells_whether_visitors_can_search() -> None:
    assert health.report() == health.Health("missing")

    rebuild()

    assert health.report() == health.Health("ok")


@pytest.mark.django_db
@pytest.mark.usefixtures("index_dir")
def test_health_tells_that_changes_have_waited_for_too_long() -> None:
    rebuild()
    PendingDocument.queue("guide", "carte")
    assert health.report() == health.Health("ok", waiting=1)

    PendingDocument.objects.update(queued_at=timezone.now() - timedelta(minutes=40, seconds=30))

    assert health.report() == health.Health("late", waiting=1, oldest_minutes=40)


@pytest.mark.django_db
@pytest.mark.usefixtures("index_dir")
def test_health_names_what_cannot_be_indexed(sources: Any) -> None:
    sources["guide"].items["carte"] = document("carte", "Carte", minutes=2**70)

    rebuild()

    assert health.report() == health.Health("incomplete", set_aside=("guide:carte",))
    assert health.state() == "incomplete"


@pytest.mark.usefixtures("index_dir")
def test_health_without_database_tells_whether_there_is_an_index(monkeypatch: Any) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(health, "report", away)

    assert health.state() == "missing"

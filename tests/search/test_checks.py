from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from search import health
from search.checks import check_engine, check_folder
from search.indexing import rebuild
from search.models import PendingDocument
from tests.search.corpus import document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("url", "ids"), [("embedded:", []), ("", ["search.E001"]), ("solr://host", ["search.E001"])])
def test_engine_must_be_known(settings: Any, url: str, ids: list[str]) -> None:
    settings.SEARCH_URL = url

    assert [problem.id for problem in check_engine()] == ids


def test_folder_may_be_made_later(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "not" / "yet"

    assert check_folder() == []


def test_folder_must_be_one(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.SEARCH_INDEX_DIR = tmp_path / "file" / "index"

    (problem,) = check_folder()

    assert problem.id == "search.E002"
    assert "SEARCH_INDEX_DIR" in str(problem.msg)


@pytest.mark.django_db
def test_health_tells_whether_visitors_can_search(index_dir: Path) -> None:
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


def test_health_without_database_tells_whether_there_is_an_index(index_dir: Path, monkeypatch: Any) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(health, "report", away)

    assert (index_dir.exists(), health.state()) == (False, "missing")

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search import health
from search.checks import check_engine, check_folder
from search.indexing import rebuild

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
    assert health.state() == "missing"

    rebuild()

    assert health.state() == "ok"

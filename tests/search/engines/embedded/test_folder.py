"""The system check of the folder of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.checks import check_engine

if TYPE_CHECKING:
    from pathlib import Path


def test_folder_may_be_made_later(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "not" / "yet"

    assert check_engine() == []


def test_folder_must_be_one(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.SEARCH_INDEX_DIR = tmp_path / "file" / "index"

    (problem,) = check_engine()

    assert problem.id == "search.E002"
    assert "SEARCH_INDEX_DIR" in str(problem.msg)

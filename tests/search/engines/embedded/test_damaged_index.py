"""What the site does when the folder of the index is damaged, lost or closed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from search import recovery
from search.indexing import rebuild, schedule
from search.models import PendingDocument
from search.query import SearchQuery
from search.service import find

if TYPE_CHECKING:
    from pathlib import Path


Commit = Callable[[], AbstractContextManager[object]]

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """What happens in the block is committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def index_dir(tmp_path: Path, settings: Any) -> Path:
    settings.SEARCH_URL, settings.SEARCH_INDEX_DIR = "embedded:", tmp_path / "index"
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def indexed(index_dir: Path) -> None:
    rebuild()


def empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def corrupt(folder: Path) -> None:
    next(folder.glob("index-*/meta.json")).write_text("{")


@pytest.mark.parametrize("damage", [empty, corrupt])
def test_a_save_waits_for_no_rebuild_and_has_one_made_after_its_answer(
    index_dir: Path, commit: Commit, damage: Callable[[Path], None]
) -> None:
    damage(index_dir)

    with commit():
        schedule("guide", "carte")
    assert {str(row) for row in PendingDocument.objects.all()} == {"guide:carte", "*:"}
    assert find(SearchQuery()).ready is False

    recovery._after_request()
    assert find(SearchQuery()).total == 30
    assert PendingDocument.objects.count() == 0


@pytest.mark.parametrize("damage", [empty, corrupt])
def test_the_timer_makes_a_damaged_index_again_though_nobody_asked(
    index_dir: Path, damage: Callable[[Path], None]
) -> None:
    damage(index_dir)
    out = StringIO()

    call_command("index_pending", stdout=out)

    assert out.getvalue() == "There was no index: 30 items indexed.\n0 indexed, 0 removed, 0 set aside.\n"
    assert find(SearchQuery()).total == 30


@pytest.mark.parametrize("damage", [empty, corrupt])
def test_a_search_in_a_damaged_index_is_empty_says_so_and_has_it_made_again(
    index_dir: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    damage(index_dir)

    result = find(SearchQuery(q="fanzine"))
    assert (result.ready, result.total) == (False, 0)
    assert "rebuild_search" in caplog.text

    recovery._after_request()
    assert [hit.document.pk for hit in find(SearchQuery(q="fanzine")).hits] == ["fanzine"]
    assert PendingDocument.objects.count() == 0


def test_save_succeeds_when_the_index_folder_cannot_be_written(
    settings: Any, tmp_path: Path, commit: Commit, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    settings.SEARCH_INDEX_DIR = tmp_path / "file" / "index"

    with commit():
        schedule("guide", "carte")

    assert PendingDocument.objects.count() == 1
    assert "SEARCH_INDEX_DIR" in caplog.text


def test_timer_command_fails_when_the_index_cannot_be_written(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.SEARCH_INDEX_DIR = tmp_path / "file" / "index"
    PendingDocument.queue("guide", "carte")

    with pytest.raises(CommandError, match="SEARCH_INDEX_DIR"):
        call_command("index_pending", stdout=StringIO())

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search import indexing, recovery, registry
from search.engines.choice import current_engine
from search.indexing import drain, rebuild, schedule
from search.models import PendingDocument
from search.query import SearchQuery
from search.service import find
from tests.search.corpus import document

if TYPE_CHECKING:
    from pathlib import Path

Commit = Callable[[], AbstractContextManager[object]]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


def found(q: str) -> list[str]:
    return [hit.document.pk for hit in find(SearchQuery(q=q)).hits]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """What happens in the block is committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True)
def indexed(index_dir: Path) -> None:
    rebuild()


def test_saved_item_is_found_after_the_commit(sources: Any, commit: Commit) -> None:
    with commit():
        sources["guide"].items["new"] = document("new", "Observer les nuages")
        schedule("guide", "new")
        assert found("nuages") == []

    assert found("nuages") == ["new"]
    assert PendingDocument.objects.count() == 0


def test_rolled_back_item_leaves_nothing_behind() -> None:
    with transaction.atomic():
        schedule("guide", "new")
        transaction.set_rollback(True)

    assert PendingDocument.objects.count() == 0


def test_item_that_is_public_no_more_disappears(sources: Any, commit: Commit) -> None:
    assert found("fanzine") == ["fanzine"]
    del sources["guide"].items["fanzine"]

    with commit():
        schedule("guide", "fanzine")

    assert found("fanzine") == []


def test_item_of_an_unregistered_source_disappears(commit: Commit) -> None:
    registry.unregister("guide")

    with commit():
        schedule("guide", "fanzine")

    assert found("fanzine") == []


def test_scheduling_twice_keeps_one_row_with_a_new_mark() -> None:
    schedule("guide", "carte")
    before = PendingDocument.objects.get().mark

    schedule("guide", "carte")

    assert PendingDocument.objects.get().mark != before


def test_many_changes_of_one_transaction_are_one_commit(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        for pk in ("carte", "radio", "velo"):
            schedule("guide", pk)

    assert len(callbacks) == 1


def test_paused_indexing_catches_up_once_at_the_end(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks, indexing.paused():
        schedule("guide", "carte")
        schedule("guide", "radio")

    assert callbacks == [indexing.drain_quietly]


def test_nothing_is_indexed_while_paused(django_capture_on_commit_callbacks: Any) -> None:
    with indexing.paused():
        with django_capture_on_commit_callbacks() as callbacks:
            schedule("guide", "carte")
        assert callbacks == []


def test_change_made_while_its_row_is_handled_is_not_forgotten(
    sources: Any, monkeypatch: pytest.MonkeyPatch, commit: Commit
) -> None:
    source = sources["guide"]
    source.items["new"] = document("new", "Observer les nuages")

    def read_then_change(pk: str) -> Any:
        before = source.items[pk]
        if before.title == "Observer les nuages":
            source.items[pk] = document("new", "Observer les étoiles")
            PendingDocument.queue("guide", pk)
        return before

    monkeypatch.setattr(source, "read", read_then_change)
    with commit():
        schedule("guide", "new")

    assert found("étoiles") == ["new"]
    assert found("nuages") == []


def test_row_is_forgotten_by_its_mark_in_one_statement() -> None:
    """Asked for first and deleted by its number then, a row that is marked in between would be lost."""
    PendingDocument.queue("guide", "carte")
    row = PendingDocument.objects.get()

    with CaptureQueriesContext(connection) as asked:
        PendingDocument.settle([row])

    (question,) = asked.captured_queries
    assert question["sql"].startswith("DELETE")
    assert '"mark"' in question["sql"]
    assert PendingDocument.objects.count() == 0


def test_save_succeeds_while_another_process_writes(commit: Commit) -> None:
    with current_engine().writer():
        with commit():
            schedule("guide", "carte")
        assert PendingDocument.objects.count() == 1
        assert drain().busy is True

    assert drain() == indexing.DrainResult(indexed=1)


def test_save_brings_what_fits_in_a_moment_and_the_timer_the_rest(
    sources: Any, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "SECONDS_OF_A_SAVE", 0.0)
    monkeypatch.setattr(indexing, "BATCH_OF_A_SAVE", 10)
    pks = [f"n{number}" for number in range(25)]
    sources["guide"].items |= {pk: document(pk, f"Observer les nuages {pk}") for pk in pks}
    PendingDocument.queue("guide", *pks)

    with commit():
        schedule("guide", "carte")
    assert PendingDocument.objects.count() == 16

    assert drain() == indexing.DrainResult(indexed=16)


def poison(source: Any, monkeypatch: pytest.MonkeyPatch, pk: str, error: Exception | None = None) -> None:
    """From now on this item cannot be read, alone or in a batch."""
    read = source.read

    def read_or_fail(asked: str) -> Any:
        if asked == pk:
            raise error or ZeroDivisionError(pk)
        return read(asked)

    monkeypatch.setattr(source, "read", read_or_fail)


@pytest.mark.parametrize("error", [ZeroDivisionError("carte"), OperationalError("Expression tree is too large")])
def test_item_that_cannot_be_read_is_set_aside_and_the_others_go_on(
    sources: Any, commit: Commit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    source = sources["guide"]
    source.items["new"] = document("new", "Observer les nuages")
    poison(source, monkeypatch, "carte", error)

    with commit():
        schedule("guide", "carte")
        schedule("guide", "new")

    assert found("nuages") == ["new"]
    row = PendingDocument.objects.get()
    assert (str(row), row.attempts, row.last_error) == ("guide:carte", 1, repr(error))
    assert "guide:carte cannot be indexed" in caplog.text
    assert found("openstreetmap") == ["carte"]  # as it was: it is still public


def test_item_set_aside_is_tried_again_ever_more_rarely_until_it_can_be_read(
    sources: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as while_it_lasts:
        poison(sources["guide"], while_it_lasts, "carte")
        PendingDocument.queue("guide", "carte")
        rests = []
        for _ in range(4):
            PendingDocument.objects.update(retry_at=None)
            assert drain() == indexing.DrainResult(failed=1)
            rests.append(round((PendingDocument.objects.get().retry_at - timezone.now()).total_seconds() / 60))
        assert rests == [1, 2, 4, 8]
        assert drain() == indexing.DrainResult()

    PendingDocument.objects.update(retry_at=timezone.now())
    assert drain() == indexing.DrainResult(indexed=1)
    assert PendingDocument.objects.count() == 0


def test_change_of_an_item_set_aside_is_tried_at_once(sources: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as while_it_lasts:
        poison(sources["guide"], while_it_lasts, "carte")
        PendingDocument.queue("guide", "carte")
        drain()

    PendingDocument.queue("guide", "carte")

    assert drain() == indexing.DrainResult(indexed=1)


def test_withdrawn_item_disappears_even_when_it_cannot_be_read(
    sources: Any, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sources["guide"]
    poison(source, monkeypatch, "fanzine")
    monkeypatch.setattr(source, "documents", lambda pks: [source.read(pk) for pk in pks])
    del source.items["fanzine"]

    with commit():
        schedule("guide", "fanzine")

    assert found("fanzine") == []
    assert PendingDocument.objects.count() == 0


def test_item_of_which_nothing_can_be_told_is_not_found_until_it_can(
    sources: Any, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sources["guide"]
    with monkeypatch.context() as while_it_lasts:
        poison(source, while_it_lasts, "fanzine")
        while_it_lasts.setattr(source, "public_pks", lambda _among: 1 / 0)
        with commit():
            schedule("guide", "fanzine")
        assert found("fanzine") == []

    PendingDocument.objects.update(retry_at=None)
    assert drain() == indexing.DrainResult(indexed=1)
    assert found("fanzine") == ["fanzine"]


@pytest.mark.parametrize(
    "bad",
    [
        document("bad", "Observer les nuages", minutes=2**70),
        document("bad", "Observer les nuages", extra={"a": {1, 2}}),
        document("bad", "Observer les nuages", facets={"theme": 3}),
    ],
    ids=["too-large", "no-json", "no-keys"],
)
def test_document_that_the_index_cannot_take_is_set_aside(sources: Any, commit: Commit, bad: Any) -> None:
    sources["guide"].items |= {"bad": bad, "new": document("new", "Observer les étoiles")}

    with commit():
        schedule("guide", "bad", "new")

    assert found("étoiles") == ["new"]
    assert [str(row) for row in PendingDocument.aside()] == ["guide:bad"]


def test_rebuild_sets_aside_what_it_cannot_index_and_goes_on(sources: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    poison(sources["guide"], monkeypatch, "carte")
    sources["guide"].items["bad"] = document("bad", "Observer les nuages", minutes=2**70)

    assert rebuild() == 29

    assert {str(row): row.attempts for row in PendingDocument.aside()} == {"guide:carte": 1, "guide:bad": 1}
    assert found("fanzine") == ["fanzine"]


def test_rebuild_command_tells_at_the_end_what_it_set_aside(sources: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    poison(sources["guide"], monkeypatch, "carte")
    out, err = StringIO(), StringIO()

    call_command("rebuild_search", stdout=out, stderr=err)

    assert out.getvalue().startswith("29 items indexed in ")
    assert err.getvalue() == "guide:carte could not be indexed: ZeroDivisionError('carte') It will be tried again.\n"


def test_hundreds_of_changes_ask_little_of_the_database(sources: Any, django_assert_max_num_queries: Any) -> None:
    pks = [f"n{number}" for number in range(450)]
    sources["guide"].items |= {pk: document(pk, f"Observer les nuages {pk}") for pk in pks}

    with django_assert_max_num_queries(6):
        PendingDocument.queue("guide", *pks)
    assert drain() == indexing.DrainResult(indexed=450)


def test_a_search_without_an_index_is_empty_says_so_and_has_it_made_again(
    lose_index: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    lose_index()

    result = find(SearchQuery(q="fanzine"))
    assert (result.ready, result.total) == (False, 0)
    assert "rebuild_search" in caplog.text

    recovery._after_request()
    assert found("fanzine") == ["fanzine"]
    assert PendingDocument.objects.count() == 0


def test_a_rebuild_too_long_for_a_web_process_is_left_to_others(
    lose_index: Callable[[], None], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(current_engine(), "seconds_to_recover", 1e-9)
    lose_index()
    find(SearchQuery())

    recovery._after_request()

    assert "too large" in caplog.text
    assert str(PendingDocument.objects.get()) == "*:"
    assert drain() == indexing.DrainResult()
    assert find(SearchQuery()).total == 30


def test_an_engine_that_leaves_recovery_to_others_is_not_made_again_by_a_web_process(
    lose_index: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(current_engine(), "seconds_to_recover", 0)
    lose_index()
    find(SearchQuery())

    recovery._after_request()

    assert find(SearchQuery()).ready is False
    assert str(PendingDocument.objects.get()) == "*:"


def test_timer_command_says_what_it_did() -> None:
    PendingDocument.queue("guide", "carte")
    PendingDocument.queue("guide", "gone")
    out = StringIO()

    call_command("index_pending", stdout=out)

    assert out.getvalue() == "1 indexed, 1 removed, 0 set aside.\n"


def test_timer_command_names_what_is_set_aside(sources: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    poison(sources["guide"], monkeypatch, "carte")
    PendingDocument.queue("guide", "carte")

    with pytest.raises(CommandError, match=r"guide:carte .*ZeroDivisionError"):
        call_command("index_pending", stdout=StringIO())


def test_rebuild_command_counts_the_items() -> None:
    out = StringIO()

    call_command("rebuild_search", stdout=out)

    assert out.getvalue().startswith("30 items indexed in ")


def test_nothing_is_logged_when_all_goes_well(commit: Commit, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), commit():
        schedule("guide", "carte")

    assert caplog.records == []

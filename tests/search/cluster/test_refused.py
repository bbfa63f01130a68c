"""What the cluster refuses: the administrator reads why, the rest goes on, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search import health, indexing
from search.comparing import differences
from search.engines.base import EngineUnavailable
from search.engines.cluster import bulk, mapping
from search.models import PendingDocument
from tests.search.cluster.indexes import names, pks
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

NEW = document("new", "Observer les nuages")
BLOCK = "index.blocks.read_only_allow_delete"


@pytest.fixture
def block(cluster: Any) -> Callable[..., None]:
    """What the cluster does to all that is on a node whose disk is nearly full."""

    def block(*indices: str, value: bool | None = True) -> None:
        for name in indices:
            cluster.connection.send("PUT", f"/{name}/_settings", body={BLOCK: value}, seconds=30)

    return block


def run(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize("is_all", [False, True], ids=["the-index", "every-index-of-the-node"])
def test_full_disk_is_told_by_every_command_and_what_waits_is_indexed_after(
    cluster: Any, sources: Any, block: Callable[..., None], *, is_all: bool
) -> None:
    indexing.rebuild()
    blocked = [cluster.indices.current(), *([cluster.indices.writer] if is_all else [])]
    sources["guide"].items["new"] = NEW
    PendingDocument.queue("guide", "new")
    block(*blocked)
    try:
        for command in ("index_pending", "check_search --repair"):
            with pytest.raises(CommandError, match=r"a disk is nearly full .*Free some space"):
                run(*command.split())
        assert pks(cluster, q="fanzine") == ["fanzine"]
        assert [str(row) for row in PendingDocument.objects.all()] == ["guide:new"]
    finally:
        block(*blocked, value=None)

    assert run("index_pending") == "1 indexed, 0 removed, 0 set aside.\n"
    assert differences() == {}


def test_disk_that_fills_up_during_a_rebuild_leaves_the_index_in_use(
    cluster: Any, sources: Any, block: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_ACTIONS", 10)
    indexing.rebuild()
    before = names(cluster)
    sources["guide"].items["new"] = NEW

    with pytest.raises(EngineUnavailable, match="a disk is nearly full"):
        indexing.rebuild(progress=lambda _count: block(cluster._lease.get().filling))

    assert names(cluster) == before
    assert pks(cluster, q="fanzine") == ["fanzine"]
    assert indexing.rebuild() == 31


def test_save_clears_away_what_a_rebuild_left_on_a_full_disk(
    cluster: Any, sources: Any, block: Callable[..., None]
) -> None:
    indexing.rebuild()
    block(cluster.indices.make())
    PendingDocument.queue("guide", "carte")

    assert indexing.drain().indexed == 1
    assert names(cluster) == [cluster.indices.current()]


def test_index_that_somebody_made_by_hand_refuses_items_until_it_is_made_again(cluster: Any, sources: Any) -> None:
    body = mapping.index_body(cluster.connection.address, cluster.connection.major)
    body["mappings"]["properties"]["facet_theme"] = {"type": "integer"}
    by_hand = f"/{cluster.indices.alias}-byhand"
    cluster.connection.send("PUT", by_hand, body=body | {"aliases": {cluster.indices.alias: {}}}, seconds=30)
    sources["guide"].items |= {"new": NEW, "other": document("other", "Un vélo", facets={"theme": ("law",)})}
    PendingDocument.queue("guide", "new", "other")

    with pytest.raises(CommandError, match=r"guide:other could not be indexed.*facet_theme"):
        run("index_pending")
    assert pks(cluster) == ["new"]
    assert [str(row) for row in PendingDocument.aside()] == ["guide:other"]

    run("rebuild_search")
    PendingDocument.objects.update(retry_at=None)
    run("index_pending")
    assert (differences(), PendingDocument.objects.count()) == ({}, 0)


def test_item_that_is_too_large_is_named_and_found_as_it_was_until_it_is_shorter(
    cluster: Any, sources: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.rebuild()
    monkeypatch.setattr(bulk, "LONGEST_DOCUMENT", 20_000)
    sources["guide"].items |= {"new": NEW, "fanzine": document("fanzine", "Fanzine", extra={"long": "x" * 30_000})}
    PendingDocument.queue("guide", "new", "fanzine")

    with pytest.raises(
        CommandError, match=r"guide:fanzine could not be indexed: .*The document is too large: \d+ bytes"
    ):
        run("index_pending")
    assert pks(cluster, q="nuages") == ["new"]
    assert pks(cluster, q="fanzine") == ["fanzine"]

    sources["guide"].items["fanzine"] = document("fanzine", "Un petit fanzine")
    PendingDocument.queue("guide", "fanzine")
    assert run("index_pending") == "1 indexed, 0 removed, 0 set aside.\n"


def test_change_noted_by_a_machine_whose_clock_is_ahead_is_indexed_and_is_not_late(cluster: Any, sources: Any) -> None:
    indexing.rebuild()
    sources["guide"].items["new"] = NEW
    PendingDocument.queue("guide", "new")
    PendingDocument.objects.update(queued_at=timezone.now() + timedelta(hours=3))

    assert health.report() == health.Health("ok", waiting=1)
    assert indexing.drain().indexed == 1
    assert pks(cluster, q="nuages") == ["new"]

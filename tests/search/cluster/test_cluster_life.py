"""The index of a real cluster, from its making to its end, and what may go wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search import indexing
from search.engines.base import EngineBusy, EngineUnavailable, IndexMissing
from search.engines.cluster import bulk, paging
from search.engines.cluster.bulk import Action, Bulk, sent
from search.engines.cluster.view import View
from search.engines.cluster.writing import readable
from search.engines.order import recency
from search.enrich import enriched
from search.indexing import drain, rebuild
from search.models import PendingDocument
from search.query import SearchQuery
from tests.search.cluster.indexes import fill, names, pks
from tests.search.corpus import at, document

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


def settings_of(engine: Any) -> Any:
    (about,) = engine.connection.send("GET", f"/{engine.indices.alias}/_settings", seconds=10).values()
    return about["settings"]["index"]


# From its making to its end


def test_rebuilt_index_takes_the_alias_and_the_old_one_is_deleted(cluster: Any) -> None:
    fill(cluster, document("1", "Une carte"))
    (before,) = names(cluster)
    fill(cluster, document("1", "Une carte"))
    (after,) = names(cluster)

    assert before != after
    assert cluster.indices.current() == after


def test_settings_of_filling_are_not_those_of_use(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(_count: int) -> None:
        name = cluster._lease.get().filling
        about = cluster.connection.send("GET", f"/{name}/_settings", seconds=10)[name]
        seen.append(about["settings"]["index"])

    with cluster.writer():
        cluster.rebuild(enriched([document("1", "Une carte")]), progress=look)

    assert (seen[0]["refresh_interval"], seen[0]["number_of_replicas"]) == ("-1", "0")
    assert settings_of(cluster)["refresh_interval"] == "1s"


def test_nothing_unknown_is_indexed(cluster: Any) -> None:
    fill(cluster, document("1", "Une carte"))
    (about,) = cluster.connection.send("GET", f"/{cluster.indices.alias}/_mapping", seconds=10).values()

    assert about["mappings"]["dynamic"] == "false"


def test_rebuild_that_was_cut_short_leaves_nothing_for_the_next(cluster: Any) -> None:
    cluster.indices.make()
    fill(cluster, document("1", "Une carte"))

    assert names(cluster) == [cluster.indices.current()]


def test_an_index_that_has_the_name_of_the_alias_is_no_index_of_ours_and_a_rebuild_replaces_it(cluster: Any) -> None:
    cluster.connection.send("PUT", f"/{cluster.indices.alias}", seconds=30)

    with pytest.raises(IndexMissing, match="There is no search index"):
        cluster.check()

    fill(cluster, document("1", "Une carte"))
    assert pks(cluster) == ["1"]


def test_change_makes_no_index_of_its_own(cluster: Any) -> None:
    with cluster.writer(), pytest.raises(IndexMissing):
        cluster.change(saved=enriched([document("1", "Une carte")]), removed=[])

    with pytest.raises(IndexMissing):
        cluster.check()


# While it is being filled


def test_changes_made_during_a_rebuild_are_found_at_once_and_in_the_new_index(
    cluster: Any, sources: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 10)
    rebuild()
    guides = sources["guide"].items
    seen = []

    def change(_count: int) -> None:
        seen.append(sorted(pks(cluster, q="nuages")))

    def read_then_change(pks: Any) -> Any:
        documents = [guides[pk] for pk in pks if pk in guides]
        if "new" in guides:
            return documents
        # Read already, and not yet in the new index.
        guides["carte"] = document("carte", "Observer les nuages")
        guides.pop("fanzine", None)
        guides["new"] = document("new", "Photographier les nuages")
        PendingDocument.queue("guide", "carte", "fanzine", "new")
        return documents

    monkeypatch.setattr(sources["guide"], "documents", read_then_change)
    rebuild(progress=change)

    assert seen[0] == ["carte", "new"]
    assert sorted(pks(cluster, q="nuages")) == ["carte", "new"]
    assert pks(cluster, q="fanzine") == []
    assert PendingDocument.objects.count() == 0


def test_late_write_overwrites_nothing_newer(cluster: Any) -> None:
    fill(cluster, document("1", "Une carte"))
    late = Bulk(cluster.connection, seconds=10, patience=1)
    with cluster.writer():
        early = cluster._lease.get().next_version()
        cluster.change(saved=enriched([document("1", "Une boussole")]), removed=["guide:2"])

    (old,) = readable(enriched([document("1", "Une carte ancienne")]), cluster.indices.alias, early, late)
    gone = old._replace(id="guide:2")
    sent(late.send([old, gone], refresh=True))

    assert pks(cluster, q="boussole") == ["1"]
    assert pks(cluster, q="ancienne") == []
    assert late.refused == {}


# Who may write


def test_two_machines_take_turns(cluster: Any) -> None:
    other = type(cluster)(cluster.connection)
    numbers = []
    for engine in (cluster, other, cluster):
        with engine.writer():
            numbers.append(engine._lease.get().number)
            with pytest.raises(EngineBusy), other.writer(0.2):
                pass

    assert numbers == sorted(set(numbers))


# Bad input


def test_disk_that_is_full_is_told_and_what_waits_is_indexed_after(
    cluster: Any, sources: Any, refusing: Callable[..., Any]
) -> None:
    rebuild()
    refusing(**{"blocks.read_only_allow_delete": True})
    sources["guide"].items["new"] = document("new", "Observer les nuages")
    PendingDocument.queue("guide", "new")

    with pytest.raises(EngineUnavailable, match="a disk is nearly full"):
        drain()
    assert pks(cluster, q="fanzine") == ["fanzine"]
    assert PendingDocument.objects.count() == 1

    refusing(**{"blocks.read_only_allow_delete": None})
    assert drain() == indexing.DrainResult(indexed=1)
    assert pks(cluster, q="nuages") == ["new"]


def test_mapping_that_somebody_changed_refuses_a_document_and_the_others_go_on(cluster: Any, sources: Any) -> None:
    fill(cluster, document("1", "Une carte"))
    name = cluster.indices.current()
    cluster.connection.send(
        "PUT", f"/{name}/_mapping", body={"properties": {"facet_mood": {"type": "integer"}}}, seconds=30
    )
    wrong = {**next(iter(readable(enriched([document("2", "Un vélo")]), name, 1, None))).source}
    one = Bulk(cluster.connection, seconds=10, patience=1)
    version = 10**15

    sent(
        one.send(
            [
                Action(name, "guide:2", version, {**wrong, "facet_mood": "glad"}),
                Action(name, "guide:3", version, wrong),
            ],
            refresh=True,
        )
    )

    assert list(one.refused) == ["guide:2"]
    assert "facet_mood" in str(one.refused["guide:2"])


def test_document_that_is_too_large_is_refused_and_the_others_go_on(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LONGEST_DOCUMENT", 20_000)

    rebuilt = fill(cluster, document("1", "Une carte"), document("2", "Un vélo", extra={"long": "x" * 30_000}))

    assert (rebuilt.indexed, str(rebuilt.refused["guide:2"])[:27]) == (1, "The document is too large: ")
    assert pks(cluster) == ["1"]


def test_ten_thousand_values_of_a_facet_are_counted_for_the_commonest(cluster: Any) -> None:
    keys = tuple(f"k{number}" for number in range(10_000))
    fill(
        cluster, document("1", "Une carte", facets={"theme": keys}), document("2", "Un vélo", facets={"theme": ("k7",)})
    )

    counts = cluster.search(SearchQuery(), facets=("theme",)).counts["theme"]

    assert (len(counts), counts["k7"]) == (500, 2)
    assert pks(cluster, filters={"theme": keys}) == ["1", "2"]


@pytest.mark.parametrize("q", ["* ? ~ .* (a|b) \\ { } [ ]", "mot " * 10_000, "z" * 10_000, "aé?*" * 3_000])
def test_any_question_is_answered(cluster: Any, q: str) -> None:
    fill(cluster, document("1", "Une carte"))

    assert cluster.search(SearchQuery(q=q), facets=("type",)).total in {0, 1}
    cluster.suggest(q, limit=3)


def test_deep_pages_go_on_from_the_last_result_up_to_a_bound(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "WINDOW", 40)
    monkeypatch.setattr(paging, "DEEPEST", 100)
    equals = sorted((document(f"{n:03}", "Carte") for n in range(130)), key=recency, reverse=True)
    fill(cluster, *equals)

    for query in ({"q": "carte"}, {}, {"sort": "title"}, {"sort": "shortest"}):
        pages = [pks(cluster, page=page, **query) for page in (1, 2, 3, 4, 5)]
        assert [len(page) for page in pages] == [20] * 5
        assert [pk for page in pages for pk in page] == [one.pk for one in equals[:100]]
        beyond = cluster.search(SearchQuery(page=6, **query), facets=())
        assert (beyond.hits, beyond.total) == ((), 130)


def test_equals_are_in_the_order_that_every_engine_has(cluster: Any) -> None:
    equals = [document(pk, "Carte", published_at=at(day)) for pk, day in (("b", 1), ("a", 1), ("c", 2))]
    fill(cluster, *equals)

    assert pks(cluster, q="carte") == [one.pk for one in sorted(equals, key=recency, reverse=True)]
    assert pks(cluster, q="carte")[0] == "c"


def test_frequencies_are_of_items(cluster: Any) -> None:
    fill(cluster, document("1", "Carte", "Carte"), document("2", "Vélo", body="Une carte"), document("3", "Vélo"))

    assert View(cluster._session(10)).frequencies(["cart", "velo", "absent"]) == {"absent": 0, "cart": 2, "velo": 2}

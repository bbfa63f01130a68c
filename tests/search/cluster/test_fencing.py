"""A writer that was stopped for longer than its lease, and goes on, replaces nothing that came after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search.engines.base import EngineBusy, EngineUnavailable
from search.engines.cluster import lease
from tests.search.cluster.indexes import fill, names, pks, save
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

ONE, TWO = document("1", "Une carte"), document("2", "Un vélo")


@pytest.fixture
def lapse(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What the cluster thinks of the writer at work after it was silent for too long."""

    def lapse() -> None:
        path = f"/{cluster.indices.writer}/_update/writer"
        cluster.connection.send("POST", path, body={"doc": {"until": 0}}, seconds=10)

    return lapse


def rebuild_elsewhere(engine: Any) -> None:
    fill(type(engine)(engine.connection), ONE, TWO)


def save_elsewhere(engine: Any) -> None:
    save(type(engine)(engine.connection), TWO)


@pytest.mark.parametrize("renews", [True, False], ids=["asks-before-the-swap", "stopped-right-before-the-swap"])
@pytest.mark.parametrize("write_elsewhere", [rebuild_elsewhere, save_elsewhere])
def test_older_index_replaces_none_that_was_written_since(
    cluster: Any,
    monkeypatch: pytest.MonkeyPatch,
    lapse: Callable[[], None],
    write_elsewhere: Callable[[Any], None],
    *,
    renews: bool,
) -> None:
    fill(cluster, ONE)

    def stop(_count: int) -> None:
        lapse()
        write_elsewhere(cluster)
        if not renews:
            monkeypatch.setattr(lease.Lease, "renew", lambda _self, **_how: None)

    with pytest.raises(EngineUnavailable, match="Another process took over the writing"):
        fill(cluster, ONE, progress=stop)

    assert sorted(pks(cluster)) == ["1", "2"]
    assert names(cluster) == [cluster.indices.current()]


def test_index_that_another_gave_up_and_could_not_delete_is_put_in_no_place(
    cluster: Any, monkeypatch: pytest.MonkeyPatch, lapse: Callable[[], None]
) -> None:
    fill(cluster, ONE)

    def stop(_count: int) -> None:
        lapse()
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(type(cluster.indices), "_delete_quietly", lambda _self, _name: None)
            save_elsewhere(cluster)
        monkeypatch.setattr(lease.Lease, "renew", lambda _self, **_how: None)

    with pytest.raises(EngineUnavailable, match="took over"):
        fill(cluster, ONE, progress=stop)

    assert sorted(pks(cluster)) == ["1", "2"]
    save(cluster)
    assert names(cluster) == [cluster.indices.current()]


def test_rebuild_that_nobody_overtook_goes_on_though_its_lease_was_over(
    cluster: Any, lapse: Callable[[], None]
) -> None:
    fill(cluster, ONE)

    fill(cluster, ONE, TWO, progress=lambda _count: lapse())

    assert sorted(pks(cluster)) == ["1", "2"]


def test_save_that_was_overtaken_writes_nothing(
    cluster: Any, monkeypatch: pytest.MonkeyPatch, lapse: Callable[[], None]
) -> None:
    monkeypatch.setattr(lease, "RENEW_SECONDS", -1)
    fill(cluster, ONE)

    with cluster.writer():
        lapse()
        save(type(cluster)(cluster.connection), TWO)
        with pytest.raises(EngineUnavailable, match="took over"):
            cluster.change(saved=[], removed=["guide:2"])

    assert sorted(pks(cluster)) == ["1", "2"]


@pytest.mark.parametrize("is_told", [True, False], ids=["sent-twice", "nobody-answers"])
def test_swap_whose_answer_is_lost_leaves_the_new_index_in_use(
    cluster: Any, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    fill(cluster, ONE)
    send = cluster.connection.send

    def lose_answer(method: str, path: str, **more: Any) -> Any:
        answer = send(method, path, **more)
        if path != "/_aliases" or "add" not in str(more["body"]):
            return answer
        if is_told:
            return send(method, path, **more)
        message = "No node answers."
        raise EngineUnavailable(message)

    with monkeypatch.context() as lossy:
        lossy.setattr(cluster.connection, "send", lose_answer)
        if is_told:
            fill(cluster, ONE, TWO)
        else:
            with pytest.raises(EngineUnavailable, match="No node answers"):
                fill(cluster, ONE, TWO)

    assert sorted(pks(cluster)) == ["1", "2"]
    save(cluster, document("3", "Un fanzine"))
    assert names(cluster) == [cluster.indices.current()]


def test_slow_answer_to_who_keeps_the_lease_ends_no_rebuild(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "RENEW_SECONDS", -1)
    update, refused = lease.WriterDocument.update, []

    def refuse_once(document: Any, script: str, **params: Any) -> Any:
        if script == lease._RENEW and not refused:
            refused.append(script)
            message = "No node answers."
            raise EngineUnavailable(message)
        return update(document, script, **params)

    monkeypatch.setattr(lease.WriterDocument, "update", refuse_once)
    fill(cluster, ONE)

    assert (pks(cluster), len(refused)) == (["1"], 1)


# Clocks and numbers


def test_clock_of_a_machine_is_not_asked_who_may_write(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster.writer():
        for moment in (0.0, 4e9):
            monkeypatch.setattr("time.time", lambda moment=moment: moment)
            with pytest.raises(EngineBusy), type(cluster)(cluster.connection).writer(0.1):
                pass


def test_machine_whose_clock_is_late_overwrites_what_was_written_before(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cluster, ONE)
    monkeypatch.setattr("time.time", lambda: 4e9)
    save(cluster, document("1", "Une boussole"))
    monkeypatch.setattr("time.time", lambda: 0.0)

    save(cluster, document("1", "Une mappemonde"))

    assert pks(cluster, q="mappemonde") == ["1"]


def test_numbers_of_writers_go_on_where_the_document_of_the_writers_is_lost(cluster: Any) -> None:
    fill(cluster, ONE)
    before = cluster.turn().number
    cluster.connection.send("DELETE", f"/{cluster.indices.writer}", seconds=30)

    save(cluster, document("1", "Une boussole"))

    assert cluster.turn().number > before
    assert pks(cluster, q="boussole") == ["1"]

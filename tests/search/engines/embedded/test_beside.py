from __future__ import annotations

import threading

import pytest

from search.engines.embedded import beside


@pytest.mark.parametrize(("cores", "items", "is_beside"), [(2, 50_000, True), (2, 49_999, False), (1, 10**6, False)])
def test_work_is_done_beside_among_many_items_where_there_is_a_second_core(monkeypatch, cores, items, is_beside):
    monkeypatch.setattr(beside, "CORES", cores)

    thread = beside.beside(threading.current_thread, items=items)()

    assert (thread is not threading.current_thread()) == is_beside


@pytest.mark.parametrize("cores", [1, 2])
def test_whoever_waits_meets_the_error_of_the_work(monkeypatch, cores):
    monkeypatch.setattr(beside, "CORES", cores)

    waiting = beside.beside(lambda: int("damaged"), items=100_000)

    with pytest.raises(ValueError, match="damaged"):
        waiting()

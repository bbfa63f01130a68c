"""What is cached for all readers until something public changes."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import translation

from config import servers
from web.page_cache import generation
from web.page_cache.generation import cached, cached_texts, current_generation, invalidate_pages, live, read_once


class Maker:
    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


@pytest.fixture
def make():
    return Maker()


def test_value_is_made_once_until_something_public_changes(make):
    assert [cached("a", make), cached("a", make)] == [1, 1]
    invalidate_pages()
    assert [cached("a", make), cached("a", make)] == [2, 2]


def test_value_is_cached_for_each_language_and_name(make):
    translation.activate("de")
    assert [cached("a", make), cached("b", make)] == [1, 2]
    with translation.override("en"):
        assert cached("a", make) == 3
    with translation.override("fr"):
        assert cached("a", make) == 4
        assert cached("a", make) == 4


def test_other_process_finds_what_one_has_made(make, monkeypatch):
    cached("a", make)
    monkeypatch.setattr(generation, "_memory", generation._Memory())
    assert cached("a", make) == 1


def test_value_that_is_quickly_made_stays_in_the_process(make, monkeypatch):
    assert [cached("a", make, shared=False), cached("a", make, shared=False)] == [1, 1]
    monkeypatch.setattr(generation, "_memory", generation._Memory())
    assert cached("a", make, shared=False) == 2


def test_nothing_is_a_value(make):
    assert [cached("a", lambda: None), cached("a", make)] == [None, None]


@pytest.mark.django_db
def test_transaction_that_changed_something_neither_keeps_nor_believes(make, monkeypatch):
    assert cached("a", make) == 1
    with transaction.atomic():
        transaction.on_commit(invalidate_pages)
        assert cached("a", make) == 2
    invalidate_pages()
    monkeypatch.setattr(connection, "run_on_commit", [])  # as after the commit, which a test never comes to
    assert [cached("a", make), cached("a", make)] == [3, 3]


def test_what_is_drawn_for_long_believes_nothing_that_was_cached(make):
    assert cached("a", make) == 1
    with live():
        assert [cached("a", make), cached("a", make)] == [2, 2]
    assert cached("a", make) == 1


def test_memory_is_bounded(make):
    for number in range(generation.MOST_IN_MEMORY + 10):
        cached(str(number), make, shared=False)
    assert len(generation._memory._values) == generation.MOST_IN_MEMORY
    assert cached("0", make, shared=False) == generation.MOST_IN_MEMORY + 11


def test_memory_does_not_outlive_a_mark_that_could_not_be_written(make, monkeypatch):
    cached("a", make, shared=False)
    later = time.monotonic() + generation.LONGEST_SECONDS + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert cached("a", make, shared=False) == 2


def test_nothing_is_cached_while_the_cache_fails(make, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.CACHES = settings.CACHES | {"pages": servers.cache("CACHE_URL", tmp_path / "file" / "cache", most=10)}
    assert [cached("a", make), cached("a", make)] == [1, 2]


def test_threads_share_one_memory(make):
    cached("a", make)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: cached("a", make), range(8))) == {1}


def test_request_reads_the_mark_once_and_sees_its_own_change(monkeypatch):
    with read_once():
        first = current_generation()
        caches["pages"].set(generation.KEY, "another")
        assert current_generation() == first
        invalidate_pages()
        assert current_generation() not in {first, "another"}
    caches["pages"].set(generation.KEY, "another")
    assert current_generation() == "another"


def text_of(make):
    return lambda: (f"{make()}",)


def test_text_is_made_once_until_something_public_changes(make):
    assert [cached_texts("a", text_of(make)), cached_texts("a", text_of(make))] == [("1",), ("1",)]
    with translation.override("en"):
        assert cached_texts("a", text_of(make)) == ("2",)
    invalidate_pages()
    assert cached_texts("a", text_of(make)) == ("3",)


def test_texts_asked_for_last_stay_and_take_so_many_bytes(monkeypatch):
    monkeypatch.setattr(generation, "MOST_BYTES_OF_TEXTS", 40_000)
    monkeypatch.setattr(generation, "_texts", generation._Texts())
    for name in ("a", "b", "c", "d", "a", "e"):
        cached_texts(name, lambda: (b"x" * 9_000,))

    assert [name[0] for name in generation._texts._values] == ["c", "d", "a", "e"]
    assert generation._texts._bytes <= 40_000


def test_text_that_would_take_a_quarter_of_the_room_takes_none(make, monkeypatch):
    monkeypatch.setattr(generation, "MOST_BYTES_OF_TEXTS", 40_000)
    monkeypatch.setattr(generation, "_texts", generation._Texts())

    def large():
        return f"{make()}", b"x" * 10_000

    assert [cached_texts("a", large)[0], cached_texts("a", large)[0]] == ["1", "2"]


def test_text_stays_in_the_process(make, monkeypatch):
    cached_texts("a", text_of(make))
    monkeypatch.setattr(generation, "_texts", generation._Texts())
    assert cached_texts("a", text_of(make)) == ("2",)


@pytest.mark.django_db
def test_transaction_that_changed_something_believes_no_text(make):
    assert cached_texts("a", text_of(make)) == ("1",)
    with transaction.atomic():
        transaction.on_commit(invalidate_pages)
        assert cached_texts("a", text_of(make)) == ("2",)
    with live():
        assert cached_texts("a", text_of(make)) == ("3",)

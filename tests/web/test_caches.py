"""A cache that fails is done without, and told once."""

from __future__ import annotations

import errno
import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import InvalidCacheBackendError

from config import servers
from tests.factories.guides import make_guide
from web import caches as ours
from web.caches import Files, TolerantCache
from web.page_cache.generation import current_generation, invalidate_pages


def made(folder: Path, *, most=100, memory=False) -> TolerantCache:
    described = servers.cache("CACHE_URL", folder, most=most, memory=memory)
    location = described.pop("LOCATION")
    described.pop("BACKEND")
    return TolerantCache(location, described)


@pytest.fixture(autouse=True)
def _healthy(monkeypatch):
    monkeypatch.delenv("CACHE_URL", raising=False)
    ours._healths.clear()


@pytest.fixture
def blocked(tmp_path):
    """A folder that cannot be: a file stands in its way, as on a disk that is read-only."""
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "cache"


def test_cache_keeps_what_it_is_given(tmp_path):
    cache = made(tmp_path)
    cache.set("a", {"b": 1})
    assert (cache.get("a"), cache.get("none", 3), cache.has_key("a"), "a" in cache) == ({"b": 1}, 3, True, True)
    assert (cache.add("a", 2), cache.add("c", 2), cache.delete("a"), cache.get("a")) == (False, True, True, None)
    cache.clear()
    assert cache.get("c") is None


def test_cache_that_cannot_be_written_is_done_without_and_told_once(blocked, caplog):
    cache = made(blocked)
    for _ in range(5):
        cache.set("a", 1)
        assert cache.get("a", "none") == "none"
        assert cache.add("b", 1) is True
        assert (cache.delete("a"), cache.touch("a"), cache.has_key("a")) == (False, False, False)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "is done without" in caplog.text


def test_full_disk_is_done_without_until_there_is_room_again(tmp_path, caplog, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    cache = made(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Files, "_write_content", full)
        cache.set("a", 1)
        assert cache.works() is False
        assert list(tmp_path.iterdir()) == []
    assert cache.works() is True
    cache.set("a", 1)
    assert cache.get("a") == 1
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]


def test_server_that_is_away_is_not_asked_again_for_a_while(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "rediscache://127.0.0.1:9/1")
    cache = made(Path("unused"))
    asked = []
    monkeypatch.setattr(cache, "_make", lambda: asked.append(1) or pytest.fail("away"))

    class Away:
        def get(self, *_arguments):
            asked.append(1)
            raise ConnectionError

    cache._inner = Away()
    for _ in range(5):
        assert cache.get("a") is None
    assert asked == [1]


def test_counters_are_kept_in_memory_while_their_store_fails(blocked):
    cache = made(blocked, memory=True)
    assert (cache.add("attempts", [1]), cache.add("attempts", [2]), cache.get("attempts")) == (True, False, [1])
    cache.clear()


@pytest.mark.parametrize(
    "torn", [b"", b"\x80", b"nonsense", b"\x80\x05N.nonsense", b"\x80\x05N." + b"x\x9c\x03\x00\x00\x00\x00\x01"]
)
def test_value_that_is_torn_is_as_good_as_none_and_is_written_again(tmp_path, torn, caplog):
    cache = made(tmp_path)
    cache.set("a", 1)
    (file,) = tmp_path.glob("*.djcache")
    file.write_bytes(torn)
    assert (cache.get("a"), cache.has_key("a")) == (None, False)
    assert (cache.add("a", 2), cache.get("a")) == (True, 2)
    assert caplog.records == []


def test_what_expired_goes_before_what_counts(tmp_path):
    cache = made(tmp_path, most=20)
    cache.set("count", 5)
    for number in range(30):
        cache.set(f"old-{number}", 1, timeout=0.001)
        time.sleep(0.002)
    assert cache.get("count") == 5
    assert len(cache._inner._list_cache_files()) <= 20


def test_full_cache_forgets_what_was_written_first_and_stays_within_its_bound(tmp_path):
    cache = made(tmp_path, most=30)
    for number in range(100):
        cache.set(str(number), number)
        os.utime(cache._inner._key_to_file(str(number)), (number, number))
    kept = [number for number in range(100) if cache.get(str(number)) is not None]
    assert kept == list(range(100 - len(kept), 100))
    assert 20 <= len(kept) <= 30


def test_large_cache_lies_in_folders_and_a_write_looks_at_one(tmp_path, monkeypatch):
    cache, read = made(tmp_path, most=3000), []
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: read.append(folder) or listdir(folder))
    for number in range(50):
        cache.set(str(number), 1)
    assert len(read) == 50
    assert all(Path(folder).parent == tmp_path for folder in read)
    assert len(cache._inner._list_cache_files()) == 50
    cache.clear()
    assert cache._inner._list_cache_files() == []


def test_two_who_add_at_once_do_not_both_succeed(tmp_path):
    cache = made(tmp_path)
    cache.set("other", 1)
    with ThreadPoolExecutor(8) as pool:
        for number in range(10):
            added = list(pool.map(lambda _: cache.add(f"lock-{number}", 1), range(8)))  # noqa: B023 -- asked at once
            assert added.count(True) == 1


def test_cached_pages_and_counters_share_no_store(settings):
    from config.settings import base  # noqa: PLC0415 -- the test settings replace these

    places = [base.CACHES[name]["LOCATION"] for name in ("default", "pages")]
    assert places[0] != places[1]
    assert base.CACHES["default"]["OPTIONS"]["MEMORY"] is True
    assert base.CACHES["renditions"] == base.CACHES["pages"]


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ["pages", "default"])
def test_pages_are_served_while_a_cache_fails(client, settings, blocked, alias, caplog):
    settings.PAGE_CACHE_SECONDS = 300
    settings.API_RATE = (100, 60)
    settings.CACHES = settings.CACHES | {alias: servers.cache("CACHE_URL", blocked, most=10, memory=alias == "default")}
    guide = make_guide()
    for address in (
        "/",
        "/guides/",
        guide.url,
        "/recherche/?q=carte",
        "/api/v1/search?q=carte",
        "/compte/login/",
        "/licences/",
    ):
        assert client.get(address).status_code == 200, address
    told = client.get("/healthz")
    name = {"pages": "pages_cache", "default": "limits_cache"}[alias]
    assert (told.status_code, told.json()["status"], told.json()[name]) == (200, "degraded", "failing")
    assert len([record for record in caplog.records if record.name == "web.caches"]) == 1
    assert str(blocked) not in told.content.decode()


def test_pages_are_never_cached_while_their_mark_cannot_be(settings, blocked):
    settings.CACHES = settings.CACHES | {"pages": servers.cache("CACHE_URL", blocked, most=10)}
    first = current_generation()
    invalidate_pages()
    assert current_generation() != first


def test_no_such_cache_is_a_fault_of_ours(settings):
    with pytest.raises(InvalidCacheBackendError):
        caches["none"]

"""The generation of the public pages: a mark that changes whenever anything public may have changed.

What is cached between requests carries the mark in its key, so one change invalidates it all; nothing has to list which
page shows what. Who changes the mark, and when, is decided on the top floor.
"""

from __future__ import annotations

import sys
import time
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from threading import Lock, local
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.cache import caches
from django.db import connection, transaction
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from django.core.cache.backends.base import BaseCache

Value = TypeVar("Value")
Texts = TypeVar("Texts", bound=tuple[Any, ...])

KEY = "public-generation"
# In the memory of each process; the oldest goes first.
MOST_IN_MEMORY = 2000
# Of texts whose names are without number, in each process.
MOST_BYTES_OF_TEXTS = 16_000_000
# A mark that could not be written, on a full disk, hides a change no longer than that.
LONGEST_SECONDS = 300
_NOTHING = object()


def pages() -> BaseCache:
    """The page cache; the counters of attempts have a cache of their own."""
    return caches["pages"]


_read: ContextVar[list[str] | None] = ContextVar("generation_of_this_request", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, the mark is read from the cache once, at its first use: one request, one generation."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def current_generation() -> str:
    """The mark of now; made on first use and after the cache was emptied."""
    read = _read.get()
    if read:
        return read[0]
    generation = pages().get(KEY)
    if generation is None:
        generation = uuid.uuid4().hex
        pages().set(KEY, generation, None)
    if read is not None:
        read.append(str(generation))
    return str(generation)


def invalidate_pages() -> None:
    """Everything in the cache is stale from now on."""
    if read := _read.get():
        read.clear()
    pages().set(KEY, uuid.uuid4().hex, None)


_noted = local()


def invalidate_after_commit() -> None:
    """Everything in the cache is stale once what is being written is committed.

    Each row of a transaction may ask for it: a savepoint that is rolled back takes its own along. The mark, which is a
    file or a message to a server, is written once for them all.
    """
    _noted.since_the_mark = True
    transaction.on_commit(invalidate_what_was_noted)


def invalidate_what_was_noted() -> None:
    if getattr(_noted, "since_the_mark", False):
        _noted.since_the_mark = False
        invalidate_pages()


class _Memory:
    """Values of one generation, for all the threads of a process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._generation, self._until = "", 0.0
        self._values: dict[str, Any] = {}

    def get(self, generation: str, key: str) -> Any:
        with self._lock:
            return self._values.get(key, _NOTHING) if self._is_of(generation) else _NOTHING

    def _is_of(self, generation: str) -> bool:
        return generation == self._generation and time.monotonic() < self._until

    def set(self, generation: str, key: str, value: Any) -> None:
        with self._lock:
            if not self._is_of(generation):
                self._generation, self._until, self._values = generation, time.monotonic() + LONGEST_SECONDS, {}
            self._values[key] = value
            if len(self._values) > MOST_IN_MEMORY:
                del self._values[next(iter(self._values))]


class _Texts(_Memory):
    """Those that were asked for last, so many bytes of them."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = 0

    def get(self, generation: str, key: str) -> Any:
        with self._lock:
            if not self._is_of(generation) or key not in self._values:
                return _NOTHING
            self._values[key] = self._values.pop(key)
            return self._values[key][0]

    def set(self, generation: str, key: str, value: Any) -> None:
        size = sys.getsizeof(key) + sum(map(sys.getsizeof, value))
        if size > MOST_BYTES_OF_TEXTS // 4:
            return
        with self._lock:
            if not self._is_of(generation):
                self._generation, self._until = generation, time.monotonic() + LONGEST_SECONDS
                self._values, self._bytes = {}, 0
            self._bytes += size - self._values.pop(key, ((), 0))[1]
            self._values[key] = value, size
            while self._bytes > MOST_BYTES_OF_TEXTS:
                self._bytes -= self._values.pop(next(iter(self._values)))[1]


_memory = _Memory()
_texts = _Texts()


class ForNow(Exception):
    """Raised by what makes a value for `cached`: it serves this once, and is worked out anew for whoever asks next."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value


_live: ContextVar[dict[str, Any] | None] = ContextVar("live_without_the_cache", default=None)


@contextmanager
def live() -> Iterator[None]:
    """Inside, everything is worked out anew, once: for what is cached longer than a generation."""
    token = _live.set({})
    try:
        yield
    finally:
        _live.reset(token)


def cached(name: str, make: Callable[[], Value], *, shared: bool = True) -> Value:
    """What `make` gives, for anybody, in the language of the moment: worked out once a generation.

    `name` says all that the value depends on besides. Cached in the memory of the process and, unless it is quickly
    made (`shared` False), in the cache of all of them, for as long as that keeps anything. Whoever gets a value shares
    it: it is never changed. Inside a transaction that has changed something public nothing is cached, and nothing that
    was cached is believed. What `make` raises as `ForNow` is given and not cached.
    """
    try:
        return _cached(name, make, shared=shared)
    except ForNow as once:
        value: Value = once.value
        return value


def _cached(name: str, make: Callable[[], Value], *, shared: bool) -> Value:
    if connection.run_on_commit:
        return make()
    key = f"{name}:{get_language()}"
    worked_out = _live.get()
    if worked_out is not None:
        if key not in worked_out:
            worked_out[key] = make()
        return worked_out[key]
    generation = current_generation()
    value: Value = _memory.get(generation, key)
    if value is _NOTHING:
        value = _from_all(f"cached:{generation}:{key}", make) if shared else make()
        _memory.set(generation, key, value)
    return value


def cached_texts(name: str, make: Callable[[], Texts]) -> Texts:
    """Like `cached`, of texts (or bytes and short values) under names without number, such as those of filters.

    In the memory of the process alone, those that were asked for last: made-up names take no room from others.
    """
    if connection.run_on_commit or _live.get() is not None:
        return make()
    generation, key = current_generation(), f"{name}:{get_language()}"
    value = _texts.get(generation, key)
    if value is _NOTHING:
        value = make()
        _texts.set(generation, key, value)
    return value  # what `make` gave


def since(now: datetime, lasting: timedelta) -> datetime:
    """The last of the moments that come every `lasting`: for what is worked out for all who ask until the next one."""
    return now - timedelta(seconds=now.timestamp() % lasting.total_seconds())


def cached_many(name: str, keys: Iterable[str], find: Callable[[list[str]], Mapping[str, Value]]) -> dict[str, Value]:
    """Like `cached`, of many keys: `find` is asked for those that this process has not met in this generation.

    A key that it leaves out is left out, and asked for again.
    """
    memory: dict[str, Value] = cached(name, dict, shared=False)
    asked = list(keys)
    values = {key: memory[key] for key in asked if key in memory}
    if missing := [key for key in asked if key not in values]:
        made = find(missing)
        values |= made
        if len(memory) + len(made) <= MOST_IN_MEMORY:
            memory.update(made)
    return values


def _from_all(key: str, make: Callable[[], Any]) -> Any:
    value = pages().get(key, _NOTHING)
    if value is _NOTHING:
        value = make()
        pages().set(key, value, LONGEST_SECONDS)
    return value

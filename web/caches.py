"""Caches that a page is served without: what fails is logged once, left alone for a while, and told by /healthz."""

from __future__ import annotations

import logging
import os
import pickle
import random
import tempfile
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache, InvalidCacheKey
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

# While it rests, a server that does not answer is not waited for.
REST_SECONDS = 30
WRITES_BETWEEN_CLEANINGS = 100
TORN = (EOFError, pickle.UnpicklingError, ValueError, ImportError, AttributeError, IndexError, zlib.error)


@dataclass
class _Health:
    """Of one store, for all the threads of a process."""

    failing: bool = False
    until: float = 0.0

    @property
    def rests(self) -> bool:
        return self.failing and time.monotonic() < self.until


_healths: dict[str, _Health] = {}


class TolerantCache(BaseCache):
    """Any cache of Django's, named by OPTIONS["BACKEND"], done without while it fails.

    With OPTIONS["MEMORY"] values are kept in the memory of the process meanwhile: limits go on limiting.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = dict(params.get("OPTIONS", {}))
        backend, memory = options.pop("BACKEND"), options.pop("MEMORY", False)
        self._make: Callable[[], BaseCache] = lambda: import_string(backend)(location, {**params, "OPTIONS": options})
        self._inner: BaseCache | None = None
        self._spare = LocMemCache(f"spare:{location}", params) if memory else None
        self._name = str(location)
        self._health = _healths.setdefault(self._name, _Health())

    def _try(self, name: str, *arguments: Any, otherwise: Any, **more: Any) -> Any:
        if not self._health.rests:
            try:
                if self._inner is None:
                    self._inner = self._make()
                answer = getattr(self._inner, name)(*arguments, **more)
            except InvalidCacheKey:
                raise
            except Exception as error:  # noqa: BLE001 -- each store fails in its own way, and no page needs one
                self._failed(error)
            else:
                self._works()
                return answer
        return getattr(self._spare, name)(*arguments, **more) if self._spare else otherwise

    def _failed(self, error: Exception) -> None:
        if not self._health.failing:
            logger.error("The cache %s fails, and is done without: %s", self._name, error)
        self._health.failing, self._health.until = True, time.monotonic() + REST_SECONDS

    def _works(self) -> None:
        if self._health.failing:
            self._health.failing = False
            logger.warning("The cache %s works again.", self._name)

    def works(self) -> bool:
        """Whether a value can be written and read back now, whatever happened before; asked by /healthz."""
        self._health.until = 0.0
        mark = str(time.time())
        self._try("set", "is-it-there", mark, 60, otherwise=None)
        if self._health.failing:
            return False
        return bool(self._try("get", "is-it-there", otherwise=None) == mark)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._try("add", key, value, timeout, version, otherwise=True))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._try("get", key, default, version, otherwise=default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._try("set", key, value, timeout, version, otherwise=None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._try("touch", key, timeout, version, otherwise=False))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._try("delete", key, version, otherwise=False))

    def has_key(self, key: str, version: int | None = None) -> bool:
        return bool(self._try("has_key", key, version, otherwise=False))

    def clear(self) -> None:
        self._try("clear", otherwise=None)
        if self._spare:
            self._spare.clear()

    def close(self, **_kwargs: Any) -> None:
        if self._inner is not None:
            self._inner.close()


class Files(FileBasedCache):
    """Django's cache of files, which does not read its whole folder at each write.

    It is looked through now and then, and what has expired goes first; a value that is torn is as good as none; two
    who add the same value at once do not both succeed.
    """

    if TYPE_CHECKING:  # what Django's class has, and its types do not say
        _dir: str
        _createdir: Callable[[], None]
        _write_content: Callable[[Any, Any, Any], None]
        _key_to_file: Callable[[str, int | None], str]
        _list_cache_files: Callable[[], list[str]]
        _is_expired: Callable[[Any], bool]
        _delete: Callable[[str], bool]

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self._until_cleaning = random.randrange(WRITES_BETWEEN_CLEANINGS)  # noqa: S311 -- several processes, not all at once

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except TORN:
            self.delete(key, version)
            return default

    def has_key(self, key: str, version: int | None = None) -> bool:
        try:
            return super().has_key(key, version)
        except TORN:
            self.delete(key, version)
            return False

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.has_key(key, version):
            return False
        self._createdir()
        self._cull()
        handle, written = tempfile.mkstemp(dir=self._dir)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 -- a descriptor
                self._write_content(file, timeout, value)
            os.link(written, self._key_to_file(key, version))
        except FileExistsError:
            return False
        finally:
            os.remove(written)  # noqa: PTH107 -- as the class above writes paths
        return True

    def _cull(self) -> None:
        self._until_cleaning -= 1
        if self._until_cleaning > 0:
            return
        self._until_cleaning = WRITES_BETWEEN_CLEANINGS
        for path in self._list_cache_files():
            self._forget_if_expired(path)
        super()._cull()  # type: ignore[misc]

    def _forget_if_expired(self, path: str) -> None:
        try:
            with open(path, "rb") as file:  # noqa: PTH123 -- as the class above writes paths
                self._is_expired(file)
        except FileNotFoundError:
            return
        except TORN:
            self._delete(path)

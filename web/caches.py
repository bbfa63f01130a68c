"""Caches that a page is served without: what fails is logged once, left alone for a while, and told by /healthz."""

from __future__ import annotations

import logging
import os
import pickle
import tempfile
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache, InvalidCacheKey
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

logger = logging.getLogger(__name__)

# While it rests, a server that does not answer is not waited for.
REST_SECONDS = 30
# A folder of the cache is listed at each write: that takes some 50 µs of so many files.
IN_ONE_FOLDER = 200
FAST = 1
# Of a folder that is full, two thirds stay.
KEPT_OF_A_FULL_FOLDER = 3
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
    """Django's cache of files, in folders that stay small: a write looks at one of them, whatever the cache holds.

    Each folder holds its part of MAX_ENTRIES. When that is full, what has expired goes, then what was written first. A
    value that is torn is as good as none; two who add the same value at once do not both succeed.
    """

    if TYPE_CHECKING:  # what Django's class has, and its types do not say
        _dir: str
        _max_entries: int
        _createdir: Callable[[], None]
        pickle_protocol: ClassVar[int]
        _is_expired: Callable[[Any], bool]
        _delete: Callable[[str], bool]

    def __init__(self, folder: str, params: dict[str, Any]) -> None:
        super().__init__(folder, params)
        self._digits = next(digits for digits in (0, 1, 2, 3) if self._max_entries <= IN_ONE_FOLDER * 16**digits)
        self._share = max(1, self._max_entries // 16**self._digits)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except TORN:
            self.delete(key, version)
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        path = self._key_to_file(key, version)
        with self._written(path, value, timeout) as written:
            os.replace(written, path)  # noqa: PTH105 -- as the class above writes paths

    def has_key(self, key: str, version: int | None = None) -> bool:
        try:
            return super().has_key(key, version)
        except TORN:
            self.delete(key, version)
            return False

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.has_key(key, version):
            return False
        path = self._key_to_file(key, version)
        with self._written(path, value, timeout) as written:
            try:
                os.link(written, path)
            except FileExistsError:
                return False
        return True

    @contextmanager
    def _written(self, path: str, value: Any, timeout: Any) -> Iterator[str]:
        """A file beside `path` that holds the value; what is left of it afterwards goes."""
        folder = os.path.dirname(path)  # noqa: PTH120 -- as the class above writes paths
        self._createdir()
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 -- the same
        self._make_room(folder)
        handle, written = tempfile.mkstemp(dir=folder)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123 -- a descriptor
                self._write_content(file, timeout, value)
            yield written
        finally:
            with suppress(FileNotFoundError):
                os.remove(written)  # noqa: PTH107 -- the same

    def _write_content(self, file: IO[bytes], timeout: Any, value: Any) -> None:
        """As Django writes them, compressed less: twice as quick, a quarter larger."""
        file.write(pickle.dumps(self.get_backend_timeout(timeout), self.pickle_protocol))
        file.write(zlib.compress(pickle.dumps(value, self.pickle_protocol), FAST))

    def _key_to_file(self, key: str, version: int | None = None) -> str:
        folder, name = os.path.split(super()._key_to_file(key, version))  # type: ignore[misc]
        return os.path.join(folder, name[: self._digits], name)  # noqa: PTH118 -- the same

    def _list_cache_files(self) -> list[str]:
        below = "*/" if self._digits else ""
        return [str(path) for path in Path(self._dir).glob(f"{below}*{self.cache_suffix}")]

    def _make_room(self, folder: str) -> None:
        names = [name for name in os.listdir(folder) if name.endswith(self.cache_suffix)]  # noqa: PTH208 -- the quickest
        if len(names) < self._share:
            return
        paths = [os.path.join(folder, name) for name in names]  # noqa: PTH118 -- the same
        left = [path for path in paths if not self._forget_if_expired(path)]
        too_many = len(left) - self._share * (KEPT_OF_A_FULL_FOLDER - 1) // KEPT_OF_A_FULL_FOLDER
        for path in sorted(left, key=_written_at)[: max(0, too_many)]:
            self._delete(path)

    def _forget_if_expired(self, path: str) -> bool:
        try:
            with open(path, "rb") as file:  # noqa: PTH123 -- the same
                return self._is_expired(file)
        except FileNotFoundError:
            return True
        except TORN:
            return self._delete(path)


def _written_at(path: str) -> float:
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 -- as the class above writes paths
    except FileNotFoundError:
        return 0.0

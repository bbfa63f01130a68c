"""The folder of the index: generations side by side, and a pointer to the one in use.

`SEARCH_INDEX_DIR/current` holds `{"generation": "…", "version": "…"}` and is replaced in one step;
`SEARCH_INDEX_DIR/<generation>/` is one tantivy index.
"""

from __future__ import annotations

import json
import shutil
import threading
import uuid
from contextlib import contextmanager, suppress
from importlib.metadata import version as installed_version
from typing import TYPE_CHECKING, NamedTuple

from tantivy import Index, Searcher

from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.embedded import schema
from search.engines.embedded.clauses import Statistics

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POINTER = "current"
META = "meta.json"
REBUILD = "Run `manage.py rebuild_search` to make it again."


class Stamp(NamedTuple):
    """Tells whether a file is still the one that was read."""

    inode: int
    modified: int
    size: int


def stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return Stamp(status.st_ino, status.st_mtime_ns, status.st_size)


@contextmanager
def engine_errors(what: str, *, raised: type[EngineUnavailable], advice: str = REBUILD) -> Iterator[None]:
    """Turn what the library raises over files it cannot read or write into `raised`.

    A damaged file can make its Rust code panic, which reaches Python as a BaseException.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        message = f"{what}: {error}. {advice}"
        raise raised(message) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        message = f"{what}: damaged files. {advice}"
        raise raised(message) from error


class Opened(NamedTuple):
    """A generation as it was when last looked at."""

    path: Path
    pointer: Stamp | None
    meta: Stamp | None
    tantivy: Index
    searcher: Searcher
    statistics: Statistics


class Storage:
    """Opens the generation in use, and notices when another process has changed it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: Opened | None = None
        self._opening = threading.Lock()

    def searcher(self) -> Searcher:
        """A view of the index as last committed by any process. Raises IndexMissing when there is none."""
        return self.opened().searcher

    def opened(self) -> Opened:
        """The same, with the folder of its generation."""
        opened = self._opened
        if opened is None or not self._is_fresh(opened):
            with self._opening:
                opened = self._opened = self._open_steadily()
        return opened

    def _is_fresh(self, opened: Opened) -> bool:
        pointer, meta = stamp(self.folder / POINTER), stamp(opened.path / META)
        return pointer is not None and meta is not None and (pointer, meta) == (opened.pointer, opened.meta)

    def _open_steadily(self) -> Opened:
        try:
            return self._open(self._opened)
        except IndexMissing:
            # A rebuild may have put another generation in place between two looks at the folder.
            return self._open(None)

    def _open(self, before: Opened | None) -> Opened:
        pointer = stamp(self.folder / POINTER)
        path = self.current()
        meta = stamp(path / META)
        if meta is None:
            message = f"The search index has lost its files in {path}. {REBUILD}"
            raise IndexMissing(message)
        with engine_errors("The search index cannot be opened", raised=IndexMissing):
            reuse = before is not None and before.path == path and before.pointer == pointer
            index = before.tantivy if before is not None and reuse else open_index(path)
            index.reload()
            searcher = index.searcher()
            statistics = Statistics(searcher, schema.schema_of(schema.facets_signature()))
            return Opened(path, pointer, meta, index, searcher, statistics)

    def current(self) -> Path:
        """The folder of the generation in use. Raises IndexMissing when there is none or it is outdated."""
        try:
            pointer = json.loads((self.folder / POINTER).read_text(encoding="utf-8"))
            generation, written = str(pointer["generation"]), pointer["version"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"There is no search index in {self.folder}. {REBUILD}"
            raise IndexMissing(message) from error
        if written != (version := schema.version()):
            message = f"The search index has version {written} and this program reads version {version}. {REBUILD}"
            raise IndexMissing(message)
        return self.folder / generation

    def new_generation(self) -> Path:
        """An empty folder for an index that nobody reads yet."""
        path = self.folder / f"index-{uuid.uuid4().hex[:12]}"
        path.mkdir(parents=True)
        return path

    def point_to(self, generation: Path) -> None:
        """Put a finished generation in use, in one step, then drop all the others."""
        pointer = json.dumps(
            {"generation": generation.name, "version": schema.version(), "engine": installed_version("tantivy")}
        )
        beside = self.folder / f"{POINTER}.{uuid.uuid4().hex[:8]}"
        try:
            beside.write_text(pointer, encoding="utf-8")
            beside.replace(self.folder / POINTER)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        self.drop_others(generation)

    def drop_others(self, generation: Path | None) -> None:
        """Remove generations not in use, such as a rebuild that was cut short. Readers keep what they opened."""
        with suppress(OSError):
            for path in self.folder.glob("index-*"):
                if path != generation:
                    shutil.rmtree(path, ignore_errors=True)


def open_index(path: Path) -> Index:
    """Open what is there; never makes an index."""
    index = Index.open(str(path))
    index.config_reader("manual")
    return index


def create_index(path: Path) -> Index:
    return Index(schema.schema_of(schema.facets_signature()), path=str(path), reuse=False)

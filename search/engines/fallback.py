"""A cluster with something that answers in its stead: visitors find simpler results rather than none."""

from __future__ import annotations

import json
import logging
import uuid
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from search import outage
from search.engines import waiting
from search.engines.base import EngineBusy, EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from search.engines.base import (
        ConfigurationProblem,
        Engine,
        EngineAnswer,
        Entry,
        Failures,
        Progress,
        RebuildResult,
        SharedEngine,
        SpareEngine,
    )
    from search.query import SearchQuery
    from search.results import Suggestion

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# A save leaves the copy to the timer when another process writes it.
SECONDS_FOR_THE_COPY = 1.0


class Copy:
    """An index of this machine that follows one which several share.

    Beside it stand two notes. `turn` is the number of the writer after which it holds what the other holds: as long as
    nobody wrote since, there is nothing to do. `ahead` are the marks of changes that wait for the other, and are
    in the copy already.
    """

    def __init__(self, index: Engine, folder: Path) -> None:
        self.index = index
        self._folder = folder

    @property
    def turn(self) -> int | None:
        number = self._read("turn")
        return number if isinstance(number, int) else None

    @turn.setter
    def turn(self, number: int | None) -> None:
        self._write("turn", number)

    @property
    def ahead(self) -> set[str]:
        marks = self._read("ahead")
        return set(marks) if isinstance(marks, list) else set()

    @ahead.setter
    def ahead(self, marks: set[str]) -> None:
        self._write("ahead", sorted(marks))

    def _read(self, name: str) -> Any:
        # What cannot be read is as if it had never been noted: the copy is compared.
        with suppress(OSError, ValueError):
            return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        return None

    def _write(self, name: str, value: Any) -> None:
        path = self._folder / f"{name}.json"
        beside = path.with_suffix(f".{uuid.uuid4().hex[:8]}")
        try:
            beside.write_text(json.dumps(value), encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            message = f"SEARCH_INDEX_DIR ({self._folder}) cannot be written: {error}."
            raise EngineUnavailable(message) from error
        finally:
            beside.unlink(missing_ok=True)


@dataclass(slots=True)
class _Block:
    """What a writer does to the copy: whether it misses nothing of what is written."""

    number: int
    is_whole: bool


class WithSpare:
    """Asks `main`; while it is unavailable, its `copy`, where there is one; else `spare`. Whatever is said of an index
    is said of `main`. What the copy misses, it gets by `search.following`.

    Once `main` was unavailable, it is not asked again while the same visitor waits: a page is not made of two truths.
    """

    _block: ContextVar[_Block | None] = ContextVar("search_copy_block", default=None)

    def __init__(self, main: SharedEngine, spare: SpareEngine, *, copy: Copy | None = None) -> None:
        self.main = main
        self.spare = spare
        self.copy = copy

    @property
    def name(self) -> str:
        return self.main.name

    @property
    def seconds_to_recover(self) -> float:
        return self.main.seconds_to_recover

    @property
    def changes_while_rebuilding(self) -> bool:
        return self.main.changes_while_rebuilding

    # Asking

    def search(self, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> EngineAnswer:
        try:
            return self._asked(lambda main: main.search(query, facets=facets, language=language))
        except EngineUnavailable as error:
            if self.copy is not None:
                try:
                    # The same answers: there is nothing to tell visitors.
                    answer = self.copy.index.search(query, facets=facets, language=language)
                except EngineUnavailable:
                    outage.current.tell(
                        "The copy of the search index on this machine is not there yet.",
                        "`manage.py index_pending`, which a timer runs, makes it.",
                    )
                else:
                    return replace(answer, trouble=error)
            return replace(self.spare.search(query, facets=facets, language=language), trouble=error, is_simpler=True)

    def suggest(self, text: str, *, limit: int) -> tuple[Suggestion, ...]:
        try:
            return self._asked(lambda main: main.suggest(text, limit=limit))
        except EngineUnavailable:
            with suppress(EngineUnavailable):
                return self.copy.index.suggest(text, limit=limit) if self.copy else ()
            return ()

    def _asked(self, ask: Callable[[Engine], Answer]) -> Answer:
        with waiting.shared() as wait:
            if wait.trouble:
                raise wait.trouble
            return ask(self.main)

    def check(self) -> None:
        self.main.check()

    # Writing

    @contextmanager
    def writer(self, wait: float = 0) -> Iterator[None]:
        with self.main.writer(wait):
            if self.copy is None:
                yield
                return
            number = self.main.turn().number
            block = _Block(number, is_whole=self.copy.turn == number - 1)
            token = self._block.set(block)
            try:
                yield
            finally:
                self._block.reset(token)
            if block.is_whole:
                with suppress(EngineUnavailable):
                    self.copy.turn = number

    def patiently(self) -> AbstractContextManager[None]:
        return self.main.patiently()

    def change(self, *, saved: Iterable[Entry], removed: Iterable[str]) -> Failures:
        saved, removed = list(saved), list(removed)
        refused = self.main.change(saved=saved, removed=removed)
        if self.copy is not None:
            self._change_copy(self.copy, saved, removed)
        return refused

    def _change_copy(self, copy: Copy, saved: Iterable[Entry], removed: Iterable[str]) -> None:
        try:
            with copy.index.writer(SECONDS_FOR_THE_COPY):
                copy.index.change(saved=saved, removed=removed)
        except (EngineUnavailable, EngineBusy) as error:
            if block := self._block.get():
                block.is_whole = False
            logger.warning("The copy of the search index on this machine follows later. %s", error)

    def rebuild(self, entries: Iterable[Entry], *, progress: Progress) -> RebuildResult:
        return self.main.rebuild(entries, progress=progress)

    # Beside others

    def catching_up(self) -> AbstractContextManager[bool]:
        return self.main.catching_up()

    def retire_others(self, *, at_once: bool = False) -> Sequence[str]:
        return self.main.retire_others(at_once=at_once)

    # Comparing

    def contents(self) -> Mapping[str, int]:
        return self.main.contents()

    def fingerprint(self, entry: Entry) -> int:
        return self.main.fingerprint(entry)

    def problems(self) -> Sequence[ConfigurationProblem]:
        return [*self.main.problems(), *(self.copy.index.problems() if self.copy else ())]

"""A cluster with something that answers in its stead: visitors find simpler results rather than none."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from search.engines import waiting
from search.engines.base import EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from search.engines.base import (
        ConfigurationProblem,
        Engine,
        EngineAnswer,
        Entry,
        Failures,
        Progress,
        RebuildResult,
        SpareEngine,
    )
    from search.query import SearchQuery
    from search.results import Suggestion

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class WithSpare:
    """Asks `main`; while it is unavailable, its `copy`, an index of this machine that is written along with it, where
    there is one; else `spare`. Whatever is said of an index is said of `main`.

    Once it was unavailable, it is not asked again while the same visitor waits: a page is not made of two truths.
    """

    def __init__(self, main: Engine, spare: SpareEngine, *, copy: Engine | None = None) -> None:
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
                    answer = self.copy.search(query, facets=facets, language=language)
                except EngineUnavailable:
                    logger.warning("The copy of the search index on this machine is not there yet.")
                else:
                    return replace(answer, trouble=error)
            return replace(self.spare.search(query, facets=facets, language=language), trouble=error, is_simpler=True)

    def suggest(self, text: str, *, limit: int) -> tuple[Suggestion, ...]:
        try:
            return self._asked(lambda main: main.suggest(text, limit=limit))
        except EngineUnavailable:
            with suppress(EngineUnavailable):
                return self.copy.suggest(text, limit=limit) if self.copy else ()
            return ()

    def _asked(self, ask: Callable[[Engine], Answer]) -> Answer:
        with waiting.shared() as wait:
            if wait.trouble:
                raise wait.trouble
            return ask(self.main)

    def check(self) -> None:
        self.main.check()

    # Writing

    def writer(self, wait: float = 0) -> AbstractContextManager[None]:
        return self.main.writer(wait)

    def change(self, *, saved: Iterable[Entry], removed: Iterable[str]) -> Failures:
        saved, removed = list(saved), list(removed)
        self._copied(lambda copy: copy.change(saved=saved, removed=removed))
        return self.main.change(saved=saved, removed=removed)

    def rebuild(self, entries: Iterable[Entry], *, progress: Progress) -> RebuildResult:
        return self.main.rebuild(entries, progress=progress)

    def rebuild_copy(self, entries: Callable[[], Iterable[Entry]]) -> None:
        """Make the copy on this machine again too, where there is one; the cluster's index does not depend on it."""
        self._copied(lambda copy: copy.rebuild(entries(), progress=lambda _count: None))

    def _copied(self, write: Callable[[Engine], object]) -> None:
        if self.copy is None:
            return
        try:
            with self.copy.writer(-1):
                write(self.copy)
        except EngineUnavailable as error:
            logger.warning("The copy of the search index on this machine was not written. %s", error)

    # Comparing

    def contents(self) -> Mapping[str, int]:
        return self.main.contents()

    def fingerprint(self, entry: Entry) -> int:
        return self.main.fingerprint(entry)

    def problems(self) -> Sequence[ConfigurationProblem]:
        return [*self.main.problems(), *(self.copy.problems() if self.copy else ())]

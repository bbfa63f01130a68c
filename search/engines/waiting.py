"""What one visitor waits for: however many questions a page asks of an engine elsewhere, they share the time of one."""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from search.engines.base import EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Value = TypeVar("Value")


class Wait:
    """`spent` is how many seconds an engine was waited for; `trouble`, why it could not answer, if it could not.

    What was answered after trouble serves this visitor alone: the next one may find the engine back.
    """

    def __init__(self) -> None:
        self.spent = 0.0
        self.trouble: EngineUnavailable | None = None
        self._made: dict[str, Any] = {}

    @contextmanager
    def counted(self) -> Iterator[None]:
        start = time.monotonic()
        try:
            yield
        finally:
            self.spent += time.monotonic() - start

    def once(self, name: str, make: Callable[[], Value]) -> Value:
        """What `make` gives, worked out once while the wait lasts."""
        if name not in self._made:
            self._made[name] = make()
        value: Value = self._made[name]
        return value


_current: ContextVar[Wait | None] = ContextVar("search_wait", default=None)


@contextmanager
def shared() -> Iterator[Wait]:
    """Inside, all that is asked shares one wait: that of the block around, where there is one."""
    wait = _current.get()
    token = None if wait else _current.set(Wait())
    try:
        yield current()
    except EngineUnavailable as error:
        current().trouble = error
        raise
    finally:
        if token:
            _current.reset(token)


def current() -> Wait:
    """The wait of the block around; one of its own outside of any."""
    return _current.get() or Wait()

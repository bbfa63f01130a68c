"""Wagtail notes what a page refers to, and what its editor may search, by a task at each save: once is enough.

A page that goes live is saved three times (added, its revision noted, published), and each save would read the whole
page again to write both indexes, which is most of the queries of an import.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from django.utils.crypto import get_random_string
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult, TaskResultStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

_waiting: ContextVar[dict[tuple[str, str], TaskResult[Any]] | None] = ContextVar("waiting tasks", default=None)


class OnceBackend(ImmediateBackend):
    """Runs each task at once, as Wagtail does by default; inside `each_task_once`, at its end."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        waiting = _waiting.get()
        if waiting is None:
            return super().enqueue(task, args, kwargs)
        self.validate_task(task)
        key = task.module_path, repr((args, kwargs))
        return waiting.setdefault(key, self._later(task, args, kwargs))

    def _later(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        return TaskResult(
            task=task,
            id=get_random_string(32),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )

    def run(self, result: TaskResult[Any]) -> None:
        self._execute_task(result)


@contextmanager
def each_task_once() -> Iterator[None]:
    """Within the block tasks wait; at its end each runs once, whatever asked for it. An exception drops them all.

    To be entered inside the transaction whose rows the tasks read. A block inside another adds to the outer one.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[tuple[str, str], TaskResult[Any]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for result in waiting.values():
        cast("OnceBackend", result.task.get_backend()).run(result)

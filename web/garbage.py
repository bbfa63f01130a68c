"""Garbage collection that need not look again at what a process has loaded for good."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_USUAL_THRESHOLD = gc.get_threshold()
_SOME_TEXTS = 50_000  # objects: a lesson of 5,000 words makes some 20,000
# Python tells how much is frozen by counting it all: a tenth of a second where a whole site is loaded.
_for_good = False


def leave_alone_for_good() -> None:
    """What is loaded now stays to the end of the process."""
    global _for_good  # noqa: PLW0603 -- of a process, as what it freezes is
    gc.freeze()
    _for_good = True


@contextmanager
def left_alone() -> Iterator[None]:
    """What was loaded before is not looked through at each garbage collection, and a long text causes few of them.

    Two threads may share this: the first that ends gives it up for both, which costs the other nothing but time.
    """
    if not _for_good:
        gc.freeze()
    gc.set_threshold(_SOME_TEXTS, *_USUAL_THRESHOLD[1:])
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL_THRESHOLD)
        if not _for_good:
            gc.unfreeze()

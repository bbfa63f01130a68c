"""What people leave behind: each app registers what it forgets, `delete_expired_data` does it once a day."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Forget = Callable[[], int]

DAYS_OF_MADE_FILES = 30
_forgets: dict[str, Forget] = {}


def register(label: str, forget: Forget) -> None:
    """Have `forget` called once a day; it gives how many went. Twice under one label is once."""
    _forgets[label] = forget


def forget_made_files(folder: Path, *, days: int = DAYS_OF_MADE_FILES) -> int:
    """Delete files below `folder` made more than `days` ago: no copy stays of what was deleted meanwhile.

    For caches of files, which are made again when somebody asks, and for what a killed process left.
    """
    limit, count = time.time() - days * 86_400, 0
    for path in folder.rglob("*") if folder.is_dir() else ():
        with suppress(OSError):
            if path.is_file() and path.stat().st_mtime < limit:
                path.unlink()
                count += 1
    return count


def forget_expired() -> Iterator[tuple[str, int]]:
    """Do it, one after the other: label and count of each."""
    for label, forget in _forgets.items():
        yield label, forget()

"""The folder of built files stays within its bound."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)

UNFINISHED = (".part", ".lock", ".progress")
# No build takes so long: what an unfinished one left is nobody's.
LEFT_BEHIND_SECONDS = 6 * 3600


class _Stored(NamedTuple):
    used: float
    size: int
    path: Path


def make_room(folder: Path, *, most: int, spared: Path) -> None:
    """Delete the files used longest ago until the rest has `most` bytes at most, never `spared`; and what builds that
    were killed left behind. What cannot be deleted is logged.
    """
    stored = _stored(folder)
    finished = sorted(one for one in stored if one.path.suffix not in UNFINISHED)
    too_many = sum(one.size for one in finished) - most
    for one in finished:
        if too_many > 0 and one.path != spared:
            too_many -= one.size
            _delete(one.path)
    for one in stored:
        if one.path.suffix in UNFINISHED and time.time() - one.used > LEFT_BEHIND_SECONDS:
            _delete(one.path)


def _stored(folder: Path) -> list[_Stored]:
    stored = []
    for path in folder.iterdir():
        try:
            stat = path.stat()
        except OSError:  # another process deleted it
            continue
        stored.append(_Stored(stat.st_mtime, stat.st_size, path))
    return stored


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("%s cannot be deleted: %s", path, error)

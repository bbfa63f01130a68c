"""Files built on demand and cached: once for all who ask, in a thread, never half.

One file a fingerprint, in EXPORTS_DIR, or in a folder of those that stay. Whoever builds holds a lock that the system
releases when the process ends, however it ends: a build that was killed is begun again by the next who asks. A build
writes under another name and is renamed when it is whole. Nothing here touches the database.
"""

from __future__ import annotations

import errno
import glob
import json
import logging
import os
import subprocess
import threading
import time
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from filelock import FileLock, Timeout

from exporting.progress import Progress
from exporting.room import make_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise as LazyText

logger = logging.getLogger(__name__)

BUILDERS = 2
# That wait or are being built: of everybody, and of one who asks, so that nobody takes the places of all others.
MOST_WAITING, MOST_OF_ONE = 20, 10
# Looked at after each picture and each file: most builds take some seconds, that of 8 GB of films some minutes.
MOST_SECONDS = 900
# After a failure the next who asks is told so for so long, instead of failing again.
FAILED_SECONDS = 20
TOLD_EVERY = 0.3
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL = _("The server has no room left to prepare this file. Try again later, or take the text alone (Markdown).")
BROKEN = _("This file could not be prepared. Whoever looks after the site finds why in its log.")
TOO_LONG = _("This file takes too long to prepare. Take the text alone (Markdown), or its guides one by one.")
OWN_BUSY = _("Several files that you asked for are still being prepared. Try again in a minute.")
BUSY = _("Many files are being prepared at the moment. Try again in a minute.")


class Write(Protocol):
    def __call__(self, into: IO[bytes], /, *, progress: Progress) -> None: ...


@dataclass(frozen=True, slots=True)
class Ready:
    path: Path


@dataclass(frozen=True, slots=True)
class Running:
    """So many steps done, of so many; 0 of 0 while nothing is known."""

    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """There will be no file, for `seconds` at least; `is_refused`: whoever asks has begun too many."""

    sentence: LazyText | str
    is_refused: bool = False
    seconds: int = FAILED_SECONDS


class TakesTooLong(Exception):
    """A build that has lasted MOST_SECONDS."""


@dataclass(slots=True)
class _Running:
    future: Future[None]
    state: Running
    whose: str = ""


_lock = threading.Lock()
_running: dict[str, _Running] = {}
_failed: dict[str, tuple[float, LazyText | str]] = {}
_pool: ThreadPoolExecutor | None = None


def ask(
    name: str,
    write: Write,
    *,
    folder: Path | None = None,
    patience: float | None = None,
    whose: str = "",
    refusal: Callable[[], Failed | None] = lambda: None,
) -> Ready | Running | Failed:
    """The file `name`, built by `write` unless it is there already; waits `patience` seconds for it,
    EXPORTS_PATIENCE by default. `name` is a fingerprint and an ending, never what a person wrote.

    What is built into a `folder` of its own stays: nothing of it leaves to make room.

    `whose` tells who asks from others: of one, MOST_OF_ONE are built or wait. `refusal` is asked before a build begins,
    and only then: what is answered when it may not.
    """
    target = (folder or Path(settings.EXPORTS_DIR)) / name
    if _is_there(target):
        return Ready(target)
    if (failure := _failure(name)) is not None:
        return Failed(failure)
    begun = _begin(target, write, whose, refusal)
    if not isinstance(begun, _Running):
        return begun
    ends = time.monotonic() + (settings.EXPORTS_PATIENCE if patience is None else patience)
    try:
        begun.future.result(timeout=max(0.0, ends - time.monotonic()))
    except (NotYet, Exception):  # noqa: BLE001 -- _build logged and noted what went wrong
        logger.debug("%s is not there yet.", name)
    return _outcome(target, begun, ends)


def is_under_way(name: str) -> bool:
    """Whether this process builds it, or has it waiting."""
    with _lock:
        return name in _running


def _outcome(target: Path, begun: _Running, ends: float) -> Ready | Running | Failed:
    """What came of it; where another process builds it, its file is awaited as long."""
    while True:
        if _is_there(target):
            return Ready(target)
        if (failure := _failure(target.name)) is not None:
            return Failed(failure)
        if time.monotonic() >= ends:
            return begun.state if begun.state.of else _told(target)
        time.sleep(0.05)


def _is_there(target: Path) -> bool:
    """Its time becomes that of its last use: the oldest leave first."""
    try:
        os.utime(target)
    except OSError:
        return target.exists()
    return True


def _failure(name: str) -> LazyText | str | None:
    when, sentence = _failed.get(name, (0.0, ""))
    return sentence if when and time.monotonic() - when < FAILED_SECONDS else None


def _begin(target: Path, write: Write, whose: str, refusal: Callable[[], Failed | None]) -> _Running | Failed:
    """The build of this process, begun unless it is under way or may not be."""
    global _pool  # noqa: PLW0603 -- made by the first who asks, after the web server has divided its processes
    with _lock:
        if target.name in _running:
            return _running[target.name]
        if len(_running) >= MOST_WAITING:
            return Failed(BUSY)
        if whose and sum(one.whose == whose for one in _running.values()) >= MOST_OF_ONE:
            return Failed(OWN_BUSY)
    # Outside of the lock: it may ask a cache.
    if refused := refusal():
        return refused
    with _lock:
        if target.name in _running:
            return _running[target.name]
        _pool = _pool or ThreadPoolExecutor(BUILDERS, thread_name_prefix="exporting")
        begun = _running[target.name] = _Running(Future(), Running(), whose)
        begun.future = _pool.submit(_build, target, write, begun)
        return begun


def _build(target: Path, write: Write, begun: _Running) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(_beside(target, "lock"), timeout=0):
            if not target.exists():
                _write(target, write, begun)
            _beside(target, "progress").unlink(missing_ok=True)
            # Whoever waits for it finds the file; a lock that is made anew at worst builds twice.
            _beside(target, "lock").unlink(missing_ok=True)
    except Timeout:
        logger.debug("%s is being built by another process.", target.name)
    except Exception as error:
        _failed[target.name] = (time.monotonic(), _sentence(error))
        logger.exception("%s could not be built.", target.name)
        raise
    finally:
        with _lock:
            _running.pop(target.name, None)


def _sentence(error: Exception) -> LazyText:
    if isinstance(error, TakesTooLong | subprocess.TimeoutExpired):
        return TOO_LONG
    return FULL if isinstance(error, OSError) and error.errno in NO_ROOM else BROKEN


def _write(target: Path, write: Write, begun: _Running) -> None:
    # Whoever holds the lock is the only one that builds it: these are of a process that was killed.
    for left in target.parent.glob(f"{glob.escape(target.name)}.*.part"):
        left.unlink(missing_ok=True)
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as opened:
            write(opened, progress=_progress(target, begun))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _failed.pop(target.name, None)
    if target.parent == Path(settings.EXPORTS_DIR):
        make_room(target.parent, most=settings.EXPORTS_MEGABYTES * 1_000_000, spared=target)


def _progress(target: Path, begun: _Running) -> Progress:
    """Noted in a file as well, for whoever asks another process; without it they only read less."""
    noted, ends = [0.0], time.monotonic() + MOST_SECONDS

    def tell(done: int, of: int) -> None:
        if time.monotonic() > ends:
            raise TakesTooLong(target.name)
        begun.state = Running(done, of)
        if time.monotonic() - noted[0] >= TOLD_EVERY:
            noted[0] = time.monotonic()
            try:
                _beside(target, "progress").write_text(json.dumps([done, of]), encoding="utf-8")
            except OSError:
                logger.debug("The progress of %s could not be noted.", target.name)

    return Progress(tell)


def _told(target: Path) -> Running:
    try:
        done, of = json.loads(_beside(target, "progress").read_text(encoding="utf-8"))
        return Running(int(done), int(of))
    except (OSError, ValueError, TypeError):
        return Running()


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f"{target.name}.{ending}")

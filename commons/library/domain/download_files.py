"""Files made for downloads, in a folder of bounded size: each is made once, and made again when it is gone."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.conf import settings

logger = logging.getLogger(__name__)


def folder() -> Path:
    return Path(settings.VAR_DIR) / "downloads"


def opened(key: str) -> IO[bytes] | None:
    """The file that was made under this key, to be closed by whoever asked; None when there is none."""
    try:
        return (folder() / key).open("rb")
    except OSError:
        return None


def keep(key: str, content: bytes) -> None:
    """Store a file that was made, unless the disk refuses: it is made again then. The oldest go when room ends."""
    place = folder() / key
    beside = place.with_name(f".{uuid4().hex}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        logger.warning("A download is not stored (%s): %s", folder(), error)
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return
    _make_room()


def _make_room() -> None:
    """Down to nine tenths of DOWNLOADS_MOST_BYTES once it is passed, so that not every file asks for room."""
    files = _files()
    used = sum(size for _age, size, _path in files)
    if used <= settings.DOWNLOADS_MOST_BYTES:
        return
    for _age, size, path in sorted(files):
        with suppress(OSError):
            Path(path).unlink()
            used -= size
        if used <= settings.DOWNLOADS_MOST_BYTES * 9 // 10:
            return


def _files() -> list[tuple[float, int, str]]:
    """Age, size and path of each; a file that another process deletes meanwhile is none."""
    found = []
    with suppress(OSError), os.scandir(folder()) as entries:
        for entry in entries:
            with suppress(OSError):
                found.append((entry.stat().st_mtime, entry.stat().st_size, entry.path))
    return found

"""Boxes of ISO media files (ISO/IEC 14496-12, 4.2): films, sounds, and pictures as AVIF has them."""

from __future__ import annotations

import struct
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BOXES = 20_000


class Broken(ValueError):
    """A file that breaks off, or whose boxes do not hold together."""


class Box:
    __slots__ = ("end", "inside", "kind", "start")

    def __init__(self, kind: bytes, start: int, inside: int, end: int) -> None:
        self.kind, self.start, self.inside, self.end = kind, start, inside, end


def boxes(file: IO[bytes], place: int, end: int) -> Iterator[Box]:
    for _count in range(MOST_BOXES):
        if place + 8 > end:
            return
        file.seek(place)
        head = file.read(16)
        size, kind = struct.unpack(">I4s", head[:8])
        inside = place + 8
        if size == 1 and len(head) == 16:  # noqa: PLR2004 -- a size of 64 bits follows
            (size,) = struct.unpack(">Q", head[8:])
            inside = place + 16
        size = size or end - place
        if size < inside - place or place + size > end:
            raise Broken
        yield Box(kind, place, inside, place + size)
        place += size
    raise Broken

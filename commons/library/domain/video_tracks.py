"""Tracks of a film that note where the camera was, second by second: GoPro, DJI, Sony, Android, Apple.

What a track holds stands among picture and sound (ISO/IEC 14496-12, 8.5 to 8.7): it is overwritten there, and the track
becomes a box that says nothing. Picture, sound, chapters and subtitles stay as they are.
"""

from __future__ import annotations

import re
import struct
from typing import IO, TYPE_CHECKING

from commons.library.domain.iso_boxes import Box, boxes
from commons.library.domain.told_places import CannotClean, tells_where
from commons.library.domain.video_boxes import blank, write_zeros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INSIDE = frozenset({b"mdia", b"minf", b"stbl"})
_TIMED_METADATA, _WORDS = b"meta", frozenset({b"text", b"sbtl", b"subt"})
_LARGEST_TABLE, _MOST_READ, _DEEPEST = 16_000_000, 64_000, 4
# As drones write into subtitles: GPS(2.1234,48.1234,19) or [latitude: 48.1234].
_IN_WORDS = re.compile(rb"GPS ?\(|latitude|longtitude|-?[0-9]{1,3}\.[0-9]{4,}, ?-?[0-9]{1,3}\.[0-9]{4,}", re.IGNORECASE)


def take_tracks_out(path: Path) -> bool:
    """Whether there were any. Raises CannotClean where such a track is written in fragments, Broken as `boxes` does."""
    size, changed = path.stat().st_size, False
    with path.open("r+b") as file:
        top = list(boxes(file, 0, size))
        fragments = any(box.kind == b"moof" for box in top)
        for moov in (box for box in top if box.kind == b"moov"):
            for track in [box for box in boxes(file, moov.inside, moov.end) if box.kind == b"trak"]:
                tables = dict(_tables(file, track))
                if not _tells(file, tables, size):
                    continue
                if fragments:
                    raise CannotClean
                for start, end in list(_places(file, tables, size)):
                    write_zeros(file, start, end)
                changed = blank(file, track)
    return changed


def _tables(file: IO[bytes], box: Box, depth: int = 0) -> Iterator[tuple[bytes, Box]]:
    for inside in boxes(file, box.inside, box.end):
        if inside.kind in _INSIDE and depth < _DEEPEST:
            yield from _tables(file, inside, depth + 1)
        # The handler of the media comes before that of the data.
        elif inside.kind != b"hdlr" or depth == 1:
            yield inside.kind, inside


def _content(file: IO[bytes], tables: dict[bytes, Box], kind: bytes) -> bytes:
    box = tables.get(kind)
    if box is None:
        return b""
    if box.end - box.inside > _LARGEST_TABLE:
        raise CannotClean
    file.seek(box.inside)
    return file.read(box.end - box.inside)


def _tells(file: IO[bytes], tables: dict[bytes, Box], size: int) -> bool:
    handler = _content(file, tables, b"hdlr")[8:12]
    if handler not in _WORDS:
        return handler == _TIMED_METADATA
    read = b""
    for start, end in _places(file, tables, size):
        file.seek(start)
        read += file.read(min(end - start, _MOST_READ))
        if len(read) >= _MOST_READ:
            break
    return bool(_IN_WORDS.search(read) or tells_where(b"", read))


def _places(file: IO[bytes], tables: dict[bytes, Box], size: int) -> Iterator[tuple[int, int]]:
    """Where in the file each chunk of a track begins and ends; together no more than the file."""
    offsets = _numbers(_content(file, tables, b"stco")[4:], "I") or _numbers(_content(file, tables, b"co64")[4:], "Q")
    sizes = _sizes(_content(file, tables, b"stsz"))
    runs = _numbers(_content(file, tables, b"stsc")[4:], "III")
    if offsets and not (sizes and runs):
        raise CannotClean
    place = run = total = 0
    for number, (start,) in enumerate(offsets, start=1):
        while run + 1 < len(runs) and runs[run + 1][0] <= number:
            run += 1
        count = runs[run][1]
        length = sum(sizes[place : place + count])
        place, total = place + count, total + length
        if total > size:
            raise CannotClean
        yield min(start, size), min(start + length, size)


def _numbers(table: bytes, row: str) -> list[tuple[int, ...]]:
    """The rows of a table that begins with their count."""
    form = struct.Struct(f">{row}")
    count = min(int.from_bytes(table[:4], "big"), (len(table) - 4) // form.size)
    return list(form.iter_unpack(table[4 : 4 + max(count, 0) * form.size]))


def _sizes(table: bytes) -> list[int]:
    """Of each sample: one size for all, or a table of them."""
    same, count = struct.unpack(">II", table[4:12]) if len(table) >= 12 else (0, 0)  # noqa: PLR2004 -- version, size, count
    return [same] * min(count, _LARGEST_TABLE // 4) if same else [size for (size,) in _numbers(table[8:], "I")]

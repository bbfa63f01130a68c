"""An AVIF without place and serial numbers, cleaned in place: nothing is drawn or written anew.

ISO/IEC 14496-12, 8.11: `meta` names the items of a file (`iinf`) and where each stands (`iloc`). Exif and XMP are items
beside the picture (ISO/IEC 23008-12, annex A). What else stands between the boxes is overwritten by free space.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from commons.library.domain.iso_boxes import Broken, boxes
from commons.library.domain.private_exif import EXIF, NOTHING, without_gps
from commons.library.domain.private_xml import without_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commons.library.domain.iso_boxes import Box

_MOST_ITEMS, _MOST_EXTENTS = 5_000, 20_000
_DRAWN = frozenset({b"ftyp", b"meta", b"mdat", b"moov"})
_IN_FILE, _IN_META = 0, 1  # where an item stands: methods of `iloc`
_XMP = b"application/rdf+xml"


def clean_avif(content: bytes) -> bytes:
    """As many bytes. Raises Broken for boxes that do not hold together, or that keep Exif where nobody can reach it."""
    out = bytearray(content)
    file = io.BytesIO(content)
    for box in boxes(file, 0, len(content)):
        if box.kind == b"meta":
            _clean_items(file, box, out)
        elif box.kind not in _DRAWN:
            out[box.start + 4 : box.start + 8] = b"free"
            out[box.inside : box.end] = bytes(box.end - box.inside)
    return bytes(out)


def _clean_items(file: io.BytesIO, meta: Box, out: bytearray) -> None:
    inside = {box.kind: box for box in boxes(file, meta.inside + 4, meta.end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    told = dict(_told(file, inside[b"iinf"]))
    places = dict(_places(file, inside[b"iloc"], inside.get(b"idat"), told))
    for item, kind in told.items():
        extents = places.get(item, [])
        if any(start < 0 or start + size > len(out) for start, size in extents):
            raise Broken
        before = b"".join(bytes(out[start : start + size]) for start, size in extents)
        _write(out, extents, _cleaned(kind, before))


def _cleaned(kind: bytes, data: bytes) -> bytes:
    if not data:
        return data
    if kind == _XMP:
        return without_place(data).ljust(len(data), b" ")
    skipped = 4 + int.from_bytes(data[:4], "big")  # up to the head of the TIFF
    exif = data[skipped:].removeprefix(EXIF)
    cleaned = without_gps(exif)
    if cleaned == exif:
        return data
    for tiff in (cleaned or NOTHING, NOTHING):
        if 4 + len(tiff) <= len(data):
            return (bytes(4) + tiff).ljust(len(data), b"\0")
    raise Broken


def _write(out: bytearray, extents: list[tuple[int, int]], cleaned: bytes) -> None:
    place = 0
    for start, size in extents:
        out[start : start + size] = cleaned[place : place + size]
        place += size


def _payload(file: io.BytesIO, box: Box) -> bytes:
    file.seek(box.inside)
    return file.read(box.end - box.inside)


def _told(file: io.BytesIO, box: Box) -> Iterator[tuple[int, bytes]]:
    """The items that are Exif or XMP: number, and which of the two."""
    head = _payload(file, box)[:8]
    start = box.inside + (6 if head[:1] == b"\0" else 8)
    for count, entry in enumerate(boxes(file, start, box.end)):
        if count >= _MOST_ITEMS:
            raise Broken
        data = _payload(file, entry)
        wide = 4 if data[:1] >= b"\3" else 2
        item, rest = int.from_bytes(data[4 : 4 + wide], "big"), data[4 + wide + 2 :]
        kind, content_type = rest[:4], rest[4:].split(b"\0")[1:2]
        if kind == b"Exif":
            yield item, kind
        elif kind == b"mime" and content_type == [_XMP]:
            yield item, _XMP


def _places(
    file: io.BytesIO, box: Box, idat: Box | None, told: Mapping[int, bytes]
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Where each of these items stands: start and size, in bytes of the file."""
    data = io.BytesIO(_payload(file, box))

    def number(size: int) -> int:
        read = data.read(size)
        if len(read) < size:
            raise Broken
        return int.from_bytes(read, "big")

    version, sizes = number(4) >> 24, number(2)
    offset, length, base, index = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    extents = 0
    for _count in range(min(number(4 if version >= 2 else 2), _MOST_ITEMS + 1)):  # noqa: PLR2004 -- 16 or 32 bits
        item = number(4 if version >= 2 else 2)  # noqa: PLR2004 -- the same
        method = number(2) & 15 if version else _IN_FILE
        number(2)
        begin = number(base)
        found: list[tuple[int, int]] = []
        for _extent in range(number(2)):
            extents += 1
            if extents > _MOST_EXTENTS:
                raise Broken
            number(index if version else 0)
            start = begin + number(offset)
            found.append((start, number(length)))
        if item in told:
            yield item, _in_file(found, method, idat)


def _in_file(found: list[tuple[int, int]], method: int, idat: Box | None) -> list[tuple[int, int]]:
    if method == _IN_FILE:
        return found
    if method != _IN_META or idat is None:
        raise Broken
    return [(idat.inside + start, size) for start, size in found]

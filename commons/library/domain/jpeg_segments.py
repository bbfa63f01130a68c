"""A JPEG without place and serial numbers: Exif, XMP, Photoshop's copies of both, the pictures that phones put behind.

Of the segments of applications (APP0 to APP15) stay those that say how to draw, the rights (XMP, IPTC in Photoshop's)
and where the picture comes from (JUMBF); notes of cameras and drones in others go.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from commons.library.domain.private_exif import EXIF, without_gps
from commons.library.domain.private_xml import tells, without_place

if TYPE_CHECKING:
    from collections.abc import Iterator

_XMP, _PHOTOSHOP, _RESOURCE = b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0", b"8BIM"
# Adobe Photoshop File Formats: Exif data 1 and 3, and XMP, which all stand in segments of their own too.
_COPIES = frozenset({1058, 1059, 1060})
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_FILL, _SOS, _EOI, _APPS = 0xFF, 0xDA, 0xD9, range(0xE0, 0xF0)
_APP0, _APP1, _APP2, _APP8, _APP11, _APP12, _APP13, _APP14 = 0xE0, 0xE1, 0xE2, 0xE8, 0xEB, 0xEC, 0xED, 0xEE
_DRAWS = {
    _APP0: (b"JFIF\0", b"JFXX\0", b"AVI1"), _APP2: (b"ICC_PROFILE\0",), _APP8: (b"SPIFF\0",), _APP12: (b"Ducky",),
    _APP14: (b"Adobe",),
}  # fmt: skip
_LONGEST_SEGMENT = 65_533  # bytes of payload
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def clean_jpeg(content: bytes) -> bytes:
    out, resources = [b"\xff\xd8"], _Resources()
    for marker, segment, data in _segments(content):
        if marker not in _APPS:
            out.append(segment)
            continue
        cleaned = resources.without_copies(data) if marker == _APP13 else _cleaned(marker, data)
        out.append(segment if cleaned == data else _segment(marker, cleaned))
    return b"".join(out)


def _cleaned(marker: int, data: bytes) -> bytes | None:
    """The payload of a segment; None for one that goes."""
    if marker == _APP1 and data.startswith(EXIF):
        exif = without_gps(data[len(EXIF) :])
        return exif and EXIF + exif
    if marker == _APP1 and data.startswith(_XMP):
        packet = without_place(data[len(_XMP) :])
        return packet and _XMP + packet
    if marker == _APP11:  # JUMBF, of which a manifest of C2PA may repeat what Exif says
        return None if tells(data) else data
    return data if data.startswith(_DRAWS.get(marker, ())) else None


class _Resources:
    """Photoshop's resources, which may go on from one segment to the next."""

    def __init__(self) -> None:
        self._left, self._is_copy = 0, False  # bytes of the last resource that the next segment holds

    def without_copies(self, data: bytes) -> bytes | None:
        if not data.startswith(_PHOTOSHOP):
            return None
        place = len(_PHOTOSHOP)
        out = [data[:place]]
        while place < len(data):
            start = place
            if not self._left:
                self._left = self._length_of(data, place)
            stop = min(place + self._left, len(data))
            self._left -= stop - start
            place = stop
            out += [] if self._is_copy else [data[start:stop]]
        return b"".join(out) if len(out) > 1 else None

    def _length_of(self, data: bytes, place: int) -> int:
        """Of the resource that begins here, with its head, as many bytes as are even."""
        name = data[place + 6] if place + 6 < len(data) else 0
        behind = place + 6 + name + 1 + (name + 1) % 2
        if data[place : place + 4] != _RESOURCE or behind + 4 > len(data):
            # No resource: nobody can tell what it is.
            self._is_copy = True
            return len(data) - place
        (size,) = struct.unpack(">I", data[behind : behind + 4])
        self._is_copy = int.from_bytes(data[place + 4 : place + 6], "big") in _COPIES
        return int(behind + 4 - place + size + size % 2)


def _segment(marker: int, data: bytes | None) -> bytes:
    """Nothing of a payload that no reader understood, or that no segment could hold."""
    if not data or len(data) > _LONGEST_SEGMENT:
        return b""
    return struct.pack(">BBH", _FILL, marker, len(data) + 2) + data


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, bytes and payload of each segment up to the end of the first picture; its scans come with their data."""
    place = 2
    while place + 1 < len(content):
        start = place
        while place + 1 < len(content) and content[place] == _FILL == content[place + 1]:
            place += 1
        marker = content[place + 1]
        place += 2
        if marker == _EOI:
            yield marker, b"\xff\xd9", b""
            return
        if marker in _STANDALONE:
            yield marker, content[start:place], b""
            continue
        length = struct.unpack(">H", content[place : place + 2])[0] if place + 2 <= len(content) else 0
        data = content[place + 2 : place + length]
        place += max(length, 2)
        if marker == _SOS:
            place = _after_scan(content, place)
        yield marker, content[start:place], data


def _after_scan(content: bytes, place: int) -> int:
    match = _MARKER.search(content, place)
    return match.start() if match else len(content)

"""Comments of Vorbis, Opus, Theora, Speex and FLAC, and the pages of Ogg (RFC 3533) with them, cleaned in place."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from commons.library.domain.told_places import LARGEST_TAG, CannotClean, clean_picture, tells_where

if TYPE_CHECKING:
    from pathlib import Path

_MOST_PAGES, _MOST_LOOKED_AT, _MOST_STREAMS, _MOST_COMMENTS, _HEADER = 1_000_000, 20_000, 200, 10_000, 27
_FIRST = 2
# How the packet with the comments begins, and how many bytes come before them.
_BEGINNINGS = {b"\x03vorbis": 7, b"OpusTags": 8, b"\x81theora": 7}
_FLAC_COMMENTS, _FLAC_PICTURE, _MOST_PACKETS = 4, 6, 10
_PICTURE = b"METADATA_BLOCK_PICTURE"


def clean_comments(block: bytearray, place: int) -> None:
    """Overwrite what tells where in a list of comments that begins at `place`: it stays as long as it was."""
    place += 4 + int.from_bytes(block[place : place + 4], "little")
    count = int.from_bytes(block[place : place + 4], "little")
    place += 4
    if count > _MOST_COMMENTS:
        raise CannotClean
    for _number in range(count):
        size = int.from_bytes(block[place : place + 4], "little")
        said = slice(place + 4, place + 4 + size)
        if said.stop > len(block):
            return
        block[said] = _cleaned(bytes(block[said]))
        place = said.stop


def _cleaned(comment: bytes) -> bytes:
    name, equals, value = comment.partition(b"=")
    if tells_where(name, value[:5000]):
        return (b"X=" + b" " * len(comment))[: len(comment)]
    if name.upper() != _PICTURE:
        return comment
    try:
        picture = base64.b64decode(value, validate=True)
    except binascii.Error:
        return comment
    cleaned = clean_picture(picture)
    return comment if cleaned == picture else name + equals + base64.b64encode(cleaned)


@dataclass(slots=True)
class _Stream:
    """The packet of one logical stream that is being put together: `parts` say where in the file its bytes are."""

    parts: list[_Part] = field(default_factory=list)
    packet: bytearray = field(default_factory=bytearray)
    packets: int = 0
    first: bytes = b""


@dataclass(frozen=True, slots=True)
class _Page:
    start: int
    flags: int
    serial: bytes
    lacing: bytes

    @property
    def body(self) -> int:
        return self.start + _HEADER + len(self.lacing)

    @property
    def end(self) -> int:
        return self.body + sum(self.lacing)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a packet: on which page, where in the file and how many bytes."""

    page: _Page
    start: int
    size: int


def clean_ogg(path: Path) -> bool:
    """Whether there was something. Raises CannotClean for comments that are too large to be looked at."""
    streams: dict[bytes, _Stream] = {}
    changed: list[tuple[int, bytes]] = []
    with path.open("r+b") as file:
        place = looked_at = held = 0
        pages: dict[int, _Page] = {}  # those that were changed, by where they begin
        for _count in range(_MOST_PAGES):
            page = _page_at(file, place)
            if page is None:
                break
            if page.flags & _FIRST:
                streams[page.serial] = _Stream()
            stream = streams.get(page.serial)
            if stream and stream.packets < _MOST_PACKETS:
                looked_at += 1
                held += sum(page.lacing)
                if max(held / LARGEST_TAG, looked_at / _MOST_LOOKED_AT, len(streams) / _MOST_STREAMS) > 1:
                    raise CannotClean
                for part, content in _packets(file, page, stream):
                    changed.append((part.start, content))
                    pages[part.page.start] = part.page
            place = page.end
        else:
            raise CannotClean
        for start, content in changed:
            file.seek(start)
            file.write(content)
        for page in pages.values():
            _sum_again(file, page)
    return bool(changed)


def _page_at(file: IO[bytes], place: int) -> _Page | None:
    file.seek(place)
    head = file.read(_HEADER)
    if len(head) < _HEADER or not head.startswith(b"OggS"):
        return None
    return _Page(place, head[5], head[14:18], file.read(head[26]))


def _packets(file: IO[bytes], page: _Page, stream: _Stream) -> list[tuple[_Part, bytes]]:
    """What has to be written where, of the packets that end on this page."""
    changed: list[tuple[_Part, bytes]] = []
    place = page.body
    for size in page.lacing:
        file.seek(place)
        stream.parts.append(_Part(page, place, size))
        stream.packet += file.read(size)
        place += size
        if size < 255:  # noqa: PLR2004 -- a packet ends with a shorter segment
            changed += _packet(stream)
            stream.parts, stream.packet = [], bytearray()
            stream.packets += 1
            if stream.packets >= _MOST_PACKETS:
                break
    return changed


def _packet(stream: _Stream) -> list[tuple[_Part, bytes]]:
    packet = stream.packet
    before = bytes(packet)
    stream.first = stream.first or before[:8]
    offset = next((length for begin, length in _BEGINNINGS.items() if before.startswith(begin)), 0)
    kind = before[0] & 0x7F if before and stream.first.startswith(b"\x7fFLAC") else -1
    if offset or kind == _FLAC_COMMENTS:
        clean_comments(packet, offset or 4)
    elif kind == _FLAC_PICTURE:
        packet[:] = clean_picture(before)
    elif stream.packets == 1 and stream.first == b"Speex   ":  # nothing but the comments
        clean_comments(packet, 0)
    if packet == before:
        return []
    place, written = 0, []
    for part in stream.parts:
        content = packet[place : place + part.size]
        if content != before[place : place + part.size]:
            written.append((part, bytes(content)))
        place += part.size
    return written


def _sum_again(file: IO[bytes], page: _Page) -> None:
    file.seek(page.start)
    content = bytearray(file.read(page.end - page.start))
    content[22:26] = bytes(4)
    crc = _crc(content)
    file.seek(page.start + 22)
    file.write(crc.to_bytes(4, "little"))


def _crc(content: bytes | bytearray) -> int:
    """The checksum of a page: polynomial 0x04c11db7, not reflected, nothing inverted (RFC 3533, 6).

    It is that of ZIP over mirrored bytes, mirrored, without its two inversions.
    """
    mirrored = zlib.crc32(content.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

"""Tags of sounds, cleaned in place: ID3 (v2.2 to 2.4) and APE in MP3, blocks of FLAC, chunks of WAV.

Specifications: id3.org (v2.3.0 §3, v2.4.0 §3 and §4), RFC 9639 (FLAC, §8), RFC 2361 and EBU Tech 3285 (WAV, bext).
"""

from __future__ import annotations

import struct
from typing import IO, TYPE_CHECKING

from commons.library.domain import told_places
from commons.library.domain.told_places import LARGEST_TAG, CannotClean, tells_where
from commons.library.domain.vorbis_comments import clean_comments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_CHUNKS, _MOST_FRAMES, _TAIL = 100_000, 10_000, 300_000
_V2_2, _V2_4 = 2, 4
_VERSIONS = range(2, 5)
_UNSYNCHRONISED, _EXTENDED, _FOOTER = 0x80, 0x40, 0x10
_NAMED = frozenset({b"TXXX", b"TXX", b"PRIV", b"GEOB", b"GEO", b"UFID", b"UFI", b"WXXX", b"WXX"})
_PICTURES = frozenset({b"APIC", b"PIC"})
# Flags of a frame that say that it is compressed or encrypted, in v2.3 and in v2.4.
_PACKED = {3: 0xC0, 4: 0x0C}
_PADDING, _APPLICATION, _COMMENTS, _PICTURE = 1, 2, 4, 6
_ORIGINATOR_REFERENCE = slice(
    288, 320
)  # of bext: an identifier that holds the serial number of the recorder (EBU R 99)


def clean_mp3(path: Path) -> bool:
    """Whether there was something. Raises CannotClean, as the others here."""
    with path.open("r+b") as file:
        changed, place = False, 0
        while _read(file, place, 3) == b"ID3" and place < LARGEST_TAG:
            cleaned, place = _id3(file, place)
            changed |= cleaned
        return _tail(file, path.stat().st_size) or changed


def _read(file: IO[bytes], place: int, size: int) -> bytes:
    file.seek(place)
    return file.read(size)


def _write(file: IO[bytes], place: int, content: bytes) -> None:
    file.seek(place)
    file.write(content)


def _synchsafe(four: bytes) -> int:
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def _id3(file: IO[bytes], place: int) -> tuple[bool, int]:
    head = _read(file, place, 10)
    if len(head) < 10:  # noqa: PLR2004 -- the header
        return False, place + 10
    version, flags, size = head[3], head[5], _synchsafe(head[6:10])
    end = place + 10 + size + (10 if flags & _FOOTER else 0)
    if size > LARGEST_TAG or version not in _VERSIONS:
        raise CannotClean
    body = _read(file, place + 10, size)
    whole = version < _V2_4 and flags & _UNSYNCHRONISED
    cleaned = _frames(body.replace(b"\xff\x00", b"\xff") if whole else body, version, flags)
    if cleaned is None:
        return False, end
    if whole:
        _write(file, place + 5, bytes([flags & ~_UNSYNCHRONISED]))
    _write(file, place + 10, cleaned.ljust(len(body), b"\0"))
    return True, end


def _frames(body: bytes, version: int, flags: int) -> bytes | None:
    """The frames without those that tell; None when none does. What is left out is padding at the end."""
    start = 0
    if flags & _EXTENDED and version > _V2_2 and len(body) >= 4:  # noqa: PLR2004 -- its size
        size = _synchsafe(body[:4]) if version == _V2_4 else int.from_bytes(body[:4], "big") + 4
        start = max(size, 4)
    out, changed = [body[:start]], False
    for count, (name, head, data) in enumerate(_split(body, start, version)):
        if count > _MOST_FRAMES:
            raise CannotClean
        packed = version > _V2_2 and head[-1] & _PACKED[version]
        cleaned = _frame(name, data, packed=bool(packed))
        changed |= cleaned != data
        out += [head, cleaned] if cleaned is not None else []
    return b"".join(out) if changed else None


def _split(body: bytes, place: int, version: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Name, header and content of each frame, until the padding."""
    letters, length = (3, 6) if version == _V2_2 else (4, 10)
    while place + length <= len(body) and body[place : place + letters].isalnum():
        head = body[place : place + length]
        sized = head[letters : 2 * letters]
        size = _synchsafe(sized) if version == _V2_4 else int.from_bytes(sized, "big")
        yield head[:letters], head, body[place + length : place + length + size]
        place += length + size


def _frame(name: bytes, data: bytes, *, packed: bool) -> bytes | None:
    """The content of a frame of as many bytes; None for one that goes."""
    if packed:
        return None if name in _NAMED or name in _PICTURES else data
    if name in _PICTURES:
        return told_places.clean_picture(data)
    if name in _NAMED:
        # Behind the byte of the encoding, up to a NUL, of two bytes in UTF-16.
        description = data[:200].lstrip(b"\0\1\2\3").split(b"\0\0" if data[:1] in {b"\1", b"\2"} else b"\0")[0]
        return None if tells_where(description, data[:5000]) else told_places.without_tags(data)
    return None if tells_where(b"", data[:5000]) else data


def _tail(file: IO[bytes], size: int) -> bool:
    """An APE tag and ID3v1, which stand behind the sound."""
    start = max(size - _TAIL, 0)
    tail = _read(file, start, _TAIL)
    cleaned = bytearray(tail)
    place = tail.find(b"APETAGEX")
    if place >= 0:
        _ape(cleaned, place + 32)
    if tail[-128:-125] == b"TAG":
        cleaned[-128:] = told_places.without_coordinates(tail[-128:])
    if cleaned != tail:
        _write(file, start, bytes(cleaned))
    return cleaned != tail


def _ape(tail: bytearray, place: int) -> None:
    for _count in range(1000):
        size = int.from_bytes(tail[place : place + 4], "little")
        end = tail.find(b"\0", place + 8, place + 8 + 256)
        if end < 0 or end + 1 + size > len(tail):
            return
        value = slice(end + 1, end + 1 + size)
        name, told = bytes(tail[place + 8 : end]), bytes(tail[value])
        tail[value] = b" " * size if tells_where(name, told[:5000]) else told_places.clean_picture(told)
        place = end + 1 + size


def clean_flac(path: Path) -> bool:
    changed, place = False, 4
    with path.open("r+b") as file:
        for _count in range(_MOST_CHUNKS):
            head = _read(file, place, 4)
            if len(head) < 4:  # noqa: PLR2004 -- the header
                break
            kind, size = head[0] & 0x7F, int.from_bytes(head[1:], "big")
            if kind in {_APPLICATION, _COMMENTS, _PICTURE}:
                data = _read(file, place + 4, size)
                cleaned = _block(kind, data)
                if cleaned != data:
                    _write(file, place + 4, cleaned)
                    changed = True
            if head[0] & 0x80:
                break
            place += 4 + size
    return changed


def _block(kind: int, data: bytes) -> bytes:
    if kind == _COMMENTS:
        block = bytearray(data)
        clean_comments(block, 0)
        return bytes(block)
    return told_places.clean_picture(data) if kind == _PICTURE else _without(data)


def _without(data: bytes) -> bytes:
    return told_places.without_coordinates(told_places.without_tags(data))


def clean_wav(path: Path) -> bool:
    with path.open("r+b") as file:
        cleaned = [_chunk(file, *found) for found in list(_chunks(file, path.stat().st_size))]
    return any(cleaned)


def _chunks(file: IO[bytes], end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and size of the content of each chunk."""
    place = 12
    for _count in range(_MOST_CHUNKS):
        head = _read(file, place, 8)
        if len(head) < 8 or place >= end:  # noqa: PLR2004 -- the header
            return
        name, size = struct.unpack("<4sI", head)
        yield name, place + 8, size
        place += 8 + size + size % 2


def _chunk(file: IO[bytes], name: bytes, place: int, size: int) -> bool:
    if name.lower() == b"id3 ":
        return _read(file, place, 3) == b"ID3" and _id3(file, place)[0]
    if name in {b"data", b"fmt ", b"fact"} or size > LARGEST_TAG:
        return False
    data = _read(file, place, size)
    cleaned = bytearray(_without(data))
    if name == b"bext":
        cleaned[_ORIGINATOR_REFERENCE] = bytes(len(cleaned[_ORIGINATOR_REFERENCE]))
    if cleaned != data:
        _write(file, place, bytes(cleaned))
    return cleaned != data

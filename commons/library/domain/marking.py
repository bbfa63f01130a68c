"""The licence travels in the file: XMP written into JPEG, PNG, WebP and PDF; what is drawn or said is left as it is.

Where XMP stands: XMP specification, part 3 (JPEG: an APP1 segment; PNG: an iTXt chunk; WebP: a chunk "XMP " that the
header VP8X announces; PDF: the metadata stream of the catalogue). The packet that was there goes.
"""

from __future__ import annotations

import dataclasses
import struct
import zlib
from typing import TYPE_CHECKING

from legaltools.metadata.xmp import write_xmp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaltools.credit import Work

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_XMP, _MORE_XMP = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_XMP_IN_PNG = b"XML:com.adobe.xmp\0"
_APP0, _APP1, _SOS, _FILL = 0xE0, 0xE1, 0xDA, 0xFF
_LONGEST = 65_533 - len(_XMP)  # bytes: what a segment of a JPEG holds; kept to everywhere
# Flags of VP8X, and the bits of a VP8L header.
_HAS_XMP, _HAS_ALPHA = 0x04, 0x10
MOST_BYTES = 50_000_000  # of a file that is taken into the memory


class CannotMark(Exception):
    """Nothing can be written into this file: it is none of the four formats, broken, encrypted, signed or too large."""


class CannotMarkNow(CannotMark):
    """The machine refuses for the moment; of the file it says nothing."""


def packet(work: Work, *, page: str, language: str = "fr") -> str:
    """The XMP of a work; `page` is the address of the page that states its licence.

    A work of very many originals or authors does not fit into a JPEG: its originals are left to that page, then the
    authors after the tenth.
    """
    shorter = dataclasses.replace(work, adapted_from=())
    shortest = dataclasses.replace(shorter, authors=work.authors[:10], changes="")
    packets = (write_xmp(one, language, page=page) for one in (work, shorter, shortest))
    return next((text for text in packets if len(text.encode()) <= _LONGEST), "")


def can_be_marked(start: bytes) -> bool:
    """Whether a file that begins with these bytes (12 at least) is of a format that holds the packet."""
    return start.startswith((_JPEG, _PNG, b"%PDF-")) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")


def marked(content: bytes, xmp: str) -> bytes:
    """The same file with this packet inside, in place of the one that was there. Raises CannotMark."""
    try:
        return _marked(content, xmp.encode())
    except (struct.error, IndexError, ValueError, zlib.error) as error:
        raise CannotMark from error


def _marked(content: bytes, xmp: bytes) -> bytes:
    if not xmp or len(content) > MOST_BYTES:
        raise CannotMark
    if content.startswith(_JPEG):
        return _jpeg(content, xmp)
    if content.startswith(_PNG):
        return _png(content, xmp)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content, xmp)
    if content.startswith(b"%PDF-"):
        from commons.library.domain.marking_pdf import pdf  # noqa: PLC0415 -- it knows this module

        return pdf(content, xmp)
    raise CannotMark


def _jpeg(content: bytes, xmp: bytes) -> bytes:
    """The packet comes after JFIF and Exif, which readers look for first."""
    before, place = [_JPEG], 2
    after: list[bytes] = []
    while content[place] == _FILL and content[place + 1] != _SOS:
        if content[place + 1] == _FILL:
            place += 1
            continue
        marker, (length,) = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])
        segment = content[place : place + 2 + length]
        place += 2 + length
        if marker == _APP1 and segment[4:].startswith((_XMP, _MORE_XMP)):
            continue
        is_first = not after and (marker == _APP0 or (marker == _APP1 and segment[4:].startswith(b"Exif\0\0")))
        (before if is_first else after).append(segment)
    if content[place] != _FILL:
        raise CannotMark
    written = struct.pack(">BBH", _FILL, _APP1, len(_XMP) + len(xmp) + 2) + _XMP + xmp
    return b"".join((*before, written, *after, content[place:]))


def _png(content: bytes, xmp: bytes) -> bytes:
    """The packet comes right after the header: what reads a part of the file finds it."""
    out, place = [_PNG], len(_PNG)
    while place + 8 <= len(content):
        (length,), kind = struct.unpack(">I", content[place : place + 4]), content[place + 4 : place + 8]
        chunk = content[place : place + 12 + length]
        place += 12 + length
        if kind == b"iTXt" and chunk[8:].startswith(_XMP_IN_PNG):
            continue
        out.append(chunk)
        if kind == b"IHDR":
            data = _XMP_IN_PNG + b"\0\0\0\0" + xmp  # not compressed, no language, no translated keyword
            out.append(struct.pack(">I", len(data)) + b"iTXt" + data + struct.pack(">I", zlib.crc32(b"iTXt" + data)))
    if not any(chunk[4:8] == b"iTXt" and chunk.endswith(xmp, 0, -4) for chunk in out):
        raise CannotMark
    return b"".join(out)


def _webp(content: bytes, xmp: bytes) -> bytes:
    chunks = [chunk for chunk in _chunks(content) if chunk[0] != b"XMP "]
    if chunks[0][0] == b"VP8X":
        header = chunks[0][1]
        chunks[0] = (b"VP8X", bytes([header[0] | _HAS_XMP]) + header[1:])
    else:
        chunks.insert(0, (b"VP8X", _extended(*chunks[0])))
    chunks.append((b"XMP ", xmp))
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(content):
        kind, (length,) = content[place : place + 4], struct.unpack("<I", content[place + 4 : place + 8])
        yield kind, content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _extended(kind: bytes, data: bytes) -> bytes:
    """The VP8X header of a simple WebP, whose size stands in its only chunk (RFC 9649, 2.5 to 2.7)."""
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", data[1:5])
        width, height, alpha = bits & 0x3FFF, (bits >> 14) & 0x3FFF, bool(bits >> 28 & 1)
    elif kind == b"VP8 ":
        width, height = (value & 0x3FFF for value in struct.unpack("<HH", data[6:10]))
        width, height, alpha = width - 1, height - 1, False
    else:
        raise CannotMark
    flags = _HAS_XMP | (_HAS_ALPHA if alpha else 0)
    return bytes([flags, 0, 0, 0]) + width.to_bytes(3, "little") + height.to_bytes(3, "little")

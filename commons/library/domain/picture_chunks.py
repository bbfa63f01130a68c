"""PNG, WebP and GIF without place and serial numbers: their chunks and blocks one by one, every pixel as it was."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from commons.library.domain.private_exif import EXIF, without_gps
from commons.library.domain.private_xml import tells, without_place

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
_XMP_IN_PNG = b"XML:com.adobe.xmp"
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
# PNG 3, 11.3.3.2, dates as ImageMagick writes them, and what programs that draw by themselves say of it. Texts under
# other names go: `exif:GPSLatitude`, `Raw profile type exif` are how some programs write Exif.
_KNOWN = frozenset({
    b"title", b"author", b"description", b"copyright", b"creation time", b"software", b"disclaimer", b"warning",
    b"source", b"comment", b"collection", b"artist", b"license", b"licence", b"url", b"date:create", b"date:modify",
    b"date:timestamp", b"parameters", b"prompt", b"workflow",
})  # fmt: skip
_CREDENTIALS = frozenset({b"caBX", b"C2PA"})  # C2PA: a manifest may repeat what Exif says
_EXTENSION, _APPLICATION, _IMAGE, _END = 0x21, 0xFF, 0x2C, 0x3B
_TABLE = 0x80  # flag: a table of colours follows
_LOOPS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})
_XMP_IN_GIF, _XMP_TRAILER = b"XMP DataXMP", 258


def clean_png(content: bytes) -> bytes:
    out, place = [PNG], len(PNG)
    while place + 8 <= len(content):
        (length,), kind = struct.unpack(">I", content[place : place + 4]), content[place + 4 : place + 8]
        data = content[place + 8 : place + 8 + length]
        cleaned = _of_png(kind, data)
        if cleaned == data:
            out.append(content[place : place + 12 + length])
        elif cleaned:
            out.append(_png_chunk(kind, cleaned))
        place += 12 + length
        if kind == b"IEND":
            break
    return b"".join(out)


def _of_png(kind: bytes, data: bytes) -> bytes | None:
    """The content of a chunk; None for one that goes."""
    if kind == b"eXIf":
        return without_gps(data)
    if kind in _CREDENTIALS:
        return None if tells(data) else data
    if kind not in _TEXTS:
        return data
    keyword, _nul, text = data.partition(b"\0")
    if keyword == _XMP_IN_PNG:
        return _of_xmp(data, text) if kind == b"iTXt" else None
    return data if keyword.strip().lower() in _KNOWN else None


def _of_xmp(data: bytes, text: bytes) -> bytes | None:
    parts = text[2:].split(b"\0", 2)  # language, translated keyword, packet
    if text[:1] != b"\0" or len(parts) < 3:  # noqa: PLR2004 -- compressed, or broken: nobody needs it here
        return None
    packet = without_place(parts[2])
    return packet and data[: len(data) - len(parts[2])] + packet


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def clean_webp(content: bytes) -> bytes:
    content = content[: 8 + struct.unpack("<I", content[4:8])[0]]
    out, place, changed = [], 12, False
    while place + 8 <= len(content):
        kind, length = content[place : place + 4], struct.unpack("<I", content[place + 4 : place + 8])[0]
        data = content[place + 8 : place + 8 + length]
        # An empty chunk says nothing, and the header that announces it stays true.
        cleaned = _of_webp(kind, data) or b""
        changed |= cleaned != data
        out.append(kind + struct.pack("<I", len(cleaned)) + cleaned + b"\0" * (len(cleaned) % 2))
        place += 8 + length + length % 2
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body if changed else content


def _of_webp(kind: bytes, data: bytes) -> bytes | None:
    if kind == b"EXIF":
        exif = data.removeprefix(EXIF)
        cleaned = without_gps(exif)
        return data if cleaned == exif else cleaned
    if kind == b"XMP ":
        return without_place(data)
    return None if kind in _CREDENTIALS and tells(data) else data


def clean_gif(content: bytes) -> bytes:
    """Of blocks of applications stay those that say how often it plays, and in which colours; XMP that says nothing."""
    head = 13 + (3 << (content[10] & 7) + 1 if content[10] & _TABLE else 0)
    return content[:head] + b"".join(_blocks(content, head))


def _blocks(content: bytes, place: int) -> Iterator[bytes]:
    """GIF89a, 15 to 27. Nothing of what stands behind the end, or of what is no block."""
    while place < len(content):
        start, kind = place, content[place]
        if kind == _END:
            yield content[start : start + 1]
            return
        if kind == _IMAGE:
            flags = content[start + 9]
            place = _after_blocks(content, start + 11 + (3 << (flags & 7) + 1 if flags & _TABLE else 0))
        elif kind == _EXTENSION:
            place = _after_blocks(content, start + 2)
        else:
            return
        block = content[start:place]
        if kind == _IMAGE or block[1] != _APPLICATION or _stays(block):
            yield block


def _stays(block: bytes) -> bool:
    name = block[3:14]
    return name in _LOOPS or (name == _XMP_IN_GIF and not tells(block[14:-_XMP_TRAILER]))


def _after_blocks(content: bytes, place: int) -> int:
    while place < len(content) and content[place]:
        place += 1 + content[place]
    return min(place + 1, len(content))

"""Where a picture was taken and with which very camera: nobody means to publish it. Taken out, the rest left as it is.

Exif 2.32 keeps the place in an IFD of its own (tag 0x8825), XMP in properties `exif:GPS…`. Serial numbers and the owner
of the camera are in the Exif IFD, in XMP (`aux:`, `exifEX:`), and in the maker note, which no specification describes
and which goes whole. The pictures that phones put behind a JPEG (Multi-Picture Format) hold all of it again, and go, as
does whatever else stands behind the end of a picture.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from PIL import Image as PillowImage

if TYPE_CHECKING:
    from collections.abc import Iterator

_GPS = 0x8825
_EXIF, _XMP, _MORE_XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_XMP_IN_PNG = b"XML:com.adobe.xmp\0"
_MAKER_NOTE = 0x927C
# CameraSerialNumber of DNG stands in the first IFD, the others in the Exif one: owner, body, lens.
_SERIALS = frozenset({_MAKER_NOTE, 0xA430, 0xA431, 0xA435, 0xC62F, 0xFDE9})
_EXIF_IFD = 0x8769
_XMP_NAME = (
    rb"(?:(?:exif|exifEX):GPS\w+|(?:aux|exif|exifEX|MicrosoftPhoto|Camera):"
    rb"(?:\w{0,20}SerialNumber|(?:Camera)?OwnerName|MakerNote))"
)
_XMP_PLACE = re.compile(
    rb"\s" + _XMP_NAME + rb"\s{0,20}=\s{0,20}(?:\"[^\"]{0,4000}\"|'[^']{0,4000}')"
    rb"|<(" + _XMP_NAME + rb")\b(?:[^>]{0,2000}/>|.{0,4000}?</\1>)",
    re.DOTALL,
)  # fmt: skip
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_FILL, _SOS, _EOI, _APP1, _APP2 = 0xFF, 0xDA, 0xD9, 0xE1, 0xE2
_LONGEST_SEGMENT = 65_533  # bytes of payload


def without_whereabouts(content: bytes) -> bytes:
    """The same picture without its place; the very same bytes when none is written there.

    `content` is a picture that `check_picture` accepted. JPEG, PNG and WebP keep every pixel; an AVIF is written anew.
    """
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(_PNG):
        return _png(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return _again(content)


def tells_whereabouts(content: bytes) -> bool:
    """Whether a picture of a format that nothing here writes (TIFF, HEIF) says where or with which camera it was made.

    True of any Exif block in one that no reader opens.
    """
    if _names(content):
        return True
    try:
        with warnings.catch_warnings(), PillowImage.open(io.BytesIO(content)) as opened:
            warnings.simplefilter("ignore")
            return _take_out(opened.getexif())
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error, PillowImage.DecompressionBombError):
        return _EXIF in content


def _without_gps(exif: bytes) -> bytes | None:
    """An Exif block, without its header, without place and serial numbers; None when no reader understands it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a block that breaks off, what can be read is read
            values = PillowImage.Exif()
            values.load(_EXIF + exif)
            if not _take_out(values):
                return exif
            return bytes(values.tobytes()).removeprefix(_EXIF)
    except (ValueError, KeyError, TypeError, OSError, SyntaxError, struct.error, OverflowError):
        return None


def _take_out(values: PillowImage.Exif) -> bool:
    """Whether anything had to go."""
    camera = values.get_ifd(_EXIF_IFD)
    found = [(part, tag) for part in (values, camera) for tag in (_GPS, *_SERIALS) if tag in part]
    for part, tag in found:
        del part[tag]
    return bool(found)


def _names(xmp: bytes) -> bool:
    return bool(_XMP_PLACE.search(xmp))


def without_place(xmp: bytes) -> bytes:
    return _XMP_PLACE.sub(b"", xmp)


def _jpeg(content: bytes) -> bytes:
    out = [b"\xff\xd8"]
    for marker, segment, data in _segments(content):
        if marker == _APP1 and data.startswith(_EXIF):
            cleaned = _without_gps(data[len(_EXIF) :])
            out.append(segment if cleaned == data[len(_EXIF) :] else _segment(marker, cleaned and _EXIF + cleaned))
        elif marker == _APP1 and data.startswith(_XMP):
            out.append(_segment(marker, without_place(data)) if _names(data) else segment)
        elif (marker == _APP1 and data.startswith(_MORE_XMP) and _names(data)) or (
            marker == _APP2 and data.startswith(b"MPF\0")
        ):
            continue
        else:
            out.append(segment)
    return b"".join(out)


def _segment(marker: int, data: bytes | None) -> bytes:
    """Nothing of a payload that no reader understood, or that no segment could hold."""
    if data is None or len(data) > _LONGEST_SEGMENT:
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


_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _after_scan(content: bytes, place: int) -> int:
    match = _MARKER.search(content, place)
    return match.start() if match else len(content)


def _png(content: bytes) -> bytes:
    out, place = [_PNG], len(_PNG)
    while place + 8 <= len(content):
        (length,), kind = struct.unpack(">I", content[place : place + 4]), content[place + 4 : place + 8]
        data = content[place + 8 : place + 8 + length]
        out.append(_chunk(kind, data, content[place : place + 12 + length]))
        place += 12 + length
        if kind == b"IEND":
            break
    return b"".join(out)


def _chunk(kind: bytes, data: bytes, written: bytes) -> bytes:
    if kind == b"eXIf":
        cleaned = _without_gps(data)
        return written if cleaned == data else _png_chunk(kind, cleaned) if cleaned is not None else b""
    if kind == b"iTXt" and data.startswith(_XMP_IN_PNG):
        if data[len(_XMP_IN_PNG) : len(_XMP_IN_PNG) + 1] == b"\x01":  # compressed: nobody needs it here
            return b""
        return _png_chunk(kind, without_place(data)) if _names(data) else written
    # ImageMagick's way of writing Exif into text chunks.
    return b"" if kind in {b"tEXt", b"zTXt", b"iTXt"} and data.startswith(b"Raw profile type ") else written


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _webp(content: bytes) -> bytes:
    content = content[: 8 + struct.unpack("<I", content[4:8])[0]]
    out, place, changed = [], 12, False
    while place + 8 <= len(content):
        kind, length = content[place : place + 4], struct.unpack("<I", content[place + 4 : place + 8])[0]
        data = content[place + 8 : place + 8 + length]
        cleaned: bytes | None = data
        if kind == b"EXIF":
            cleaned = _without_gps(data.removeprefix(_EXIF))
            cleaned = data if cleaned == data.removeprefix(_EXIF) else cleaned
        elif kind == b"XMP ":
            cleaned = without_place(data)
        changed |= cleaned != data
        cleaned = cleaned or b""  # an empty chunk says nothing, and the header that announces it stays true
        out.append(kind + struct.pack("<I", len(cleaned)) + cleaned + b"\0" * (len(cleaned) % 2))
        place += 8 + length + length % 2
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body if changed else content


def _again(content: bytes) -> bytes:
    with PillowImage.open(io.BytesIO(content)) as opened:
        exif = opened.getexif()
        xmp = opened.info.get("xmp") or b""
        if not _take_out(exif) and not _names(xmp):
            return content
        out = io.BytesIO()
        opened.save(out, format=opened.format, exif=exif, quality=90, save_all=getattr(opened, "is_animated", False))
        return out.getvalue()

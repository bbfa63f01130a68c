"""Properties of XML, XMP first of all, that say where something was made or with which very device.

They are known by their names, whatever their prefix: `exif:GPSLatitude`, `drone-dji:GpsLatitude`, `aux:SerialNumber`.
What reads the tags goes once through the bytes: neither a long packet nor one full of half tags takes longer than that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_PACKET = 200_000  # bytes of XMP in a picture, as `legaltools.metadata` reads it; a larger one goes whole
MOST_MARKS = 500_000  # of those below in what is cleaned in place: bytes at random hold half of that in 16 MB
_MARKS = (b"<", b"/", b'"', b"'")
WORDS = (
    b"gps", b"latitude", b"longitude", b"altitude", b"serial", b"ownername", b"makernote", b"geotag", b"geolocation",
    b"wgs84_pos",
)  # fmt: skip
# Of W3C's vocabulary of positions (namespace wgs84_pos).
_EXACT = frozenset({b"lat", b"long", b"lat_long", b"lon", b"lng"})
_NAME = rb"[A-Za-z_\x80-\xff][\w:.\x80-\xff-]*+"
_TAG = re.compile(rb"<(/?)(" + _NAME + rb")((?:[^<>\"'/]++|/(?!>)|\"[^\"<]*+\"|'[^'<]*+')*)(/?)>")
_PART = re.compile(rb"\s++|[^\s=\"'<>]++|=|\"[^\"]*+\"|'[^']*+'")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class TooManyTags(ValueError):
    """XML that would take long to look through."""


def tells(xml: bytes, *, words: tuple[bytes, ...] = WORDS) -> bool:
    """Whether one of the words stands anywhere, in any encoding of ASCII."""
    small = xml.replace(b"\0", b"").lower()
    return any(word in small for word in words)


def without_place(xmp: bytes) -> bytes:
    """A packet without these properties; nothing of one that is too large, or that is no XML and names one of them."""
    if len(xmp) > LARGEST_PACKET:
        return b""
    if not tells(xmp):
        return xmp
    packet = xmp.rstrip(b"\0")
    try:
        cleaned = _cut(packet, list(_spans(packet, WORDS)))
    except TooManyTags:
        return b""
    return (cleaned if cleaned != packet else xmp) if _is_xml(cleaned) else b""


def blanked(data: bytes, *, words: tuple[bytes, ...] = WORDS) -> bytes:
    """Bytes that may hold XML, as many, with spaces where such a property was. Raises TooManyTags."""
    if not tells(data, words=words):
        return data
    if data.startswith(_UTF_16):
        return b" " * len(data)
    out = bytearray(data)
    for start, end in _spans(data, words):
        out[start:end] = b" " * (end - start)
    return bytes(out)


def _cut(packet: bytes, spans: list[tuple[int, int]]) -> bytes:
    out, place = [], 0
    for start, end in spans:
        out.append(packet[place:start])
        place = end
    return b"".join([*out, packet[place:]])


def _spans(xml: bytes, words: tuple[bytes, ...]) -> Iterator[tuple[int, int]]:
    """Where such elements and attributes begin and end; one that is never closed goes on to the end."""
    inside, depth, begin = b"", 0, 0
    if sum(map(xml.count, _MARKS)) > MOST_MARKS:
        raise TooManyTags
    for tag in _TAG.finditer(xml):
        closing, name, attributes, empty = tag.groups()
        if inside:
            depth += (-1 if closing else 1) if name == inside and not empty else 0
            if not depth:
                yield begin, tag.end()
                inside = b""
        elif closing:
            continue
        elif not _is_private(name, words):
            yield from _attributes(attributes, tag.start(3), words)
        elif empty:
            yield tag.span()
        else:
            inside, depth, begin = name, 1, tag.start()
    if inside:
        yield begin, len(xml)


def _attributes(written: bytes, place: int, words: tuple[bytes, ...]) -> Iterator[tuple[int, int]]:
    name, begin = b"", 0
    for part in _PART.finditer(written):
        text = part[0]
        if text[:1] in b"\"'":
            if _is_private(name, words):
                yield place + begin, place + part.end()
            name = b""
        elif text != b"=" and not text.isspace():
            name, begin = text, part.start()


def _is_private(name: bytes, words: tuple[bytes, ...]) -> bool:
    small = name.lower()
    if small.startswith(b"xmlns"):
        return False
    return any(word in small for word in words) or small.rpartition(b":")[2] in _EXACT


def _is_xml(text: bytes) -> bool:
    """Whether a reader of XMP finds the same tags: no other encoding, nothing declared."""
    if b"\0" in text:
        return False
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(text, True)  # noqa: FBT003 -- its only signature
    except (expat.ExpatError, ValueError):
        return False
    return True


def _refuse(*_declared: object) -> None:
    message = "a DTD"
    raise ValueError(message)

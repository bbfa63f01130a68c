"""The one reader of what stands inside a file about itself: XMP, IPTC-IIM, Exif, text of PNG, and what made it.

XMP (specification part 1), IPTC-IIM 4.2 (records 2:5, 2:55, 2:80, 2:110, 2:116, 2:120), Exif 2.32 (Artist, Copyright,
DateTimeOriginal). Nothing is raised for a file that is broken: it says nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import IO, TYPE_CHECKING, NamedTuple

from PIL import Image as PillowImage
from PIL.IptcImagePlugin import getiptcinfo

from commons.library.domain.generators import GENERATED, maker_in_text, maker_of_xmp
from commons.library.domain.picture_formats import BROKEN
from legaltools.metadata import UnreadableMetadata, read_metadata, read_xmp_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PIL.ImageFile import ImageFile

XMP, IPTC, EXIF, PNG = "XMP", "IPTC", "EXIF", "PNG"
_IPTC = {
    (2, 5): "title", (2, 55): "date", (2, 80): "author", (2, 110): "credit", (2, 116): "licence",
    (2, 120): "description",
}  # fmt: skip
_EXIF = {0x013B: "author", 0x8298: "licence"}
_EXIF_IFD, _TAKEN, _COMMENT, _ENCODING = 0x8769, 0x9003, 0x9286, 8
_LONGEST_TEXT = 5000


class Statement(NamedTuple):
    """`what` is author, licence, title, source, date, description, credit, language or made_with.

    `words` as they stand in the file; the licence of XMP is a key of the catalogue.
    """

    what: str
    words: str
    origin: str


def of_xmp(packet: str) -> Iterator[Statement]:
    try:
        reading = read_metadata(packet) if packet else None
        told = read_xmp_values(packet, "dc:language", *GENERATED) if packet else {}
    except UnreadableMetadata:
        return
    work = reading.work if reading else None
    values = {
        "author": ", ".join(author.name for author in work.authors) if work else "",
        "licence": work.licence.key if work and work.licence else "",
        "title": work.title if work else "",
        "source": work.source if work else "",
        "date": str((work and work.year) or ""),
        "language": told.get("dc:language", ""),
        "made_with": maker_of_xmp(told),
    }
    yield from (Statement(what, value, XMP) for what, value in values.items() if value)


def _anything(_opened: ImageFile) -> bool:
    return True


def of_picture(source: Path | IO[bytes], *, may_decode: Callable[[ImageFile], bool] = _anything) -> Iterator[Statement]:
    """IPTC, Exif, and text of PNG. Exif of a PNG may stand behind the picture, which is decoded if `may_decode`."""
    with suppress(*BROKEN), PillowImage.open(source) as opened:
        texts = [(name, value) for name, value in opened.info.items() if isinstance(value, str)]
        yield from _iptc(opened)
        if "exif" in opened.info or may_decode(opened):
            yield from _exif(opened)
        if maker := maker_in_text((str(name), value[:_LONGEST_TEXT]) for name, value in texts):
            yield Statement("made_with", maker, PNG)


def _iptc(opened: ImageFile) -> Iterator[Statement]:
    found = getiptcinfo(opened) or {}
    for key, what in _IPTC.items():
        values = found.get(key, b"")
        texts = [_decoded(value) for value in (values if isinstance(values, list) else [values])]
        words = ", ".join(text for text in texts if text)
        if words:
            yield Statement(what, words, IPTC)
            if what == "credit" and (maker := maker_in_text([("credit", words)])):
                yield Statement("made_with", maker, IPTC)


def _decoded(value: bytes) -> str:
    try:
        return value.decode().strip("\0 ")
    except UnicodeDecodeError:
        return value.decode("latin-1").strip("\0 ")


def _exif(opened: ImageFile) -> Iterator[Statement]:
    exif = opened.getexif()
    camera = exif.get_ifd(_EXIF_IFD)
    told = [*((what, exif.get(tag, "")) for tag, what in _EXIF.items()), ("date", camera.get(_TAKEN, ""))]
    for what, value in told:
        words = str(value).strip("\0 ")
        if words:
            yield Statement(what, words, EXIF)
    comment = camera.get(_COMMENT, b"")
    text = comment[_ENCODING:].replace(b"\0", b"") if isinstance(comment, bytes) else b""
    if maker := maker_in_text([("parameters", text[:_LONGEST_TEXT].decode("utf-8", "replace"))]):
        yield Statement("made_with", maker, EXIF)

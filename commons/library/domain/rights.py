"""What a file states of its authors, its licence and itself: proposed with where it was read, never taken silently.

XMP (specification part 1), IPTC-IIM 4.2 (records 2:5, 2:55, 2:80, 2:116, 2:120), Exif 2.32 (Artist, Copyright,
DateTimeOriginal), and what `facts.read_file` found in a PDF, a document, a sound or a video.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from PIL import Image as PillowImage
from PIL.IptcImagePlugin import getiptcinfo

from commons.library.domain.picture_formats import BROKEN
from commons.library.enums import MediaKind
from legaltools.metadata.reading import read_metadata, xmp_packet
from legaltools.recognise import find_statements, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.ImageFile import ImageFile

    from commons.library.domain.facts import Reading

LONGEST = 500
LARGEST_PACKET_FILE = 60_000_000
_IPTC = {(2, 5): "title", (2, 55): "date", (2, 80): "author", (2, 116): "licence", (2, 120): "description"}
_EXIF = {0x013B: "author", 0x8298: "licence"}
_EXIF_IFD, _TAKEN = 0x8769, 0x9003
_YEAR = re.compile(r"(?<![0-9])(1[89][0-9]{2}|20[0-9]{2})")
_UNSTORABLE = re.compile("[\ud800-\udfff]")
# What each kind of statement answers, by the name of the question.
_ASKS = {"author": "authors", "title": "title", "description": "description", "date": "year", "licence": "licence"}

# What is proposed, by the name of the question: value, words as they stand in the file, and where.
Proposed = dict[str, dict[str, str]]


def stated_in(path: Path, kind: str, reading: Reading) -> Proposed:
    """`authors`, `licence` (a key of the catalogue), `title`, `description`, `year`, `source`, as the file states them.

    Where two places state the same thing, XMP comes first, then IPTC, then Exif. Nothing is raised.
    """
    proposed: Proposed = {}
    for what, said, origin in _statements(path, kind, reading):
        words = _readable(said)
        asked, value = _ASKS.get(what, what), words[:LONGEST]
        if what == "date":
            value = match[1] if (match := _YEAR.search(value)) else ""
        elif what == "licence":
            value = value if origin == "XMP" else _licence_in(_readable(said, between="\n")[:LONGEST])
        if value and asked not in proposed:
            proposed[asked] = {"value": value, "words": words[:LONGEST], "origin": origin}
    return proposed


def _readable(words: str, between: str = ", ") -> str:
    """Without what a database refuses. In Exif a NUL stands between the photographer and the editor (Copyright)."""
    parts = (_UNSTORABLE.sub("", part).strip() for part in words.split("\0"))
    return between.join(part for part in parts if part)


def _licence_in(words: str) -> str:
    statements = find_statements(words)
    tool = recognise(words).tool or (statements[0].recognition.tool if statements else None)
    return tool.key if tool else ""


def _statements(path: Path, kind: str, reading: Reading) -> Iterator[tuple[str, str, str]]:
    yield from _xmp(reading.xmp or _packet(path))
    if kind == MediaKind.IMAGE:
        with suppress(*BROKEN), PillowImage.open(path) as opened:
            yield from _iptc(opened)
            yield from _exif(opened)
    yield from reading.said


def _packet(path: Path) -> str:
    return xmp_packet(path.read_bytes()) if path.stat().st_size <= LARGEST_PACKET_FILE else ""


def _xmp(packet: str) -> Iterator[tuple[str, str, str]]:
    reading = read_metadata(packet) if packet else None
    if reading is None:
        return
    work = reading.work
    names = ", ".join(author.name for author in work.authors)
    values = {
        "author": names,
        "licence": work.licence.key if work.licence else "",
        "title": work.title,
        "source": work.source,
        "date": str(work.year or ""),
    }
    yield from ((what, value, "XMP") for what, value in values.items() if value)


def _iptc(opened: ImageFile) -> Iterator[tuple[str, str, str]]:
    found = getiptcinfo(opened) or {}
    for key, what in _IPTC.items():
        values = found.get(key, b"")
        texts = [_decoded(value) for value in (values if isinstance(values, list) else [values])]
        words = ", ".join(text for text in texts if text)
        if words:
            yield what, words, "IPTC"


def _decoded(value: bytes) -> str:
    try:
        return value.decode().strip("\0 ")
    except UnicodeDecodeError:
        return value.decode("latin-1").strip("\0 ")


def _exif(opened: PillowImage.Image) -> Iterator[tuple[str, str, str]]:
    exif = opened.getexif()
    taken = exif.get_ifd(_EXIF_IFD).get(_TAKEN, "")
    for what, value in [*((what, exif.get(tag, "")) for tag, what in _EXIF.items()), ("date", taken)]:
        words = str(value).strip("\0 ")
        if words:
            yield what, words, "EXIF"

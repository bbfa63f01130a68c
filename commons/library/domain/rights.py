"""What a file states of its authors, its licence and itself: proposed with where it was read, never taken silently.

What `statements` and `generators` read, and what `facts.read_file` found in a PDF, a document, a sound or a video.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commons.library.domain.generators import maker_in_c2pa
from commons.library.domain.statements import of_picture, of_xmp
from commons.library.enums import Language, MediaKind
from legaltools.metadata import xmp_packet
from legaltools.recognise import find_statements, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commons.library.domain.facts import Reading

LONGEST, LONGEST_MAKER = 500, 120
LARGEST_PACKET_FILE = 60_000_000
_YEAR = re.compile(r"(?<![0-9])(1[89][0-9]{2}|20[0-9]{2})")
_UNSTORABLE = re.compile("[\ud800-\udfff]")
# ISO 639-2 as containers of films write it, of the languages that a work may be in.
_THREE_LETTERS = {
    "fra": "fr", "fre": "fr", "eng": "en", "bre": "br", "ara": "ar", "deu": "de", "ger": "de", "spa": "es", "ita": "it",
    "por": "pt", "tur": "tr", "ukr": "uk",
}  # fmt: skip
# What each kind of statement answers, by the name of the question.
_ASKS = {
    "author": "authors", "title": "title", "description": "description", "date": "year", "licence": "licence",
    "source": "source", "language": "language", "made_with": "made_with",
}  # fmt: skip

# What is proposed, by the name of the question: value, words as they stand in the file, and where.
Proposed = dict[str, dict[str, str]]


def stated_in(path: Path, kind: str, reading: Reading) -> Proposed:
    """`authors`, `licence` (a key of the catalogue), `title`, `description`, `year`, `source`, `language` (a code),
    `made_with` (the name of an AI), as the file states them.

    Where two places state the same thing, XMP comes first, then IPTC, then Exif. Nothing is raised.
    """
    proposed: Proposed = {}
    for what, said, origin in _statements(path, kind, reading):
        if what not in _ASKS:
            continue
        words = _readable(said)
        asked, value = _ASKS[what], words[:LONGEST]
        if what == "date":
            value = match[1] if (match := _YEAR.search(value)) else ""
        elif what == "language":
            value = _language_in(value)
        elif what == "made_with":
            value = value[:LONGEST_MAKER]
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
    content = path.read_bytes() if path.stat().st_size <= LARGEST_PACKET_FILE else b""
    yield from of_xmp(reading.xmp or xmp_packet(content))
    if kind == MediaKind.IMAGE:
        yield from of_picture(path)
    if maker := maker_in_c2pa(content):
        yield "made_with", maker, "C2PA"
    yield from reading.said


def _language_in(words: str) -> str:
    """The first of the languages named (RFC 5646: `fr-FR`) that a work may be in here; "" for another, and for none."""
    code = re.split(r"[-_,; /]", words.strip().lower())[0]
    code = _THREE_LETTERS.get(code, code)
    return code if code in Language.values else ""

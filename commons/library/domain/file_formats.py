"""What the bytes of a file are, and whether a file of that name and of those bytes may enter.

The bytes decide; the name has to agree with them. A picture that is called otherwise than it is gets its ending, as
everywhere in the library; any other disagreement is refused with a sentence: which is wrong is not ours to say.
"""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from commons.library.domain import svg_files
from commons.library.domain.file_names import ending_of
from commons.library.domain.picture_formats import RUNS, TAIL, FileRefused, check_picture, is_zip, two_files
from commons.library.enums import MediaKind
from markup.typography import file_size
from web.languages import current_language
from web.zip_archives import TooManyEntries, opened_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

HEAD = 4096  # bytes from the beginning that say what a file is
LARGEST_TEXT = 20 * 1024 * 1024
MOST_PACKED, MOST_UNPACKED, MOST_RATIO = 20_000, 4 * 1024**3, 400


@dataclass(frozen=True, slots=True)
class FileFormat:
    """`endings` are those that a file of the format may have; the first is the usual one."""

    name: str
    kind: MediaKind
    endings: tuple[str, ...]


_PICTURES = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "GIF": ("gif",), "WEBP": ("webp",), "AVIF": ("avif",)}
_DOCUMENTS = {
    "PDF": ("pdf",), "ZIP": ("zip", "sb3"), "EPUB": ("epub",), "SVG": ("svg",), "Office": ("doc", "xls", "ppt"),
    "OpenDocument": ("odt", "ods", "odp", "odg"), "Office Open XML": ("docx", "xlsx", "pptx"),
    "TXT": ("txt", "md", "csv"), "GeoJSON": ("geojson",), "GPX": ("gpx",),
}  # fmt: skip
_SOUNDS = {
    "MP3": ("mp3",), "Ogg": ("ogg", "oga", "opus"), "WAV": ("wav",), "FLAC": ("flac",), "MPEG-4 audio": ("m4a",),
}  # fmt: skip
_VIDEOS = {"MPEG-4": ("mp4", "m4v"), "QuickTime": ("mov",), "WebM": ("webm",), "Ogg video": ("ogv",)}
FORMATS: Mapping[str, FileFormat] = {
    name: FileFormat(name, kind, endings)
    for kind, formats in (
        (MediaKind.IMAGE, _PICTURES), (MediaKind.DOCUMENT, _DOCUMENTS), (MediaKind.SOUND, _SOUNDS),
        (MediaKind.VIDEO, _VIDEOS),
    )
    for name, endings in formats.items()
}  # fmt: skip
ENDINGS = tuple(ending for one in FORMATS.values() for ending in one.endings)
_BEGINNINGS = (
    (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"GIF87a", "GIF"), (b"GIF89a", "GIF"), (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"), (b"fLaC", "FLAC"), (b"ID3", "MP3"), (b"\x1aE\xdf\xa3", "WebM"),
)  # fmt: skip
_HEIF = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"hevc"})
# Matroska begins as WebM does, and browsers play little of it: its header says which (RFC 8794, 11.2.4, DocType).
_WEBM, _EBML_HEADER = re.compile(rb"\x42\x82[^w]{1,8}webm", re.DOTALL), 100
_MPEG_FRAME = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff][\x10-\xeb]", re.DOTALL)


def format_of(path: Path) -> FileFormat | None:
    """By the bytes alone; None for what is none of the formats that the library takes.

    Raises FileRefused for an archive of more than MOST_PACKED entries, which are not looked at.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    name = _by_beginning(head) or _by_box(head) or (_in_zip(path) if head.startswith(b"PK\x03\x04") else _text(path))
    return FORMATS.get(name)


def _by_beginning(head: bytes) -> str:
    for beginning, name in _BEGINNINGS:
        if head.startswith(beginning):
            return name if name != "WebM" or _WEBM.search(head[:_EBML_HEADER]) else ""
    if head.startswith(b"OggS"):
        return "Ogg video" if b"\x80theora" in head[:HEAD] else "Ogg"
    if head.startswith(b"RIFF"):
        return {b"WEBP": "WEBP", b"WAVE": "WAV"}.get(head[8:12], "")
    return "MP3" if _MPEG_FRAME.match(head) else ""


def _by_box(head: bytes) -> str:
    if head[4:8] != b"ftyp":
        return ""
    brand = head[8:12]
    if brand in {b"avif", b"avis"}:
        return "AVIF"
    if brand in _HEIF:
        return ""
    return {b"qt  ": "QuickTime", b"M4A ": "MPEG-4 audio", b"M4B ": "MPEG-4 audio"}.get(brand, "MPEG-4")


def is_heif(head: bytes) -> bool:
    """Whether a file that begins so is a picture as some phones store it, which is none of the formats taken here."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF


def medium_by_head(head: bytes, ending: str) -> FileFormat | None:
    """The format of a picture, a sound or a film by its first HEAD bytes; None of anything else.

    `ending` is that of its name: the two bytes that an MP3 may begin with say too little.
    """
    found = FORMATS.get(_by_beginning(head) or _by_box(head))
    if found is None or found.kind == MediaKind.DOCUMENT:
        return None
    is_doubtful = found.name == "MP3" and not head.startswith(b"ID3") and ending not in found.endings
    return None if is_doubtful else found


def _in_zip(path: Path) -> str:
    try:
        with opened_zip(path, most=MOST_PACKED) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
                kind = archive.read("mimetype")
                if kind.startswith(b"application/vnd.oasis.opendocument."):
                    return "OpenDocument"
                if kind.startswith(b"application/epub+zip"):
                    return "EPUB"
    except TooManyEntries as error:
        raise FileRefused(would_fill()) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return ""
    return "Office Open XML" if "[Content_Types].xml" in names else "ZIP"


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST_TEXT:
        return ""
    content = path.read_bytes()
    if not content.strip() or b"\x00" in content:
        return ""
    if svg_files.is_svg(content):
        return "SVG"
    if RUNS.search(content[:HEAD]):
        return ""
    if re.search(rb"<gpx\b", content[:HEAD]):
        return "GPX"
    return "GeoJSON" if _is_geojson(content) else "TXT"


def _is_geojson(content: bytes) -> bool:
    if not content.lstrip().startswith(b"{"):
        return False
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and str(value.get("type", "")).startswith(("Feature", "Geometry", "Point", "Line"))


def check_file(path: Path, name: str) -> tuple[FileFormat, str]:
    """Its format and the name that it enters under. `name` is one of `file_names.safe_name`.

    Raises FileRefused with a sentence for whoever sent it: bytes of no format that is taken, a name that says another,
    a file that is two at once, one that could run something, one that would fill the memory.
    """
    found = format_of(path)
    if found is None:
        raise FileRefused(_unknown(name))
    if found.kind == MediaKind.IMAGE:
        name = _check_picture(path, name, found)
    elif ending_of(name) not in found.endings:
        raise FileRefused(_disagrees(name, found))
    if found.kind == MediaKind.DOCUMENT:
        _check_document(path, found)
    elif found.kind != MediaKind.IMAGE and _is_zip(path):
        raise FileRefused(two_files(found.name, "ZIP"))
    return found, name


def _unknown(name: str) -> str:
    known = ", ".join(sorted({*ENDINGS} & _accepted()))
    if ending_of(name) in _accepted():
        sentence = _("The name of “%(name)s” says .%(ending)s, its content says something else: save it again.")
        return sentence % {"name": name, "ending": ending_of(name)}
    return _("Files of this sort cannot be shared here. Those that can: %(known)s.") % {"known": known}


def _accepted() -> set[str]:
    pictures = {ending for endings in _PICTURES.values() for ending in endings}
    return {
        *settings.WAGTAILDOCS_EXTENSIONS,
        *pictures,
        *(e for d in (_SOUNDS, _VIDEOS) for es in d.values() for e in es),
    }


def accept_attribute() -> str:
    """What a file input offers to choose among."""
    return ",".join(f".{ending}" for ending in sorted(_accepted()))


def _disagrees(name: str, found: FileFormat) -> str:
    sentence = _(
        "“%(name)s” is a %(format)s file by its content, and its name says otherwise: give it the ending .%(ending)s."
    )
    return sentence % {"name": name, "format": found.name, "ending": found.endings[0]}


def _check_picture(path: Path, name: str, found: FileFormat) -> str:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if path.stat().st_size > most:
        raise FileRefused(
            _("This picture is larger than %(most)s: make it smaller first.")
            % {"most": file_size(most, language=current_language())}
        )
    if ending_of(name) not in {e for endings in _PICTURES.values() for e in endings} | {"jfif", "jpe", ""}:
        raise FileRefused(_disagrees(name, found))
    return check_picture(path.read_bytes()).named(name or found.name.lower())


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - TAIL, 0))
        return is_zip(file.read())


def _check_document(path: Path, found: FileFormat) -> None:
    if found.name == "SVG":
        svg_files.check_svg(path.read_bytes())
    elif found.name in {"ZIP", "EPUB", "OpenDocument", "Office Open XML"}:
        _check_zip(path)
    elif _is_zip(path):
        raise FileRefused(two_files(found.name, "ZIP"))


def would_fill() -> str:
    """The sentence for whoever sent what unpacks to more than a disk holds."""
    return _("Unpacked, this file would fill a disk: make a smaller one.")


def check_unpacked(entries: Iterable[zipfile.ZipInfo], *, packed: int) -> None:
    """Raises FileRefused for an archive of `packed` bytes that says to hold too many of them."""
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1000):
        raise FileRefused(would_fill())


def _check_zip(path: Path) -> None:
    """Nothing is unpacked here; whoever takes the file away will unpack it."""
    with opened_zip(path, most=MOST_PACKED) as archive:
        entries = archive.infolist()
    check_unpacked(entries, packed=path.stat().st_size)
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0] or "\x00" in entry.orig_filename:
            raise FileRefused(_("This ZIP holds a file that would be written outside of its folder: make it again."))

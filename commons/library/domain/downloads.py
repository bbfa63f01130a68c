"""Downloads of a media item: its file, or a picture in another size, with its licence inside wherever one can be."""

from __future__ import annotations

import hashlib
import io
import logging
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.text import slugify
from PIL import Image as PillowImage
from PIL import ImageOps

from commons.library.domain import download_files
from commons.library.domain.hashes import HashOf, digest, note_hash
from commons.library.domain.marking import MOST_BYTES, CannotMark, CannotMarkNow, can_be_marked, marked, packet
from commons.library.domain.picture_formats import BROKEN
from commons.library.enums import MediaKind
from commons.library.site_address import root_url

if TYPE_CHECKING:
    from commons.library.models import MediaItem

logger = logging.getLogger(__name__)

# The longer side, in pixels.
SIZES = {"petite": 640, "moyenne": 1280, "grande": 2048}
ORIGINAL, SIDECAR = "original", "xmp"
# Of what is drawn again: the others (a moving GIF, an AVIF) are given as they are.
_DRAWN_AGAIN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}
_LONGEST_NAME = 60
# Of the way downloads are made: another number makes them anew.
_VERSION = "1"
# What is stored in the place of a download whose original cannot be marked: it is not tried again for each who asks.
CANNOT_BE_MARKED = b""


class Gone(Exception):
    """The file is lost, or there is no such size of it."""


@dataclass(frozen=True, slots=True)
class Download:
    """What is sent. `name` is that of the file for whoever saves it; `marked` says whether the licence is inside."""

    content: IO[bytes]
    name: str
    marked: bool


def page_address(item: MediaItem) -> str:
    """The full address of the page that states an item's licence, as every copy carries it."""
    return f"{root_url()}{item.get_absolute_url()}"


def packet_of(item: MediaItem) -> str:
    """The XMP of an item, in the language of the site whoever asks, so that everybody has the same bytes."""
    page = page_address(item)
    return packet(item.as_work(address=page), page=page, language=settings.LANGUAGE_CODE)


def sizes_of(item: MediaItem) -> list[tuple[str, int, int]]:
    """The sizes that a picture can be taken in besides its own, as (name, width, height); nothing is enlarged.

    None of what moves, and of the formats that are not drawn again.
    """
    row = item.file_row
    if item.kind != MediaKind.IMAGE or not _may_be_drawn_again(row.file.name):
        return []
    longest = max(row.width, row.height)  # type: ignore[attr-defined]
    return [
        (name, *_scaled(row.width, row.height, most))  # type: ignore[attr-defined]
        for name, most in SIZES.items()
        if most < longest
    ]


def carries_its_licence(item: MediaItem) -> bool:
    """Whether the file can hold its licence, by its name; beside another, the licence is a file of its own."""
    name = item.file_row.file.name
    return _may_be_drawn_again(name) or PurePosixPath(name).suffix.lower() == ".pdf"


def _may_be_drawn_again(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"}


def _scaled(width: int, height: int, most: int) -> tuple[int, int]:
    ratio = most / max(width, height)
    return max(1, round(width * ratio)), max(1, round(height * ratio))


def download(item: MediaItem, size: str = ORIGINAL) -> Download:
    """A file of an item; `size` is one of `SIZES`, "original", or "xmp" for its licence in a file of its own.

    A size that the picture does not reach is the original. Made once and stored; where nothing can be stored it is made
    for this time. A file of another format, or too large to be taken into the memory, is streamed as it is.
    Raises Gone for a size that there is not, and for a file that is lost.
    """
    if size == SIDECAR:
        return Download(io.BytesIO(packet_of(item).encode()), f"{_stem(item)}.xmp", marked=True)
    if size not in {*SIZES, ORIGINAL}:
        raise Gone
    drawn = size if size in {name for name, _width, _height in sizes_of(item)} else ORIGINAL
    name = f"{_stem(item)}{f'-{drawn}' if drawn != ORIGINAL else ''}{_ending(item)}"
    if not _is_made(item):
        return Download(_stored(item), name, marked=False)
    return _made(item, drawn, name)


def _made(item: MediaItem, size: str, name: str) -> Download:
    xmp = packet_of(item)
    key = hashlib.sha256(f"{_VERSION}\n{item.file_row.file.name}\n{item.sha256}\n{size}\n{xmp}".encode()).hexdigest()
    if file := download_files.opened(key):
        if not _is_empty(file):
            return Download(file, name, marked=True)
        file.close()
        return Download(_stored(item), name, marked=False)
    with _stored(item) as stored:
        content = stored.read()
    try:
        made = marked(_resized(content, size), xmp)
    except CannotMark as error:
        if not isinstance(error, CannotMarkNow):
            download_files.keep(key, CANNOT_BE_MARKED)
        return Download(_stored(item), name, marked=False)
    if _noted(item, made, size):
        download_files.keep(key, made)
    return Download(io.BytesIO(made), name, marked=True)


def _is_empty(file: IO[bytes]) -> bool:
    is_empty = not file.read(1)
    file.seek(0)
    return is_empty


def _noted(item: MediaItem, content: bytes, size: str) -> bool:
    """Whether the bytes were remembered: a database that cannot be written to stops nobody who reads."""
    try:
        with transaction.atomic():
            note_hash(item, digest(content), of=HashOf.DOWNLOAD, detail=size)
    except DatabaseError as error:
        logger.warning("The hash of a download of media item %s is not stored: %s", item.pk, error)
        return False
    return True


def _stored(item: MediaItem) -> IO[bytes]:
    file = item.file_row.file
    try:
        opened: IO[bytes] = file.storage.open(file.name, "rb")
    except OSError as error:
        logger.error("Media item %s (%s) is lost: %s", item.pk, file.name, error)  # noqa: TRY400 -- the sentence says it all
        raise Gone from error
    return opened


def _is_made(item: MediaItem) -> bool:
    with _stored(item) as file:
        start = file.read(12)
        file.seek(0, io.SEEK_END)
        return can_be_marked(start) and file.tell() <= MOST_BYTES


def _resized(content: bytes, size: str) -> bytes:
    """The picture in that size, turned as its Exif says, with its colour profile; as it is where it cannot be drawn."""
    if size == ORIGINAL:
        return content
    try:
        with PillowImage.open(io.BytesIO(content)) as opened:
            format_ = {"MPO": "JPEG"}.get(opened.format or "", opened.format or "")
            if getattr(opened, "is_animated", False) and format_ != "JPEG":
                return content
            profile = opened.info.get("icc_profile")
            wanted = _scaled(*opened.size, SIZES[size])
            opened.draft(opened.mode, wanted)
            picture: PillowImage.Image = ImageOps.exif_transpose(opened) or opened
            picture = picture.convert("RGBA") if picture.mode == "P" else picture
            wanted = _scaled(*picture.size, SIZES[size])
            smaller = picture.resize(wanted, PillowImage.Resampling.LANCZOS, reducing_gap=3.0)
            out = io.BytesIO()
            smaller.save(out, format_, icc_profile=profile, **_DRAWN_AGAIN[format_])
    except (*BROKEN, PillowImage.DecompressionBombError) as error:
        logger.warning("A picture cannot be drawn in another size: %s", error)
        return content
    return out.getvalue()


def _stem(item: MediaItem) -> str:
    """The title and the licence in short, in letters that every disk takes: `le-marche-cc-by-sa-4-0`."""
    tool = item.legal_tool
    title = slugify(item.title)[:_LONGEST_NAME].strip("-") or str(item.kind)
    return "-".join(filter(None, (title, slugify(tool.label.replace(".", "-")) if tool else "")))


def _ending(item: MediaItem) -> str:
    ending = PurePosixPath(item.file_row.file.name).suffix.lower()
    return ending if ending[1:].isalnum() and ending.isascii() else ""

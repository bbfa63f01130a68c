"""Checking a file that somebody holds: the item that it is of, near copies, and what the file itself states."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from PIL import Image as PillowImage

from commons.library.domain.hashes import digest_of, near_pictures, picture_hash
from commons.library.domain.picture_formats import BROKEN, FileRefused, check_picture
from commons.library.domain.statements import XMP, Statement, of_picture, of_xmp
from commons.library.models import FileHash, LicenceConflict
from commons.library.queries import public_media
from legaltools import catalogue
from legaltools.metadata import xmp_packet
from legaltools.recognise import recognise

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from commons.library.models import MediaItem
    from community.permissions.visibility import Reader
    from legaltools.tool import Tool

MOST_BYTES = 50_000_000  # of a file that is sent
MOST_READ = 20_000_000  # of it, that is taken into the memory
MOST_PIXELS = 12_000_000  # of a picture that has to be decoded whole; 12 are 50 MB of memory
_LONGEST = 500  # characters of a statement
_MOST_ITEMS = 20
_OF_RIGHTS = frozenset({"licence", "credit", "author"})


@dataclass(frozen=True, slots=True)
class Found:
    """`of` is which bytes of the item these are (`HashOf`); `is_current`: those of the file that is there now.

    `contested`: another item says another licence of the same file, and nobody has settled it yet.
    """

    item: MediaItem
    of: str
    is_current: bool
    contested: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """What a file states of itself: where it stands (XMP, IPTC, EXIF), in which words, and the licence they name."""

    origin: str
    words: str
    licence: Tool | None


@dataclass(frozen=True, slots=True)
class Checked:
    sha256: str
    near: list[MediaItem]
    inside: list[Inside]


def found_by(sha256: str, reader: Reader | None = None) -> list[Found]:
    """The items that these bytes are of, among those that the reader may see, at most 20: three queries at most."""
    visible = public_media(reader)
    noted = FileHash.objects.filter(sha256=sha256, item__in=visible)
    noted = noted.select_related("item__image", "item__document", "item__media").order_by("item_id")[:_MOST_ITEMS]
    hashes = list(noted)
    contested = contested_among({noted.item_id for noted in hashes}) if hashes else set()
    return [
        Found(
            item=noted.item,
            of=noted.of,
            is_current=noted.of != "stored" or noted.sha256 == noted.item.sha256,
            contested=noted.item_id in contested,
        )
        for noted in hashes
    ]


def contested_among(pks: set[int]) -> set[int]:
    """Those of these items whose licence another item contradicts, and nobody has settled it yet. One query."""
    open_ = LicenceConflict.objects.filter(settled_at=None).filter(Q(first__in=pks) | Q(second__in=pks))
    return {pk for pair in open_.values_list("first", "second") for pk in pair} & pks


def check_file(file: UploadedFile[Any], reader: Reader) -> Checked:
    """Hash a file that was sent, look for near copies of a picture, read what it states. Nothing of it is stored."""
    file.seek(0)
    sha256 = digest_of(file)
    file.seek(0)
    content = file.read(MOST_READ + 1)
    if len(content) > MOST_READ:
        return Checked(sha256, [], [])
    return Checked(sha256, _near(content, reader), stated_inside(content))


def _near(content: bytes, reader: Reader) -> list[MediaItem]:
    try:
        check_picture(content, decode=False)
        with PillowImage.open(io.BytesIO(content)) as opened:
            size = opened.size
            if not _is_light(opened):
                return []
        value = picture_hash(io.BytesIO(content))
    except (*BROKEN, FileRefused):
        return []
    return near_pictures(value, size=size, among=public_media(reader))


def _is_light(opened: PillowImage.Image) -> bool:
    """Whether anybody may have it decoded: small, or a JPEG that is decoded at an eighth of its size, part by part."""
    by_parts = opened.format in {"JPEG", "MPO"} and not opened.info.get("progressive")
    return by_parts or opened.width * opened.height <= MOST_PIXELS


def stated_inside(content: bytes) -> list[Inside]:
    """What XMP, IPTC and Exif inside a file say of its rights, each once; empty for a file that says nothing."""
    found: dict[str, Inside] = {}
    in_xmp = {said.what: said.words for said in of_xmp(xmp_packet(content))}
    if in_xmp.keys() & {"author", "licence"}:
        tool = catalogue.get(in_xmp["licence"]) if "licence" in in_xmp else None
        words = " · ".join(filter(None, (in_xmp.get("title"), in_xmp.get("author"), tool.label if tool else "")))
        found[words] = Inside(XMP, words[:_LONGEST], tool)
    for said in _of_the_camera(content):
        words = said.words.replace("\x00", "").strip()[:_LONGEST]
        if words and said.what in _OF_RIGHTS:
            found.setdefault(words, Inside(said.origin, words, recognise(words).tool))
    return list(found.values())


def _of_the_camera(content: bytes) -> list[Statement]:
    """IPTC and Exif: where a picture is, and can be read."""
    try:
        check_picture(content, decode=False)
    except FileRefused:
        return []
    said = list(of_picture(io.BytesIO(content), may_decode=_is_light))
    # The notice comes first, then the names.
    return sorted(said, key=lambda one: one.what != "licence")

"""Hashes of the bytes of an item, and which items bytes or pictures belong to."""

from __future__ import annotations

import hashlib
import logging
from typing import IO, TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from PIL import Image as PillowImage
from PIL import ImageOps

from commons.library.domain.media_items import item_of
from commons.library.domain.picture_formats import BROKEN
from commons.library.enums import HashOf, MediaKind
from commons.library.models import FileHash, MediaItem, PictureHash

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from commons.library.models.media import LicensedFileMixin

__all__ = ["HashOf", "digest", "digest_of", "items_with", "near_pictures", "note_hash", "picture_hash"]

logger = logging.getLogger(__name__)

_CHUNK = 1024 * 1024
# Hamming distance, in bits of 64: a picture that was resized or compressed again. Four bands find every pair so near.
NEAREST = 3
_BANDS, _BITS = 4, 16
# A plain surface, or a small mark on one, has hardly any bit: it would be near to every other.
_FEWEST_BITS = 8
# Of width to height: what was resized has the same, within the pixel that rounding costs.
_SAME_SHAPE = 0.03
_ROUGH = 128
MOST_NEAR = 20
_MOST_COMPARED = 2_000


def digest(content: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of what is left to read of a file, in hexadecimal, read in pieces. Raises OSError."""
    whole = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        whole.update(chunk)
    return whole.hexdigest()


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 in hexadecimal, in small letters."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")  # noqa: PLR2004 -- 256 bits


def note_hash(row: LicensedFileMixin | MediaItem, sha256: str, *, of: HashOf, detail: str = "") -> None:
    """Remember that these bytes are of this item. What is known already stays as it was noted first; "" is nothing."""
    item = row if isinstance(row, MediaItem) else item_of(row)
    if item is None or not sha256 or FileHash.objects.filter(item=item, sha256=sha256).exists():
        return
    try:
        with transaction.atomic():
            FileHash.objects.create(item=item, sha256=sha256, of=of, detail=detail[:255])
    except IntegrityError:  # another process has just noted it
        return


def items_with(sha256: str) -> QuerySet[MediaItem]:
    """The items, public or not, that these bytes are or were of, the first that came in first."""
    return MediaItem.objects.filter(hashes__sha256=sha256).order_by("pk").distinct()


def note_renditions(picture: Any) -> None:
    """Remember the bytes of the sizes that pages show of a picture. One that cannot be read is logged, and left out."""
    item = item_of(picture)
    if item is None:
        return
    known = set(item.hashes.filter(of=HashOf.RENDITION).values_list("detail", flat=True))
    for rendition in picture.renditions.all():
        detail = f"{rendition.filter_spec} {rendition.file.name}"[:255]
        if detail in known:
            continue
        try:
            with rendition.file.storage.open(rendition.file.name, "rb") as file:
                note_hash(item, digest_of(file), of=HashOf.RENDITION, detail=detail)
        except OSError as error:
            logger.warning("%s cannot be read for its hash: %s", rendition.file.name, error)


def picture_hash(file: IO[bytes]) -> int:
    """The perceptual hash of a picture (dHash): 64 bits, each whether a place is lighter than the one to its right.

    Of a moving picture the first frame; what is transparent is white; turned as its Exif says. A JPEG is decoded at an
    eighth of its size where that is enough. Raises one of `picture_formats.BROKEN` for what cannot be drawn.
    """
    with PillowImage.open(file) as opened:
        opened.draft("RGB", (72, 64))
        picture = _rough(opened)
        picture = ImageOps.exif_transpose(picture) or picture
        if picture.mode != "L":
            rgba = picture.convert("RGBA")
            picture = PillowImage.new("RGBA", rgba.size, "white")
            picture.alpha_composite(rgba)
        small = picture.convert("L").resize((9, 8), PillowImage.Resampling.LANCZOS, reducing_gap=2.0)
    light = small.tobytes()
    bits = [light[9 * row + place] > light[9 * row + place + 1] for row in range(8) for place in range(8)]
    return int("".join("01"[bit] for bit in bits), 2)


def _rough(opened: PillowImage.Image) -> PillowImage.Image:
    """Some `_ROUGH` pixels each way: what is done to colours and transparency is done to few pixels."""
    is_plain = opened.mode in {"L", "RGB", "RGBA"} and "transparency" not in opened.info
    picture = opened if is_plain else opened.convert("RGBA")
    return picture.reduce((max(picture.width // _ROUGH, 1), max(picture.height // _ROUGH, 1)))


def note_picture(item: MediaItem) -> PictureHash | None:
    """Work out the perceptual hash of an item's picture, unless it is that of this very file. None where there is none.

    Slow: never inside a transaction.
    """
    if item.kind != MediaKind.IMAGE or item.image is None:
        return None
    name = item.image.file.name
    known = PictureHash.objects.filter(item=item).first()
    if known and known.hashed_name == name:
        return known
    try:
        with item.image.file.storage.open(name, "rb") as file:
            value = picture_hash(file)
    except (*BROKEN, PillowImage.DecompressionBombError) as error:
        logger.warning("Picture %s (%s) has no perceptual hash: %s", item.pk, name, error)
        return None
    values = {"dhash": f"{value:016x}", "hashed_name": name, **_bands(value)}
    return PictureHash.objects.update_or_create(item=item, defaults=values)[0]


def _bands(value: int) -> dict[str, int | None]:
    """The quarters that it is looked up by; none for a picture that has too little to tell it from others."""
    tells = _FEWEST_BITS <= value.bit_count() <= 64 - _FEWEST_BITS
    return {
        f"band_{band}": (value >> (_BITS * band)) & 0xFFFF if tells else None for band in range(_BANDS)
    }  # fmt: skip


def near_pictures(value: int, *, size: tuple[int, int], among: QuerySet[MediaItem]) -> list[MediaItem]:
    """The items whose picture is at most `NEAREST` bits away and of the same shape, the nearest first, at most 20.

    Two hashes 3 bits apart agree on one of four quarters at least, which are indexed; those alone are compared.
    """
    wanted = Q()
    for name, band in _bands(value).items():
        if band is None:
            return []
        wanted |= Q(**{name: band})
    rows = PictureHash.objects.filter(wanted).values_list("item_id", "dhash")[:_MOST_COMPARED]
    apart = {item: (int(dhash, 16) ^ value).bit_count() for item, dhash in rows}
    near = {item: bits for item, bits in apart.items() if bits <= NEAREST}
    found = among.filter(pk__in=near).select_related("image") if near else among.none()
    alike = [item for item in found if _same_shape(item.image, size)]
    return sorted(alike, key=lambda item: (near[item.pk], item.pk))[:MOST_NEAR]


def _same_shape(picture: Any, size: tuple[int, int]) -> bool:
    width, height = sorted(size)
    other_width, other_height = sorted((picture.width, picture.height))
    return bool(height and other_height) and abs(width / height - other_width / other_height) <= _SAME_SHAPE

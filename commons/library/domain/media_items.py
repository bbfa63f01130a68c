"""A media item for each file of the library: made when the file enters, in step with it afterwards."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from commons.library.enums import MediaKind
from commons.library.models import LicensedDocument, LicensedMedia, MediaItem
from commons.library.models.item import LONGEST_SLUG

if TYPE_CHECKING:
    from commons.library.models.media import LicensedFileMixin

logger = logging.getLogger(__name__)

_CHUNK = 1024 * 1024
_TRIES = 5
# Addresses below /medias/ that are no item's.
RESERVED = frozenset({"a-relire", "ailleurs", "ajouter", "conflits"})


def follow_file(row: LicensedFileMixin) -> MediaItem:
    """The media item of a row of the library that was just saved: made, or brought in step with it.

    The hash of the file is worked out again only when the file is another. Two queries when nothing changed.
    """
    item = item_of(row) or MediaItem(kind=kind_of(row), **{_key(row): row})
    before = _state(item)
    item.licence, item.collection_id = row.licence, row.collection_id
    if item.hashed_name != row.file.name:
        item.sha256, item.hashed_name = sha256_of(row), row.file.name
    if item._state.adding:  # noqa: SLF001 -- how Django tells a row that is not stored yet
        _add(item, row.title)
    elif _state(item) != before:
        item.save(update_fields=["licence", "collection", "sha256", "hashed_name"])
    return item


def item_of(row: LicensedFileMixin) -> MediaItem | None:
    return MediaItem.objects.filter(**{_key(row): row.pk}).first()


def kind_of(row: LicensedFileMixin) -> MediaKind:
    """Which of the four kinds a row of the library is."""
    if isinstance(row, LicensedMedia):
        return MediaKind.VIDEO if row.type == "video" else MediaKind.SOUND
    return MediaKind.DOCUMENT if isinstance(row, LicensedDocument) else MediaKind.IMAGE


def sha256_of(row: Any) -> str:
    """SHA-256 of the bytes of a row's file, in hexadecimal; "" when they cannot be read.

    What `row.hashed` says of this very file is not read again.
    """
    name, known = row.hashed
    if known and name == row.file.name:
        return str(known)
    digest = hashlib.sha256()
    try:
        with row.file.storage.open(row.file.name, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        logger.error("%s %s (%s) cannot be read: %s", type(row).__name__, row.pk, row.file.name, error)  # noqa: TRY400 -- the sentence says it all
        return ""
    return digest.hexdigest()


def _key(row: LicensedFileMixin) -> str:
    return {"LicensedImage": "image", "LicensedDocument": "document"}.get(type(row).__name__, "media")


def _state(item: MediaItem) -> tuple[Any, ...]:
    return item.licence, item.collection_id, item.sha256, item.hashed_name


def _add(item: MediaItem, title: str) -> None:
    """Under an address of its own; another process that takes the same meanwhile gets the first, this one the next."""
    base = slugify(title)[:LONGEST_SLUG].strip("-") or str(item.kind)
    for _try in range(_TRIES):
        item.slug = _free(base)
        try:
            with transaction.atomic():
                item.save()
        except IntegrityError:
            if MediaItem.objects.filter(**{_key(item.file_row): item.file_row.pk}).exists():
                return
        else:
            return
    item.slug = f"{base}-{_key(item.file_row)}-{item.file_row.pk}"
    item.save()


def _free(base: str) -> str:
    used = RESERVED | set(MediaItem.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(used) + 3))
    return base if base not in used else next(name for name in numbered if name not in used)

"""Keeps the papers of media items: hashes, licence records, conflicts. Called by whatever saves or draws a file."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.signals import post_save

from commons.library.domain.conflicts import look_for_conflicts
from commons.library.domain.hashes import HashOf, note_hash, note_picture, note_renditions
from commons.library.domain.licence_records import record_statement
from commons.library.domain.media_items import item_of
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia, MediaItem
from community.renditions import renditions_made

if TYPE_CHECKING:
    from commons.library.models.media import LicensedFileMixin

logger = logging.getLogger(__name__)


def connect() -> None:
    """After `item_signals`, which makes the item."""
    for model in (LicensedImage, LicensedDocument, LicensedMedia):
        post_save.connect(_file_saved, sender=model)
    renditions_made.connect(_drawn)


def _file_saved(instance: LicensedFileMixin, *, raw: bool = False, **_kwargs: Any) -> None:
    item = None if raw else item_of(instance)
    if item is None:
        return
    note_hash(item, item.sha256, of=HashOf.STORED, detail=item.hashed_name)
    record_statement(item, instance)
    # Opening a picture is slow, and nothing slow happens inside a transaction.
    transaction.on_commit(partial(_study, item.pk), robust=True)


def _study(pk: int) -> None:
    item = MediaItem.objects.select_related("image").filter(pk=pk).first()
    if item:
        look_for_conflicts(item, note_picture(item))


def _drawn(picture: Any, **_kwargs: Any) -> None:
    try:
        note_renditions(picture)
    except Exception:
        logger.exception("The renditions of picture %s have no hash.", picture.pk)

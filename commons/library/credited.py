"""The work that the credit of a file is written from: where it came from, else its page here."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from commons.library.domain.going_public import may_be_shared
from commons.library.models import MediaItem
from commons.library.site_address import root_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.library.models.media import LicensedFileMixin
    from legaltools.credit import Work


def prepare_credits(rows: Iterable[LicensedFileMixin]) -> None:
    """Fetch the media items of files that are about to be credited: a query for each kind of file."""
    by_model: dict[type, list[LicensedFileMixin]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for same in by_model.values():
        prefetch_related_objects(same, "media_item")


def credited_work(row: LicensedFileMixin) -> Work:
    """The work of a file that a public page shows: with its page here, where others may take the file from it."""
    work = row.as_work()
    if work.source or not may_be_shared(row.licence):
        return work
    try:
        item: MediaItem = row.media_item  # type: ignore[attr-defined]
    except MediaItem.DoesNotExist:
        return work
    return dataclasses.replace(work, source=f"{root_url()}{item.get_absolute_url()}")

"""Which media items anybody may see: those whose licence lets others share them, offered or shown on a public page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type

from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia, MediaItem
from commons.library.models.item import ROWS
from legaltools import catalogue
from search.documents import document_id
from search.indexing import schedule
from web.page_cache.generation import invalidate_pages
from wiki.domain.notices import note_items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from commons.library.models.media import LicensedFileMixin

TYPE = "media"
MODELS: dict[str, type[LicensedFileMixin]] = {
    "image": LicensedImage,
    "document": LicensedDocument,
    "media": LicensedMedia,
}
_AT_ONCE = 400


def may_be_shared(licence: str) -> bool:
    """Whether a licence of the catalogue lets others pass the whole on; "" and reserved rights do not.

    Rule: `legaltools.tool.Tool.allows_sharing`, read from what the tool permits.
    """
    tool = catalogue.by_key().get(licence)
    return bool(tool and tool.allows_sharing and not tool.is_reserved)


def refresh(pks: Iterable[int]) -> list[int]:
    """Bring `is_public` of these media items in step with the rule; those that changed, which the search is told of.

    A few queries for each batch of 400, whatever they hold. Call it after the change that may matter.
    """
    changed: list[int] = []
    wanted = list(dict.fromkeys(pks))
    for start in range(0, len(wanted), _AT_ONCE):
        changed += _refresh(wanted[start : start + _AT_ONCE])
    return changed


def _refresh(pks: Collection[int]) -> list[int]:
    items = list(MediaItem.objects.filter(pk__in=pks))
    shown = shown_in_public([item for item in items if not item.offered_at])
    changed, new = [], []
    for item in items:
        is_public = may_be_shared(item.licence) and bool(item.offered_at or item.pk in shown)
        if is_public != item.is_public:
            item.is_public = is_public
            new += [] if item.public_since else [item]
            item.public_since = item.public_since or (timezone.now() if is_public else None)
            changed.append(item)
    MediaItem.objects.bulk_update(changed, ["is_public", "public_since"])
    keys = [item.pk for item in changed]
    schedule(TYPE, *keys)
    if new:
        note_items((document_id(TYPE, item.pk), getattr(item.file_row, "uploaded_by_user_id", None)) for item in new)
    if keys:
        # No signal tells the page cache of rows that are updated together.
        transaction.on_commit(invalidate_pages)
    return keys


def shown_in_public(items: Iterable[MediaItem]) -> set[int]:
    """Keys of the items that a page anybody may read shows, as Wagtail's reference index knows it."""
    by_row: dict[tuple[str, str], int] = {}
    for item in items:
        name = ROWS[item.kind]  # type: ignore[index]
        by_row[name, str(getattr(item, f"{name}_id"))] = item.pk
    pages = _pages_of(by_row)
    public = set(Page.objects.live().public().filter(pk__in=pages).values_list("pk", flat=True)) if pages else set()
    return {by_row[row] for page in public for row in pages[page]}


def _pages_of(rows: Collection[tuple[str, str]]) -> dict[int, list[tuple[str, str]]]:
    """The pages, published or not, that refer to each of these rows of the library."""
    pages: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for name, pks in _by_name(rows).items():
        references = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(MODELS[name]),
            to_object_id__in=pks,
            base_content_type=get_default_page_content_type(),
        )
        for page, row in references.values_list("object_id", "to_object_id").distinct():
            pages[int(page)].append((name, row))
    return pages


def _by_name(rows: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = defaultdict(list)
    for name, pk in rows:
        named[name].append(pk)
    return named

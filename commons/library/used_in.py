"""Where a media item is used: on which pages, as Wagtail's reference index knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type

from design.addresses import address

if TYPE_CHECKING:
    from commons.library.models import MediaItem

MOST = 60


class Use(NamedTuple):
    """A public thing that uses a medium; `kind` as people call it, `language` that of its title."""

    title: str
    url: str
    kind: str
    language: str = ""


def public_pages(item: MediaItem) -> list[Page]:
    """The public pages that show its file or name it, such as guides and kits: sixty at most, by title."""
    row = item.file_row
    named = Q(to_content_type=ContentType.objects.get_for_model(row), to_object_id=str(row.pk)) | Q(
        to_content_type=ContentType.objects.get_for_model(item), to_object_id=str(item.pk)
    )
    pages = ReferenceIndex.objects.filter(named, base_content_type=get_default_page_content_type())
    keys = {int(pk) for pk in pages.values_list("object_id", flat=True)}
    return list(Page.objects.live().public().filter(pk__in=keys).order_by("title")[:MOST]) if keys else []


def use_of(page: Page) -> Use:
    return Use(page.title, address(page), _called(page))


def _called(page: Page) -> str:
    model = page.specific_class
    return str(model._meta.verbose_name) if model else ""

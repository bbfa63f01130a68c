"""Who sees which media item, and which pages a text of the pool may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Collection, Page

from commons.library.models import MediaItem
from community.permissions.visibility import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet


def open_pages(pks: set[int]) -> dict[int, str]:
    """The full address of each of these pages that anybody may read: live, and under no restricted page.

    A link to any other page keeps even its address to itself, on pages, in exports and in feeds alike.
    """
    return {page.pk: page.full_url or "" for page in Page.objects.live().public().filter(pk__in=pks)} if pks else {}


def public_media(reader: Reader | None = None) -> QuerySet[MediaItem]:
    """Media items that anybody may see, or this reader: public, and in no collection that is closed to them.

    One query more while a collection is restricted.
    """
    public = MediaItem.objects.filter(is_public=True)
    closed = (reader or Reader()).closed
    if not closed:
        return public
    within = Q()
    for path in closed:
        within |= Q(path__startswith=path)
    return public.exclude(collection__in=Collection.objects.filter(within).order_by().values("pk"))


def with_files(items: QuerySet[MediaItem]) -> QuerySet[MediaItem]:
    """The same items with their rows of the library, newest first, in one query."""
    return newest_first(items.select_related("image", "document", "media"))


def newest_first(items: QuerySet[MediaItem]) -> QuerySet[MediaItem]:
    return items.order_by("-public_since", "-pk")

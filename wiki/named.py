"""What a title between brackets leads to, and who leads to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, Q, Window
from django.db.models.functions import Cast, RowNumber
from wagtail.models import Page, ReferenceIndex

from wiki.models import Mention, PageName
from wiki.public import pages_shown, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import HttpRequest


def pages_called(keys: Collection[str]) -> dict[str, Page]:
    """The page that each key of a title means, among those that anybody may read; two queries, none without keys.

    Of several, the one whose title it is before the one whose address it ends, and before one that was called so; then
    the one that was there first.
    """
    if not keys:
        return {}
    names = shown(PageName.objects.filter(key__in=keys), page="page").select_related("page")
    return {name.key: name.page for name in names.order_by("-rank", "-page_id")}


def any_called(keys: Collection[str]) -> set[int]:
    """Keys of all the pages, public or not, that one of these keys of titles could mean; one query, none without."""
    return set(PageName.objects.filter(key__in=keys).values_list("page_id", flat=True)) if keys else set()


def pages_linking_to(page: Page, *, request: HttpRequest | None = None) -> QuerySet[Page]:
    """The pages that lead to this one, by a link or by its title, by title: those that this visitor may read."""
    references = ReferenceIndex.get_references_to(page).filter(
        base_content_type=ReferenceIndex._get_base_content_type(Page)  # noqa: SLF001 -- has no public name
    )
    linking = references.annotate(page=Cast("object_id", IntegerField())).values("page")
    naming = Mention.objects.filter(key__in=_keys_that_mean(page)).values("page_id")
    found = pages_shown(request).filter(Q(pk__in=linking) | Q(pk__in=naming))
    return found.exclude(pk=page.pk).order_by("title", "pk")


def _keys_that_mean(page: Page) -> list[str]:
    """Of all that this page is called, what means it and no other page."""
    keys = PageName.objects.filter(page=page.pk).values_list("key", flat=True)
    return [key for key, meant in pages_called(list(keys)).items() if meant.pk == page.pk]


def wanted_titles(*, request: HttpRequest | None = None) -> Any:
    """Titles that pages lead to and no page has: {key, title, count}, most asked for first.

    Counted are the pages that this visitor may read; a page that not everybody may read is as if it were not there,
    as it is to the links themselves.
    """
    asked = shown(Mention.objects.all(), page="page", request=request)
    there = shown(PageName.objects.filter(key=OuterRef("key")), page="page")
    counted = asked.filter(~Exists(there)).values("key").annotate(title=Min("title"), count=Count("page"))
    return counted.order_by("-count", "key")


def who_asks(keys: Collection[str], *, most: int, request: HttpRequest | None = None) -> dict[str, list[Page]]:
    """At most so many of the pages that lead to each of these titles, the first by title."""
    asked = shown(Mention.objects.filter(key__in=keys), page="page", request=request).select_related("page")
    place = Window(RowNumber(), partition_by=F("key"), order_by=(F("page__title").asc(), F("page_id").asc()))
    pages: dict[str, list[Page]] = {}
    for mention in asked.annotate(place=place).filter(place__lte=most).order_by("key", "place"):
        pages.setdefault(mention.key, []).append(mention.page)
    return pages

"""Who sees which guide is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from wagtail.models import Collection, CollectionViewRestriction, Page

from commons.models import GuideIndexPage, GuidePage, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.query import PageQuerySet

    from commons.models import LicensedDocument
    from community.models import AssociationPage


def public_guides() -> PageQuerySet[GuidePage]:
    """Guides that anybody may read: live, and under no restricted page."""
    return GuidePage.objects.live().public()


def address_of_all(request: HttpRequest) -> str:
    """Where the list of guides is, whatever the site calls it; empty where there is none."""
    page = GuideIndexPage.objects.live().first()
    return (page and page.get_url(request)) or ""


def shelf(guides: PageQuerySet[GuidePage]) -> PageQuerySet[GuidePage]:
    """The same guides with what a card shows, newest first; two queries however many there are."""
    return guides.select_related("association").prefetch_related("themes").order_by("-first_published_at", "-pk")


def guides_of_association(association: AssociationPage) -> PageQuerySet[GuidePage]:
    return shelf(public_guides().filter(association=association))


def guides_of_theme(theme: Theme) -> PageQuerySet[GuidePage]:
    return shelf(public_guides().filter(themes=theme))


def guides_with_tag(slug: str) -> PageQuerySet[GuidePage]:
    return shelf(public_guides().filter(tagged_items__tag__slug=slug))


def useful_guides() -> PageQuerySet[GuidePage]:
    """Guides that somebody has tested, the latest test first: the best sign of use there is so far."""
    tested = public_guides().filter(tested_on__isnull=False)
    return (
        tested.select_related("association")
        .prefetch_related("themes")
        .order_by("-tested_on", "-first_published_at", "-pk")
    )


def in_the_open(documents: Iterable[LicensedDocument]) -> list[LicensedDocument]:
    """The files that anybody may fetch: one in a restricted collection keeps even its title to itself.

    No query without files, one while no collection is restricted.
    """
    found = list(documents)
    closed = list(CollectionViewRestriction.objects.values_list("collection__path", flat=True)) if found else []
    if not closed:
        return found
    paths = dict(Collection.objects.values_list("pk", "path"))
    return [document for document in found if not paths[document.collection_id].startswith(tuple(closed))]


def open_pages(pks: set[int]) -> dict[int, str]:
    """The full address of each of these pages that anybody may read: live, and under no restricted page.

    A link to any other page keeps even its address to itself, on pages, in exports and in feeds alike.
    """
    return {page.pk: page.full_url or "" for page in Page.objects.live().public().filter(pk__in=pks)} if pks else {}


def themes_in_use() -> list[Theme]:
    """Themes that have at least one public guide, with `guide_count`."""
    counted = Theme.objects.filter(guides__in=public_guides()).annotate(guide_count=Count("guides", distinct=True))
    return list(counted)

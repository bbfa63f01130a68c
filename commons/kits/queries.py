"""Who sees which kit is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import ReferenceIndex

from commons.kits.models import KitIndexPage, KitPage

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest
    from wagtail.query import PageQuerySet

    from community.models import AssociationPage, User

MOST_OWN = 30


def public_kits() -> PageQuerySet[KitPage]:
    """Kits that anybody may read: live, and under no restricted page."""
    return KitPage.objects.live().public()


def shelf_for(user: User) -> KitIndexPage | None:
    """The list of kits to which this person may add one; None for whoever may not."""
    shelves = KitIndexPage.objects.live()
    return next((shelf for shelf in shelves if shelf.permissions_for_user(user).can_add_subpage()), None)


def address_of_all(request: HttpRequest) -> str:
    """Where the list of kits is, whatever the site calls it; empty where there is none."""
    page = KitIndexPage.objects.live().first()
    return (page and page.get_url(request)) or ""


def shelf(kits: PageQuerySet[KitPage]) -> PageQuerySet[KitPage]:
    """The same kits with what a card shows, newest first; two queries however many there are."""
    return kits.select_related("association").prefetch_related("themes").order_by("-first_published_at", "-pk")


def kits_of_association(association: AssociationPage) -> PageQuerySet[KitPage]:
    return shelf(public_kits().filter(association=association))


def kits_holding(item: Model) -> PageQuerySet[KitPage]:
    """Kits, public or not, whose page names this item of the pool: a page, or a row of the library."""
    named = ReferenceIndex.get_references_to(item).values_list("object_id", flat=True)
    return KitPage.objects.filter(pk__in=[int(pk) for pk in named if pk.isdecimal()])


def kits_one_may_add_to(user: User) -> list[KitPage]:
    """Kits that this person began and may edit, newest first; some at most."""
    own = KitPage.objects.filter(owner=user).order_by("-latest_revision_created_at", "-pk")[:MOST_OWN]
    return [kit for kit in own if kit.permissions_for_user(user).can_edit()]

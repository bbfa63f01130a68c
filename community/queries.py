"""Who sees which association is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.models import AssociationPage, Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.query import PageQuerySet


def public_associations() -> PageQuerySet[AssociationPage]:
    """Associations that anybody may see, by name, with their logo."""
    return AssociationPage.objects.live().public().select_related("logo").order_by("title")


def coordinators(association: AssociationPage) -> QuerySet[Membership]:
    """The members whose names the page shows; the others are nobody's business."""
    active = association.memberships.filter(role=Membership.Role.COORDINATOR, user__is_active=True)
    return active.select_related("user").order_by("user__display_name")

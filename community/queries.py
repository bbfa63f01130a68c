"""Who sees which association is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import PageViewRestriction

from community.models import AssociationPage, Membership
from look.generation import current_generation, pages

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


def may_be_named(association: AssociationPage) -> bool:
    """Whether anybody may see the association's page, and so its name on what it shared; asks nothing a second time."""
    return association.live and not association.path.startswith(_hidden_branches())


def _hidden_branches() -> tuple[str, ...]:
    """Paths of the restricted pages, kept until something public changes."""
    key = f"hidden-branches:{current_generation()}"
    found: tuple[str, ...] | None = pages().get(key)
    if found is None:
        found = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
        pages().set(key, found)
    return found

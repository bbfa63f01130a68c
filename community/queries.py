"""Who sees which association is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from wagtail.models import PageViewRestriction

from community.models import AssociationPage, Membership
from community.policies import RolePagePermissionPolicy
from look.generation import current_generation

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.query import PageQuerySet

    from community.models import User


def public_associations() -> PageQuerySet[AssociationPage]:
    """Associations that anybody may see, by name, with their logo."""
    return AssociationPage.objects.live().public().select_related("logo").order_by("title")


def coordinators(association: AssociationPage) -> QuerySet[Membership]:
    """The members whose names the page shows; the others are nobody's business."""
    active = association.memberships.filter(role=Membership.Role.COORDINATOR, user__is_active=True)
    return active.select_related("user").order_by("user__display_name")


def associations_to_sign_as(user: User) -> PageQuerySet[AssociationPage]:
    """Associations that a person may sign for, by form or by import: their own; with an editor's hand, any.

    A member signs for an association that is not published yet too: its name shows once anybody may see it.
    """
    found = AssociationPage.objects.order_by("title", "pk")
    return found if has_editors_hand(user) else found.filter(memberships__user=user)


def has_editors_hand(user: User) -> bool:
    """Whether the person publishes what others write."""
    return RolePagePermissionPolicy().user_has_permission(user, "publish")


def may_be_named(association: AssociationPage) -> bool:
    """Whether anybody may see the association's page, and so its name on what it shared; asks nothing a second time."""
    return association.live and not association.path.startswith(_hidden_branches())


def _hidden_branches() -> tuple[str, ...]:
    """Paths of the restricted pages, kept until something public changes."""
    key = f"hidden-branches:{current_generation()}"
    found: tuple[str, ...] | None = cache.get(key)
    if found is None:
        found = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
        cache.set(key, found)
    return found

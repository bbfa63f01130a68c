"""Who sees which association is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, When
from wagtail.models import GroupPagePermission, PageViewRestriction

from community.models import AccessRequest, AssociationPage, Membership, PlacePage, User
from community.permissions import groups
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from wagtail.models import Page
    from wagtail.query import PageQuerySet


def public_associations() -> PageQuerySet[AssociationPage]:
    """Associations that anybody may see, by name, with their logo."""
    return AssociationPage.objects.live().public().select_related("logo").order_by("title")


def public_places() -> PageQuerySet[PlacePage]:
    """Places that anybody may see, by name."""
    return PlacePage.objects.live().public().order_by("title")


def closed_places() -> frozenset[int]:
    """Keys of the places under a restricted page, of which nothing is told; one query until the public pages change."""
    return cached("closed-places", lambda: frozenset(PlacePage.objects.private().values_list("pk", flat=True)))


def coordinators(association: AssociationPage) -> QuerySet[Membership]:
    """The members whose names the page shows; the others are nobody's business."""
    active = association.memberships.filter(role=Membership.Role.COORDINATOR, user__is_active=True)
    return active.select_related("user").order_by("user__display_name")


def may_be_named(association: AssociationPage) -> bool:
    """Whether anybody may see the association's page, and so its name on what it shared; asks nothing a second time."""
    return association.live and is_open(association)


def is_open(page: Page) -> bool:
    """Whether the page stands below no restriction; a draft may be open. Asks nothing a second time."""
    return not page.path.startswith(_hidden_branches())


def associations_one_may_sign_for(person: User | AnonymousUser) -> PageQuerySet[AssociationPage]:
    """The associations that `person` may name as the one that shares a guide, by name; the form and the import ask it.

    One's own, or any that the public may see for whoever publishes pages (an editor's hand). An association that is not
    published, or not open to everybody, is named by nobody: that it is there is not public.
    """
    public = public_associations()
    if not person.is_authenticated:
        return public.none()
    if publishes_for_all(person):
        return public
    return public.filter(pk__in=Membership.objects.filter(user=person).values("association"))


def publishes_for_all(person: User | AnonymousUser) -> bool:
    """Whether a group lets them publish everybody's pages; of those who are known, each publishes for themselves."""
    if not person.is_authenticated:
        return False
    publish = GroupPagePermission.objects.filter(permission__codename="publish_page", group__user=person)
    return person.is_superuser or publish.exclude(group__name=groups.KNOWN).exists()


def _hidden_branches() -> tuple[str, ...]:
    """Paths of the restricted pages, cached until something public changes."""
    restricted = PageViewRestriction.objects.values_list("page__path", flat=True)
    return cached("hidden-branches", lambda: tuple(restricted))


def may_contribute(user: User) -> bool:
    """Whether the person is let into the editor, by whichever group."""
    return user.has_perm("wagtailadmin.access_admin")


def stewards() -> QuerySet[User]:
    """Who answers requests for access: the stewards; where there are none, those who hold the server."""
    active = User.objects.filter(is_active=True).order_by("pk")
    members = active.filter(groups__name=groups.STEWARD)
    return members if members.exists() else active.filter(is_superuser=True)


def access_requests() -> QuerySet[AccessRequest]:
    """Requests with who asked and for what: those that wait first, the oldest of them before the others."""
    requests = AccessRequest.objects.select_related("user", "association", "answered_by")
    return requests.order_by(Case(When(state=AccessRequest.State.OPEN, then=0), default=1), "asked_at")


def open_request(user: User) -> AccessRequest | None:
    return access_requests().filter(user=user, state=AccessRequest.State.OPEN).first()


def latest_request(user: User) -> AccessRequest | None:
    return access_requests().filter(user=user).order_by("-asked_at", "-pk").first()


def waiting_requests(user: User) -> int:
    """How many requests wait for an answer, for whoever may give one; none for the others."""
    may_answer = user.has_perm("community.change_accessrequest")
    return AccessRequest.objects.filter(state=AccessRequest.State.OPEN).count() if may_answer else 0

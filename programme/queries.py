"""Who sees what of the programme, and who decides on it, once for every page, output and verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q

from community.models import AssociationPage, Membership
from community.queries import associations_one_may_sign_for, publishes_for_all
from programme.models import EditionPage, EventPage, Occurrence, ProgrammeIndexPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from wagtail.query import PageQuerySet

    from community.models import PlacePage, User


def public_editions() -> PageQuerySet[EditionPage]:
    """Editions that anybody may see: festivals, the latest first, then what lasts all year."""
    return EditionPage.objects.live().public().order_by("all_year", "-starts_on", "title")


def public_events() -> PageQuerySet[EventPage]:
    """Events that anybody may see: live, and under no restricted page. Those that are proposed are drafts."""
    return EventPage.objects.live().public()


def public_occurrences() -> QuerySet[Occurrence]:
    """Occurrences of public events, cancelled ones too, in the order of time; with their place and event."""
    events = public_events().order_by().values("pk")
    return Occurrence.objects.filter(event__in=events).select_related("place", "event").order_by("starts_at", "pk")


def occurrences_of_edition(edition: EditionPage) -> QuerySet[Occurrence]:
    """What anybody may see of one edition."""
    return public_occurrences().filter(event__in=public_events().child_of(edition).order_by().values("pk"))


def occurrences_of_event(event: EventPage) -> QuerySet[Occurrence]:
    """All of one event, in the order of time: for its page, which this person sees already."""
    return Occurrence.objects.filter(event=event).select_related("place", "event").order_by("starts_at", "pk")


def all_events_of(edition: EditionPage) -> PageQuerySet[EventPage]:
    """Every event of an edition, those that are proposed and drafts too: for whoever coordinates it."""
    occurrences = Occurrence.objects.select_related("place")
    events = EventPage.objects.child_of(edition).select_related("submission")
    return events.prefetch_related(Prefetch("occurrences", occurrences), "associations", "themes").order_by("title")


def events_of_association(association: AssociationPage) -> PageQuerySet[EventPage]:
    return public_events().filter(associations=association)


def occurrences_at(place: PlacePage) -> QuerySet[Occurrence]:
    return public_occurrences().filter(place=place)


def programme_page() -> ProgrammeIndexPage | None:
    return ProgrammeIndexPage.objects.live().first()


def coordinates(user: Any, edition: EditionPage) -> bool:
    """Whether they decide on what is proposed, and see who proposed it: named by the edition, or an editor of its page.
    To be known, and to publish at once, is not enough for names and addresses of others.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    return edition.coordinators.filter(pk=user.pk).exists() or (publishes_for_all(user) and _publishes(user, edition))


def _publishes(user: Any, edition: EditionPage) -> bool:
    return bool(edition.permissions_for_user(user).can_publish())


def organises(user: Any, event: EventPage) -> bool:
    """Whether they change its dates: a member of an association that organises it, who wrote it, who coordinates."""
    if not user.is_authenticated or not user.is_active:
        return False
    # As it is stored: a draft names whom it likes, and its rows are none that a query can be made of.
    organisers = EventPage.objects.filter(pk=event.pk).exclude(associations=None).values("associations")
    members = Membership.objects.filter(user=user, association__in=organisers)
    return event.owner_id == user.pk or members.exists() or coordinates(user, event.edition)


def associations_to_name(user: User, named: Sequence[int], *, is_theirs: bool = False) -> PageQuerySet[AssociationPage]:
    """Those that a person may name as organisers beside the ones that are. Members of an organiser see who registered:
    whoever may change the text of somebody else's event does not make their own association one.
    """
    mine = associations_one_may_sign_for(user)
    is_theirs = is_theirs or publishes_for_all(user) or mine.filter(pk__in=named).exists()
    offered = Q(pk__in=mine.values("pk")) if is_theirs else Q()
    return AssociationPage.objects.filter(offered | Q(pk__in=named)).order_by("title")


def coordinated_editions(user: Any) -> PageQuerySet[EditionPage]:
    """Editions that this person coordinates, those to come first."""
    editions = EditionPage.objects.order_by("all_year", "-starts_on", "title")
    if not user.is_authenticated or not user.is_active:
        return editions.none()
    own = Q(coordinators=user)
    keys = [edition.pk for edition in editions if _publishes(user, edition)] if publishes_for_all(user) else []
    return editions.filter(own | Q(pk__in=keys)).distinct()

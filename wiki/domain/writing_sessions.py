"""Writing sessions at a public access point: who opens one, who sees it, how long it lasts. See decision 0022."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.models import Membership, User
from community.permissions import groups
from wiki.domain.session_codes import give_codes
from wiki.domain.trust import is_at_least
from wiki.models import Seat, WritingSession

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from community.models import AssociationPage

MOST_SEATS, MOST_OPEN = 30, 5
LONGEST = timedelta(days=7)
USUAL_END = 20  # o'clock


class TooMany(Exception):
    """More than MOST_SEATS places, or more than MOST_OPEN sessions open of one person."""


class NotAnEnd(ValueError):
    """A session ends after now, and within LONGEST."""


def may_open(user: Any) -> bool:
    """Whoever is known here, or a member of an association: somebody answers for them."""
    if not user.is_authenticated or not user.is_active or user.is_temporary:
        return False
    return user.is_superuser or is_at_least(user, groups.KNOWN) or Membership.objects.filter(user=user).exists()


def watches_all(user: Any) -> bool:
    """Whoever decides on what others write sees every session."""
    return bool(user.is_authenticated and (user.is_superuser or is_at_least(user, groups.EDITOR)))


def sessions_of(user: Any) -> QuerySet[WritingSession]:
    """The sessions that this person may see, the latest first: their own, or all of them."""
    if not user.is_authenticated or user.is_temporary:
        return WritingSession.objects.none()
    every = WritingSession.objects.select_related("facilitator", "association")
    return every if watches_all(user) else every.filter(facilitator=user)


def may_run(user: Any, session: WritingSession) -> bool:
    """Its facilitator holds its codes and its drafts, and a steward who stands in for them."""
    is_theirs = user.is_authenticated and session.facilitator_id == user.pk
    return bool(is_theirs or user.is_superuser or is_at_least(user, groups.STEWARD))


def usual_end(now: datetime) -> datetime:
    """This evening; late in the day, three hours later."""
    evening = timezone.localtime(now).replace(hour=USUAL_END, minute=0, second=0, microsecond=0)
    late = timezone.localtime(now + timedelta(hours=3)).replace(minute=0, second=0, microsecond=0)
    return max(evening, late)


@transaction.atomic
def open_session(
    *, by: User, title: str, seats: int, ends_at: datetime, place: str = "", association: AssociationPage | None = None
) -> WritingSession:
    """Open a session with so many places, each with its code.

    Raises PermissionDenied, TooMany and NotAnEnd.
    """
    # Two forms sent at once are counted one after the other.
    User.objects.select_for_update().filter(pk=by.pk).values_list("pk", flat=True).first()
    if not may_open(by):
        raise PermissionDenied
    now = timezone.now()
    if not now < ends_at <= now + LONGEST:
        raise NotAnEnd
    opened = WritingSession.objects.filter(facilitator=by, ended_at=None, ends_at__gt=now)
    if not 0 < seats <= MOST_SEATS or opened.count() >= MOST_OPEN:
        raise TooMany
    session = WritingSession.objects.create(
        title=title, place=place, association=association, facilitator=by, ends_at=ends_at
    )
    _add(session, seats, after=0)
    return session


@transaction.atomic
def add_seats(session: WritingSession, count: int) -> None:
    """Raises TooMany; a session that is over gets none."""
    locked = _locked(session)
    numbers = locked.seats.order_by("-number").values_list("number", flat=True)
    last = numbers.first() or 0
    if locked.is_over or count < 1 or last + count > MOST_SEATS:
        raise TooMany
    _add(locked, count, after=last)


def _add(session: WritingSession, count: int, *, after: int) -> None:
    give_codes([Seat.objects.create(session=session, number=after + place) for place in range(1, count + 1)])


def _locked(session: WritingSession) -> WritingSession:
    return WritingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)


@transaction.atomic
def replace_code(seat: Seat) -> None:
    """A lost slip opens nothing any more; whoever is writing with it stays."""
    give_codes([Seat.objects.select_for_update().get(pk=seat.pk)])


@transaction.atomic
def close_seat(seat: Seat) -> None:
    """Nobody comes in by it, and whoever is writing at it is out at their next click."""
    now = timezone.now()
    Seat.objects.filter(pk=seat.pk, closed_at=None).update(closed_at=now)
    _end_accounts(User.objects.filter(writer__seat=seat), now)


@transaction.atomic
def end_session(session: WritingSession) -> None:
    """End it now, for good: what is written stays, and everybody is out at their next click."""
    now = timezone.now()
    WritingSession.objects.filter(pk=session.pk, ended_at=None, ends_at__gt=now).update(ended_at=now)
    _end_accounts(User.objects.filter(writer__session=session), now)


def _end_accounts(accounts: QuerySet[User], now: datetime) -> None:
    accounts.filter(Q(ends_at__gt=now)).update(ends_at=now)

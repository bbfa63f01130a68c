"""Following and ceasing to: with an account by one click, without one by an address that says yes first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from wiki.domain.notices import due_for
from wiki.models import Delivery, Follow, Follower, Rhythm, Version

if TYPE_CHECKING:
    from community.models import User

# What one person can have in view, and what one mail can hold.
MOST_FOLLOWS = 200
# An address that was given and said nothing is forgotten.
DAYS_TO_CONFIRM = 7


class TooMany(Exception):
    """Somebody follows MOST_FOLLOWS things already."""


def follower_of(user: User) -> Follower:
    return Follower.objects.get_or_create(user=user)[0]


@transaction.atomic
def follow(user: User, topic: str, key: str, rhythm: str) -> Follow:
    """At once, for an account; again, changes how often. Raises TooMany, PermissionDenied for a temporary account."""
    if user.is_temporary:
        raise PermissionDenied
    one = _follow(follower_of(user), topic, key, rhythm)
    confirm(one)
    set_rhythm(one, rhythm)
    return one


@transaction.atomic
def ask_to_follow(email: str, topic: str, key: str, rhythm: str, *, language: str) -> Follow:
    """For an address without account, whoever typed it: nothing is sent to it but the question. Raises TooMany.

    What it follows already stays as it is.
    """
    follower = Follower.objects.filter(user=None, email__iexact=email).first()
    if follower is None:
        follower = Follower.objects.create(email=email.lower(), language=language)
    one = _follow(follower, topic, key, rhythm)
    one.asks, one.asked_at = True, timezone.now()
    if one.confirmed_at is None:
        one.rhythm = rhythm
    one.save(update_fields=["asks", "asked_at", "rhythm"])
    return one


def _follow(follower: Follower, topic: str, key: str, rhythm: str) -> Follow:
    known = Follow.objects.filter(follower=follower, topic=topic, key=key).first()
    if known is not None:
        return known
    if follower.follows.count() >= MOST_FOLLOWS:
        raise TooMany
    return Follow.objects.get_or_create(follower=follower, topic=topic, key=key, defaults={"rhythm": rhythm})[0]


def confirm(one: Follow) -> None:
    """Whoever reads the mailbox said yes."""
    newest = Version.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    asked = Follow.objects.filter(pk=one.pk, confirmed_at=None)
    asked.update(confirmed_at=timezone.now(), since=newest, asks=False)


@transaction.atomic
def set_rhythm(one: Follow, rhythm: str) -> None:
    """What waits to be sent comes as often as the rest from now on. Raises ValueError for what is no rhythm."""
    if rhythm not in Rhythm.values:
        raise ValueError(rhythm)
    if one.rhythm == rhythm:
        return
    one.rhythm = rhythm
    one.save(update_fields=["rhythm"])
    one.deliveries.filter(handed_over=False).update(due_at=due_for(rhythm, timezone.now()))


def stop(one: Follow) -> None:
    """What waited to be sent for it goes with it."""
    one.delete()


def stop_rhythm(follower: Follower, rhythm: str) -> None:
    """All that comes in one kind of mail: a digest, for instance."""
    follower.follows.filter(rhythm=rhythm).delete()


def stop_all(follower: Follower) -> None:
    """An address without account is forgotten with what it followed."""
    if follower.user_id is None:
        follower.delete()
    else:
        follower.follows.all().delete()


def forget_unanswered() -> int:
    """Addresses that never said yes, and those that follow nothing any more. Returns how many follows went.

    A date that lies ahead was written before the clock went back: it is left for a later day.
    """
    old = Follow.objects.filter(confirmed_at=None, asked_at__lt=timezone.now() - timedelta(days=DAYS_TO_CONFIRM))
    gone, _each = old.delete()
    has_any = Follow.objects.filter(follower=OuterRef("pk"))
    waits = Delivery.objects.filter(follower=OuterRef("pk"))
    Follower.objects.filter(~Exists(has_any), ~Exists(waits), user=None).delete()
    return gone

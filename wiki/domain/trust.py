"""Levels of trust: whose changes are read before they are public, whose after, and who decides. See decision 0018."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import WorkflowState

from community.models import Membership
from community.permissions import groups
from wiki.domain.moderation import note
from wiki.models import Decision, Proposal

if TYPE_CHECKING:
    from community.models import User

# What a person's own work or a member's word may give; what is above it, a steward gives.
EARNED = groups.KNOWN


def level_of(user: User) -> str:
    """The highest of the groups of trust that a person is in; "" for nobody's and for an account in none."""
    held = {group.name for group in user.groups.all()} if user.is_authenticated else set()
    return next((level for level in reversed(groups.GROUPS) if level in held), "")


def is_at_least(user: User, level: str) -> bool:
    own = level_of(user)
    return bool(own) and groups.GROUPS.index(own) >= groups.GROUPS.index(level)


def accepted_changes(user: User) -> int:
    """Proposals and media items that were accepted, and pages that were approved."""
    accepted = Proposal.objects.filter(author=user, state__in=(Proposal.State.ACCEPTED, Proposal.State.ADAPTED))
    approved = WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_APPROVED)
    media = Decision.objects.filter(person=user, kind=Decision.Kind.MEDIA_IN)
    return accepted.count() + approved.count() + media.count()


def raise_when_earned(user: User | None) -> bool:
    """Make somebody known once TRUST_AFTER changes of theirs were accepted; whether they became so now."""
    if user is None or not user.is_active or user.is_temporary or is_at_least(user, EARNED) or user.is_superuser:
        return False
    if not settings.TRUST_AFTER or accepted_changes(user) < settings.TRUST_AFTER or _was_lowered(user):
        return False
    _write(user, EARNED, by=None, reason="")
    return True


def on_workflow_approved(instance: Any, **_kwargs: Any) -> None:
    raise_when_earned(instance.requested_by)


def _was_lowered(user: User) -> bool:
    """A steward's word weighs more than a count."""
    last = Decision.objects.filter(person=user, kind__in=(Decision.Kind.RAISED, Decision.Kind.LOWERED)).first()
    return last is not None and last.kind == Decision.Kind.LOWERED


def shared_associations(user: User, other: User) -> Any:
    """Associations that both are members of."""
    return Membership.objects.filter(
        user=user, association__in=Membership.objects.filter(user=other).values("association")
    )


def may_vouch(by: User, person: User) -> bool:
    """Whoever is known may give their word for a member of an association of theirs who is not known yet."""
    if (
        by.pk == person.pk
        or not person.is_active
        or person.is_temporary
        or not (by.is_superuser or is_at_least(by, EARNED))
    ):
        return False
    return not is_at_least(person, EARNED) and not _was_lowered(person) and shared_associations(by, person).exists()


@transaction.atomic
def vouch(person: User, *, by: User) -> None:
    """Raises PermissionDenied for whoever may not."""
    if not may_vouch(by, person):
        raise PermissionDenied
    _write(person, EARNED, by=by, reason="")


@transaction.atomic
def set_level(person: User, level: str, *, by: User, reason: str) -> None:
    """A steward sets somebody's level. Raises PermissionDenied, and ValueError for what is no level."""
    if not by.has_perm("community.change_user") or person.is_temporary:
        raise PermissionDenied
    if person.is_superuser and not by.is_superuser:
        raise PermissionDenied
    if level not in groups.GROUPS:
        raise ValueError(level)
    if level != level_of(person):
        _write(person, level, by=by, reason=reason)


def _write(person: User, level: str, *, by: User | None, reason: str) -> None:
    before = level_of(person)
    is_higher = not before or groups.GROUPS.index(level) > groups.GROUPS.index(before)
    person.groups.remove(*Group.objects.filter(name__in=groups.GROUPS).exclude(name=level))
    person.groups.add(Group.objects.get(name=level))
    kind = Decision.Kind.RAISED if is_higher else Decision.Kind.LOWERED
    note(kind, by=by, person=person, level=level, reason=reason)

"""Asking to write here, and the answer of a steward."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import queries
from community.domain.associations import add_member
from community.mail import messages
from community.models import AccessRequest, User
from community.permissions import groups

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from community.models import AssociationPage

# Whoever was refused may ask again, but not every day.
MOST_ASKED, ASKED_WITHIN = 3, timedelta(days=30)
# How many stewards are told of a request: the others see it in the list.
MOST_TOLD = 20


class MayNotAsk(Exception):
    """Why somebody may not ask now; `message` is a sentence for them."""

    def __init__(self, message: str | _StrPromise) -> None:
        super().__init__(message)
        self.message = message


class AlreadyAnswered(Exception):
    """Another steward was quicker; `request` says what they answered."""

    def __init__(self, request: AccessRequest) -> None:
        super().__init__(request.pk)
        self.request = request


def ask_for_access(*, user: User, message: str, association: AssociationPage | None = None) -> AccessRequest:
    """Ask the stewards for the right to write, for oneself or in the name of an association, and tell them by mail.

    One request a person is open at a time: asked again meanwhile, the open one is given back and nobody is told twice.
    Raises MayNotAsk for somebody who already may what they ask for, or who asked MOST_ASKED times within ASKED_WITHIN,
    and ValidationError for a message that is empty or longer than the field takes.
    """
    open_one = queries.open_request(user)
    if open_one is not None:
        return open_one
    _check(user, association=association)
    request = AccessRequest(user=user, association=association, message=message)
    request.clean_fields(exclude=["user", "association", "answered_by", "answered_at"])
    try:
        with transaction.atomic():
            request.save()
            transaction.on_commit(lambda: _tell_stewards(request))
    except IntegrityError:
        # Sent twice at once: the other one came first.
        return AccessRequest.objects.get(user=user, state=AccessRequest.State.OPEN)
    return request


def _check(user: User, *, association: AssociationPage | None) -> None:
    if association is not None and association.memberships.filter(user=user).exists():
        if queries.may_contribute(user):
            raise MayNotAsk(_("You are already a member of this association, and you may write in its name."))
    elif association is None and queries.may_contribute(user):
        raise MayNotAsk(_("You may already write: all that is left is to begin."))
    lately = AccessRequest.objects.filter(user=user, asked_at__gt=timezone.now() - ASKED_WITHIN)
    if lately.count() >= MOST_ASKED:
        raise MayNotAsk(_("You have asked several times this month. Write to the people who run this site instead."))


def accept(request: AccessRequest, *, by: User, answer: str = "") -> AccessRequest:
    """Let the person write, make them a member of the association they named, and tell them by mail.

    The answer comes to those who are told, with the sentence of the site. Raises AlreadyAnswered.
    """
    with transaction.atomic():
        answered = _answer(request, state=AccessRequest.State.ACCEPTED, by=by, answer=answer)
        if not queries.may_contribute(answered.user):
            answered.user.groups.add(Group.objects.get(name=groups.CONTRIBUTOR))
        if answered.association and not answered.association.memberships.filter(user=answered.user).exists():
            add_member(answered.association, user=answered.user)
    return answered


def refuse(request: AccessRequest, *, by: User, answer: str = "") -> AccessRequest:
    """Say no, kindly and by mail; nothing else changes. Raises AlreadyAnswered."""
    with transaction.atomic():
        return _answer(request, state=AccessRequest.State.REFUSED, by=by, answer=answer)


def _answer(request: AccessRequest, *, state: AccessRequest.State, by: User, answer: str) -> AccessRequest:
    """One steward's answer counts, whoever else answers at the same moment."""
    values = {"state": state, "answer": answer, "answered_by": by, "answered_at": timezone.now()}
    changed = AccessRequest.objects.filter(pk=request.pk, state=AccessRequest.State.OPEN).update(**values)
    answered = queries.access_requests().get(pk=request.pk)
    if not changed:
        raise AlreadyAnswered(answered)
    transaction.on_commit(lambda: _tell_person(answered))
    return answered


def _tell_stewards(request: AccessRequest) -> None:
    url = settings.BASE_URL + reverse("community_access_request", args=[request.pk])
    messages.send("access_asked", to=queries.stewards()[:MOST_TOLD], request_for_access=request, answer_url=url)


def _tell_person(request: AccessRequest) -> None:
    url = settings.BASE_URL + reverse("community_access")
    messages.send(f"access_{request.state}", to=[request.user], request_for_access=request, access_url=url)

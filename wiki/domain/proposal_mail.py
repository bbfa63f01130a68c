"""Mail about proposals: to whoever reviews them, and to their author about what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from community.mail import messages
from community.models import User
from wiki.models import Proposal
from wiki.visibility import REVIEW, may_review

if TYPE_CHECKING:
    from django.db.models import QuerySet

# How many are told: the others see it in the list.
MOST_TOLD = 20
MOST_TOLD_AN_HOUR = 10


class Recipient(NamedTuple):
    """A visitor, as a message needs to know them."""

    email: str
    language: str
    display_name: str


def reviewers() -> QuerySet[User]:
    """The people who hold the right to review; where there are none, those who hold the server."""
    app, name = REVIEW.split(".")
    right = Permission.objects.filter(content_type__app_label=app, codename=name)
    active = User.objects.filter(is_active=True).order_by("pk")
    held = active.filter(Q(groups__permissions__in=right) | Q(user_permissions__in=right)).distinct()
    return held if held.exists() else active.filter(is_superuser=True)


def tell_reviewers(proposal: Proposal, *, answer: str = "") -> None:
    """Lead them straight to it. Of a flood of visitors' proposals, the first are told: the queue has the others."""
    if proposal.author_id is None and _sent_lately() > MOST_TOLD_AN_HOUR:
        return
    told = [
        person
        for person in reviewers()[:MOST_TOLD]
        if person.pk != proposal.author_id and proposal.page and may_review(person, proposal.page)
    ]
    url = settings.BASE_URL + reverse("review_proposal", args=[proposal.pk])
    messages.send("proposal_sent", to=told, folder="wiki/email", proposal=proposal, answer=answer, review_url=url)


def _sent_lately() -> int:
    lately = timezone.now() - timedelta(hours=1)
    return Proposal.objects.filter(author=None, created_at__gt=lately).count()


def tell_author(proposal: Proposal, *, question: str = "") -> None:
    """What was decided, or asked; nothing to a visitor who left no address."""
    author: Any = proposal.author
    if author is None and proposal.email:
        author = Recipient(proposal.email, proposal.language, proposal.name)
    if author is None or (proposal.author and (not proposal.author.is_active or proposal.author.is_temporary)):
        return
    url = settings.BASE_URL + reverse("proposal", args=[proposal.token])
    messages.send(
        "proposal_answered", to=[author], folder="wiki/email", proposal=proposal, question=question, proposal_url=url
    )

"""A message waits to be read: told to those who decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from community.mail import messages
from wiki.domain.proposal_mail import MOST_TOLD, MOST_TOLD_AN_HOUR, reviewers
from wiki.models import Message
from wiki.visibility import may_review

if TYPE_CHECKING:
    from wagtail.models import Page


def tell_reviewers(message: Message, page: Page) -> None:
    """Of a flood, the first are told: the queue has the others."""
    lately = timezone.now() - timedelta(hours=1)
    waiting = Message.objects.filter(state=Message.State.WAITING, written_at__gt=lately)
    if waiting.count() > MOST_TOLD_AN_HOUR:
        return
    told = [person for person in reviewers()[:MOST_TOLD] if may_review(person, page)]
    url = settings.BASE_URL + reverse("review_message", args=[message.pk])
    messages.send("message_waits", to=told, folder="wiki/email", page=page, message=message, url=url)

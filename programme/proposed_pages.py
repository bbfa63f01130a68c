"""What somebody proposes by their account, named beside their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import ngettext

from programme.domain.submitting import submissions_of
from wiki.context.my_pages import register_beside
from wiki.waiting import Waiting

if TYPE_CHECKING:
    from community.models import User


def connect() -> None:
    register_beside("events", _events)


def _events(user: User) -> Waiting | None:
    count = len(list(submissions_of(user)))
    if not count:
        return None
    label = ngettext("%(count)d event that you propose", "%(count)d events that you propose", count) % {"count": count}
    return Waiting(label, reverse("my_proposed_events"))

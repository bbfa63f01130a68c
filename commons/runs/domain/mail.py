"""A report waits to be read: told to those who decide."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from commons.runs.models import Run
from commons.runs.queries import may_decide
from community.mail import messages
from community.models import User
from wiki.domain.proposal_mail import MOST_TOLD, MOST_TOLD_AN_HOUR, reviewers
from wiki.looked_after import coordinators_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def tell_deciders(run: Run, page: Any) -> None:
    """Those who coordinate the association first, then those who review. Of a flood, the first are told."""
    lately = timezone.now() - timedelta(hours=1)
    if Run.objects.filter(state=Run.State.WAITING, sent_at__gt=lately).count() > MOST_TOLD_AN_HOUR:
        return
    url = settings.BASE_URL + reverse("review_run", args=[run.pk])
    messages.send("run_waits", to=_told(page), folder="runs/email", page=page, run=run, url=url)


def _told(page: Any) -> Iterable[User]:
    keys = coordinators_of([page.pk]).get(page.pk, set())
    people = {person.pk: person for person in [*User.objects.filter(pk__in=keys), *reviewers()[:MOST_TOLD]]}
    return [person for person in people.values() if may_decide(person, page)][:MOST_TOLD]

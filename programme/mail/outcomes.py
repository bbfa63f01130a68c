"""The day after: how did it go? One mail to each of those who organised it, with a form behind a link."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from community.mail import messages
from design.addresses import full_address
from programme.context.seats import occasion_of
from programme.context.when import when_in_words
from programme.domain.outcomes import DAYS_OF_A_LINK, token_of, who_tells
from programme.enums import Status
from programme.models import Occurrence
from wiki.domain.proposal_mail import Recipient

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)
ASKED_AT = time(10)  # of the day after, by the edition's clock
# What ended longer ago is asked no more: what came in by an import, or while no mail left.
LONGEST_AGO = timedelta(days=7)
MOST_AT_ONCE = 100


def ask_how_it_went(goes_on: Callable[[], bool] = lambda: True) -> int:
    """Ask about what is over and was not asked about; nobody twice, unless those who coordinate ask it
    (`programme.domain.outcomes.ask_again`). How many mails were sent.
    """
    sent, now = 0, timezone.now()
    lately = Q(ends_at__gt=now - LONGEST_AGO) | Q(outcome_reminded_at__isnull=False)
    over = Occurrence.objects.filter(lately, ends_at__lt=now, outcome_asked_at=None)
    rows = over.filter(status__in=[Status.CONFIRMED, Status.TENTATIVE], event__live=True, outcome=None)
    for occurrence in rows.select_related("event", "place").order_by("ends_at", "pk")[:MOST_AT_ONCE]:
        if not goes_on():
            break
        if _asked_from(occurrence) <= now and not occurrence.event.edition.is_frozen:
            sent += _asked(occurrence)
    return sent


def _asked_from(occurrence: Occurrence) -> datetime:
    zone = occurrence.event.edition.zone
    day = occurrence.ends_at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, ASKED_AT, tzinfo=zone)


def _asked(occurrence: Occurrence) -> int:
    mine = Occurrence.objects.filter(pk=occurrence.pk, outcome_asked_at=None)
    if not mine.update(outcome_asked_at=timezone.now()):
        return 0
    sent = 0
    for email, language, name in who_tells(occurrence.event):
        try:
            sent += _sent(occurrence, Recipient(email, language, name))
        except Exception:
            logger.exception("A mail about occurrence %s could not be written.", occurrence.pk)
    return sent


def _sent(occurrence: Occurrence, person: Recipient) -> int:
    with translation.override(person.language):
        when = when_in_words(occasion_of(occurrence), with_year=True)
    return messages.send(
        "outcome", to=[person], folder="programme/email", event=occurrence.event, when=when,
        event_url=full_address(occurrence.event), days=DAYS_OF_A_LINK, again=occurrence.outcome_reminded_at is not None,
        link=settings.BASE_URL + reverse("outcome", args=[token_of(occurrence)]),
    )  # fmt: skip

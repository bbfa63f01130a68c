"""Names and addresses go some time after the event that they were given for."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from programme.enums import SeatState
from programme.models import SeatRequest

# Who never answered our mail, and the digest of where a form came from.
DAYS_UNANSWERED = 7


def forget_seats() -> int:
    """Erase registrations `SEATS_KEPT_DAYS` days after their event, those that nobody confirmed after a week, and where
    the others came from. How many rows were touched.
    """
    now = timezone.now()
    week_ago = now - timedelta(days=DAYS_UNANSWERED)
    old = SeatRequest.objects.filter(occurrence__ends_at__lt=now - timedelta(days=settings.SEATS_KEPT_DAYS))
    unanswered = SeatRequest.objects.filter(state=SeatState.ASKED, asked_at__lt=week_ago)
    gone = old.delete()[0] + unanswered.delete()[0]
    return gone + SeatRequest.objects.filter(asked_at__lt=week_ago).exclude(origin="").update(origin="")

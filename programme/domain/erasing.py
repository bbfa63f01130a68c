"""Names and addresses go some time after what they were given for, and with them what never became public."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.models import PlacePage
from programme.domain.proposal_links import LONGEST_AGE
from programme.enums import SeatState, SubmissionState
from programme.models import DeletedSeat, Occurrence, SeatRequest, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from wagtail.models import Page

# Who never answered our mail, the digest of where a form came from, and a place that nothing takes place at.
DAYS_UNANSWERED = 7
# Of one run: each deletes a page, and the next day comes.
MOST_AT_ONCE = 500
_PERSONAL = {"name": "", "email": "", "phone": "", "origin": "", "message": "", "inner_note": "", "data": {}}


def forget_seats() -> int:
    """Erase registrations `SEATS_KEPT_DAYS` days after their event, those that nobody confirmed after a week, those of
    deleted events whom no mail reached, and where the others came from. How many rows were touched.
    """
    now = timezone.now()
    week_ago = now - timedelta(days=DAYS_UNANSWERED)
    old = SeatRequest.objects.filter(occurrence__ends_at__lt=now - timedelta(days=settings.SEATS_KEPT_DAYS))
    unanswered = SeatRequest.objects.filter(state=SeatState.ASKED, asked_at__lt=week_ago)
    # Of what is deleted: no mail left the site for a week.
    untold = DeletedSeat.objects.filter(deleted_at__lt=week_ago)
    gone = old.delete()[0] + unanswered.delete()[0] + untold.delete()[0]
    return gone + SeatRequest.objects.filter(asked_at__lt=week_ago).exclude(origin="").update(origin="")


def forget_proposals() -> int:
    """Erase what is known of those who proposed events `PROPOSALS_KEPT_DAYS` days after the edition, or after the last
    time of an event that carries the label all year. How many rows and pages were touched.

    What was never accepted goes whole, as a draft that nobody saw; so does what was begun and never sent once no link
    leads to it any more. A public event stays, and one that was.
    """
    now = timezone.now()
    week_ago = now - timedelta(days=DAYS_UNANSWERED)
    due = _due()
    begun = Submission.objects.filter(state=SubmissionState.DRAFT, event=None)
    abandoned = begun.filter(changed_at__lt=now - timedelta(seconds=LONGEST_AGE))
    gone = (abandoned | begun.filter(pk__in=due.values("pk"))).delete()[0]
    gone += _never_public(due)
    gone += due.exclude(**_PERSONAL).update(**_PERSONAL)
    return gone + Submission.objects.filter(created_at__lt=week_ago).exclude(origin="").update(origin="")


def forget_places() -> int:
    """Delete places that a form described and nothing takes place at any more: its event was refused, withdrawn or
    mended, or its coordinators chose another. How many.

    A place that was public once stays, and so does one that a person wrote or completed, or an import brought in.
    """
    week_ago = timezone.now() - timedelta(days=DAYS_UNANSWERED)
    drafts = PlacePage.objects.filter(live=False, first_published_at=None, owner=None, import_record=None)
    drafts = drafts.filter(~Exists(Occurrence.objects.filter(place=OuterRef("pk"))))
    drafts = drafts.filter(Q(latest_revision_created_at=None) | Q(latest_revision_created_at__lt=week_ago))
    return _deleted(place for place in drafts[:MOST_AT_ONCE] if not place.revisions.exclude(user=None).exists())


def _due() -> QuerySet[Submission]:
    moment = timezone.now() - timedelta(days=settings.PROPOSALS_KEPT_DAYS)
    later = Occurrence.objects.filter(event=OuterRef("event"), ends_at__gte=moment)
    of_a_festival = Q(edition__all_year=False, edition__ends_on__lt=timezone.localdate(moment))
    return Submission.objects.filter(of_a_festival | Q(edition__all_year=True, changed_at__lt=moment)).filter(
        ~Exists(later)
    )


def _never_public(due: QuerySet[Submission]) -> int:
    """An accepted event waits for a version of the programme; one that no form proposed is somebody's page."""
    others = [SubmissionState.ACCEPTED, SubmissionState.DRAFT]
    rows = due.filter(event__live=False, event__first_published_at=None).exclude(state__in=others)
    return _deleted(row.event for row in rows.select_related("event")[:MOST_AT_ONCE] if row.event)


def _deleted(pages: Iterable[Page]) -> int:
    """Each in a transaction of its own: none waits for all the others."""
    count = 0
    for page in pages:
        with transaction.atomic():
            page.delete()
        count += 1
    return count

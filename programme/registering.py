"""What the rooms below are told: proposed events wait in the one list of what waits to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from programme import mail_patterns
from programme.domain import deposits
from programme.enums import SubmissionState
from programme.models import EditionPage, Submission
from programme.queries import coordinates
from wiki import waiting
from wiki.context import queue
from wiki.context.queue import MOST, Entry, Waiting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import User


def connect() -> None:
    queue.register(Waiting("e", "review_event", _("Proposed event"), _("Proposed events"), _waiting))
    waiting.register("deposits", _files)
    mail_patterns.connect()


def _files(user: User) -> waiting.Waiting | None:
    """Files that wait after events, told of the first edition that has some; a query where nothing waits."""
    if not user.is_active or user.is_temporary:
        return None
    counts = deposits.counts_by_edition()
    for edition in EditionPage.objects.filter(path__in=counts).order_by("-starts_on", "pk") if counts else ():
        if coordinates(user, edition):
            count = counts[edition.path]
            words = ngettext("%(count)d file of an event to look at", "%(count)d files of events to look at", count)
            return waiting.Waiting(words % {"count": count}, f"{edition.get_url()}coordination/bilan/#fichiers")
    return None


def _waiting(user: User) -> Iterable[Entry]:
    """One query where nothing waits, and two for each edition in which something does."""
    if not user.is_active or user.is_temporary:
        return
    sent = Submission.objects.filter(state=SubmissionState.SENT, event__live=False, edition__frozen_at=None)
    rows = list(sent.select_related("edition", "event").order_by("sent_at", "pk")[:MOST])
    mine = {edition.pk for edition in {row.edition for row in rows} if coordinates(user, edition)}
    for row in rows:
        if row.edition_id in mine and row.event:
            at = row.sent_at or row.created_at
            yield Entry("e", row.event.pk, row.event.pk, at, row.name, row.event.one_sentence)

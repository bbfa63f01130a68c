"""What keeps an event from the public by whatever door: an archive, and a proposal on which nobody decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from programme.domain.changes import Frozen, hold_open
from programme.enums import SubmissionState
from programme.models import EventPage, Submission

if TYPE_CHECKING:
    from wagtail.models import Revision

# Accepted, it may be published: the next version of the programme does, and whoever decided.
UNDECIDED = (SubmissionState.SENT, SubmissionState.ASKED, SubmissionState.REFUSED, SubmissionState.WITHDRAWN)


def hold(event: Any) -> None:
    """Whoever makes an archive of its edition waits for the end of this transaction. What is one already, the problems
    of the event say in a sentence.
    """
    try:
        hold_open(event.edition)
    except Frozen:
        return


def waits_for(event: Any) -> str:
    """Who makes it public, as a sentence, where that is not whoever saves its text; "" elsewhere. One query."""
    if event.live or event.first_published_at or not _submitted(event.pk, (*UNDECIDED, SubmissionState.ACCEPTED)):
        return ""
    return _("This event was proposed: saved, it stays a draft until those who coordinate the programme show it.")


def keeps_from_the_public(revision: Revision) -> dict[str, list[Any]]:
    """A rule of `search.publishing`, asked inside the transaction that publishes."""
    if ContentType.objects.get_for_id(revision.content_type_id).model_class() is not EventPage:
        return {}
    event = EventPage.objects.filter(pk=revision.object_id).first()
    if event is None:
        return {}
    try:
        hold_open(event.edition)
    except Frozen as frozen:
        return {NON_FIELD_ERRORS: [str(frozen)]}
    if event.first_published_at is None and _submitted(event.pk, UNDECIDED):
        return {NON_FIELD_ERRORS: [_(
            "This event was proposed, and nobody has accepted it: those who coordinate the programme do, among the "
            "proposals, and its proposer is told."
        )]}  # fmt: skip
    return {}


def _submitted(event: int | None, states: tuple[SubmissionState, ...]) -> bool:
    return event is not None and Submission.objects.filter(event=event, state__in=states).exists()

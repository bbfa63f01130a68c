"""Deciding on what is proposed. Of two coordinators who decide at once, the second is told what the first one said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible, hold_open, note
from programme.domain.decision_mail import tell_proposer
from programme.domain.events import publish_event
from programme.domain.occurrences import told
from programme.enums import NoticeKind, SubmissionState
from programme.models import EventPage, Submission
from search.publishing import NotPublishable, Told

if TYPE_CHECKING:
    from programme.models import EditionPage

# An event that everybody sees, and one that nobody proposed: written or imported by whoever holds the programme.
PUBLIC, UNSENT = "public", "unsent"
LONGEST_MESSAGE = 2000


class Meanwhile(NotPossible):
    """Somebody else was quicker: the message says what they did."""


def state_of(event: EventPage) -> str:
    """PUBLIC, UNSENT or a key of `SubmissionState`; no query where `submission` was asked for with the event."""
    if event.live:
        return PUBLIC
    if event.first_published_at:
        return str(SubmissionState.WITHDRAWN)
    submission = getattr(event, "submission", None)
    return str(submission.state) if submission and submission.state != SubmissionState.DRAFT else UNSENT


def state_words(state: str) -> str:
    """What a state is called; `state` as `state_of` gives it."""
    own = {PUBLIC: _("in the programme"), UNSENT: _("draft")}
    return own.get(state) or str(SubmissionState(state).label)


@transaction.atomic
def accept(event: EventPage, *, seen: str, by: Any, message: str = "") -> Submission:
    """Take it into the programme: at once where a version of the programme is out or the edition lasts all year,
    with the next version otherwise. `seen` is the state that whoever decides had before their eyes (`state_of`).

    Raises Meanwhile, Frozen, and NotPublishable where it lacks what everything public has: nothing is decided then.
    """
    submission, current = _held(event, seen=seen)
    if current.live:
        raise NotPossible(_("“%(title)s” is in the programme already.") % {"title": current.title})
    check_publishable(current)
    _decide(submission, SubmissionState.ACCEPTED, by=by, message=message)
    is_public = goes_live_at_once(current.edition)
    if is_public:
        publish_accepted(current, by=by, is_told=True)
    transaction.on_commit(partial(tell_proposer, submission, "accepted", is_public=is_public))
    return submission


@transaction.atomic
def ask(event: EventPage, *, seen: str, by: Any, message: str) -> Submission:
    """Ask whoever proposed it to complete it. Raises NotPossible where nothing is asked, Meanwhile, Frozen."""
    if not message.strip():
        raise NotPossible(_("Write what you ask for: the message is all that they get."))
    submission, current = _held(event, seen=seen)
    _still_a_proposal(current)
    _decide(submission, SubmissionState.ASKED, by=by, message=message)
    transaction.on_commit(partial(tell_proposer, submission, "asked"))
    return submission


@transaction.atomic
def refuse(event: EventPage, *, seen: str, by: Any, message: str) -> Submission:
    """Leave it out of this programme; its draft stays. Raises NotPossible without a reason, Meanwhile, Frozen."""
    if not message.strip():
        raise NotPossible(_("Say why first: every refusal has its reason."))
    submission, current = _held(event, seen=seen)
    _still_a_proposal(current)
    _decide(submission, SubmissionState.REFUSED, by=by, message=message)
    transaction.on_commit(partial(tell_proposer, submission, "refused"))
    return submission


@transaction.atomic
def write_inner_note(event: EventPage, text: str) -> Submission:
    """What coordinators note for themselves: nobody else reads it. Raises Frozen."""
    hold_open(event.edition)
    _hold(event)
    submission = _submission_of(event)
    submission.inner_note = text.strip()[:LONGEST_MESSAGE]
    submission.save(update_fields=["inner_note", "changed_at"])
    return submission


def goes_live_at_once(edition: EditionPage) -> bool:
    """Whether what is accepted is public from that moment: no version of the programme is waited for; one query."""
    return edition.all_year or edition.releases.exists()


@transaction.atomic
def publish_accepted(event: EventPage, *, by: Any, is_told: bool) -> EventPage | None:
    """Show an accepted event to everybody, as it was last written; None where it is public already.

    `is_told` writes a notice for each of its occurrences: between two versions, nothing else says that it is new.
    Raises NotPublishable, Frozen.
    """
    hold_open(event.edition)
    current = _hold(event)
    if current.live:
        return None
    # The right to decide is that of coordinators, who may have none over pages.
    published = publish_event(check_publishable(current), by=by, told=Told(), problems={})
    if is_told:
        note_new(published, by=by)
    return published


def note_new(event: EventPage, *, by: Any) -> None:
    """Tell each of its times as new."""
    for occurrence in event.occurrences.select_related("place", "event"):
        note(event, NoticeKind.NEW, occurrence=occurrence, after=told(occurrence), by=by)


def check_publishable(event: EventPage) -> EventPage:
    """The event as it was last written. Raises NotPublishable with a sentence for each thing that it lacks."""
    latest: EventPage = event.get_latest_revision_as_object()
    problems = latest.publication_problems()
    if problems:
        raise NotPublishable(problems, title=latest.title)
    return latest


def _still_a_proposal(event: EventPage) -> None:
    if event.live:
        raise NotPossible(
            _("“%(title)s” is public: cancel its occurrences, with a reason, so that those who know it learn of it.")
            % {"title": event.title}
        )


def _hold(event: EventPage) -> EventPage:
    """The event as it is now; whoever decides on it, mends or withdraws it at the same moment waits."""
    Submission.objects.select_for_update().filter(event=event.pk).values_list("pk", flat=True).first()
    EventPage.objects.select_for_update(no_key=True).filter(pk=event.pk).values_list("pk", flat=True).first()
    current = EventPage.objects.select_related("submission").get(pk=event.pk)
    current.edition = event.edition
    return current


def _held(event: EventPage, *, seen: str) -> tuple[Submission, EventPage]:
    hold_open(event.edition)
    current = _hold(event)
    if state_of(current) != seen:
        submission = getattr(current, "submission", None)
        who = submission.decided_by.get_full_name() if submission and submission.decided_by else _("somebody")
        message = _("“%(title)s”: %(who)s was quicker. It is now: %(state)s. Nothing that you did was saved.")
        raise Meanwhile(message % {"title": current.title, "who": who, "state": state_words(state_of(current))})
    return _submission_of(current), current


def _submission_of(event: EventPage) -> Submission:
    """What nobody proposed has one too, from the first decision on, with nobody to write to."""
    found, _made = Submission.objects.get_or_create(
        event=event, defaults={"edition": event.edition, "state": SubmissionState.DRAFT}
    )
    return found


def _decide(submission: Submission, state: SubmissionState, *, by: Any, message: str) -> None:
    submission.state, submission.message = state, message.strip()[:LONGEST_MESSAGE]
    submission.decided_at, submission.decided_by = timezone.now(), by
    submission.save(update_fields=["state", "message", "decided_at", "decided_by", "changed_at"])

"""What became of an occurrence, told by its organisers: how many came, what was made, what was run.

A guide that an event used counts as run by itself, once the event is over: the organisers say when it was not. A report
of a workshop made of their answer would be moderated twice and counted twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import Membership, User
from programme.domain.changes import hold_open
from programme.enums import Role, Status, SubmissionState, Usage
from programme.models import EventPage, Occurrence, Outcome
from programme.queries import public_events
from search.publishing import publish
from web.page_cache.generation import invalidate_after_commit
from wiki.domain.editing import as_it_stands
from wiki.domain.versions import Description, described
from wiki.revisions import page_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from programme.models import EditionPage

DAYS_OF_A_LINK = 90
MOST_WORKS = 60  # of an event, as its form has it
LONGEST_TOKEN = 200
# What is asked again: not what the first mail is about to ask, nor what people have forgotten.
DAYS_UNTIL_ASKED, LONGEST_AGO_AGAIN = 2, 400
_signer = TimestampSigner(salt="programme.outcomes")


class Expired(Exception):
    """The link was right, a long time ago."""


def token_of(occurrence: Occurrence) -> str:
    """What the link to its form holds: good for `DAYS_OF_A_LINK` days, whoever it is forwarded to."""
    return _signer.sign(occurrence.uuid.hex)


def occurrence_of(token: str) -> Occurrence | None:
    """The occurrence of a link; None where the link was altered or it is gone. Raises Expired."""
    try:
        key = _signer.unsign(token[:LONGEST_TOKEN], max_age=DAYS_OF_A_LINK * 86_400)
    except SignatureExpired as error:
        raise Expired from error
    except BadSignature:
        return None
    rows = Occurrence.objects.select_related("event", "place").filter(uuid=key, event__live=True)
    return rows.first()


@transaction.atomic
def tell(
    occurrence: Occurrence, *, people: int | None, worked: str = "", to_change: str = "",
    not_run: Iterable[str] = (), made: Iterable[str] = (),
) -> Outcome:  # fmt: skip
    """Note it, or note it anew; `made` are ids of items that join the commons of the event, in its history.

    `people` is None where nobody counted. Raises Frozen.
    """
    hold_open(occurrence.event.edition)
    said = {"people": people, "worked": worked, "to_change": to_change, "not_run": sorted(not_run)}
    outcome, _created = Outcome.objects.update_or_create(occurrence=occurrence, defaults=said)
    add_made(occurrence.event, made)
    # Figures, and how often guides were run.
    invalidate_after_commit()
    return outcome


@transaction.atomic
def note_people(occurrence: Occurrence, people: int | None) -> Outcome:
    """Note how many came, as somebody told on the phone; what else was told stays. Raises Frozen."""
    hold_open(occurrence.event.edition)
    outcome, _created = Outcome.objects.update_or_create(occurrence=occurrence, defaults={"people": people})
    invalidate_after_commit()
    return outcome


def unanswered(edition: EditionPage) -> QuerySet[Occurrence]:
    """Public dates that took place, are over, and of which nobody has told anything."""
    events = public_events().child_of(edition).order_by().values("pk")
    held = Occurrence.objects.filter(event__in=events, status__in=[Status.CONFIRMED, Status.TENTATIVE])
    return held.filter(ends_at__lt=timezone.now(), outcome=None)


@transaction.atomic
def ask_again(edition: EditionPage) -> int:
    """Have the organisers of what nobody told of asked once more, with the next mails that leave; each date once.

    How many dates. What ended a moment ago is asked about for the first time tomorrow, and waits. Raises Frozen.
    """
    hold_open(edition)
    now = timezone.now()
    rows = unanswered(edition).filter(outcome_reminded_at=None, ends_at__gt=now - timedelta(days=LONGEST_AGO_AGAIN))
    rows = rows.exclude(outcome_asked_at=None, ends_at__gt=now - timedelta(days=DAYS_UNTIL_ASKED))
    # By keys: what an update is of may not be looked up in what it changes.
    return Occurrence.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        outcome_asked_at=None, outcome_reminded_at=now
    )


def add_made(event: EventPage, ids: Iterable[str]) -> None:
    """Publish a version of the event with these items as made there, within a transaction; what it has already stays
    once.
    """
    EventPage.objects.select_for_update(no_key=True).filter(pk=event.pk).values_list("pk", flat=True).first()
    current = EventPage.objects.get(pk=event.pk)
    standing: Any = as_it_stands(current)
    draft = current.latest_revision if current.live and current.has_unpublished_changes else None
    if not _appended(standing, ids):
        return
    summary = _("what was made there, told by the organisers")
    signature = next(iter(current.organisers), "")
    revision = standing.save_revision(clean=False)
    with described(Description(signature=signature, summary=summary, is_by_visitor=not signature)):
        publish(standing, by=None, revision=revision)
    if draft is not None:
        # Whoever is changing it in the administration goes on with their draft, which has them too.
        written: Any = page_in(draft)
        _appended(written, ids)
        written.save_revision(user=draft.user, clean=False)


def _appended(event: Any, ids: Iterable[str]) -> bool:
    there = {row["value"]["item"] for row in event.works.raw_data if row["value"]["role"] == Role.PRODUCED}
    new = [id_ for id_ in dict.fromkeys(ids) if id_ not in there][: max(0, MOST_WORKS - len(event.works))]
    for id_ in new:
        event.works.append(("item", {"item": id_, "role": Role.PRODUCED, "use": Usage.SHOWN, "note": ""}))
    return bool(new)


def used_guides(event: EventPage) -> list[str]:
    """Ids of the guides that the event uses, in order."""
    used = [row["value"]["item"] for row in event.works.raw_data if row["value"]["role"] == Role.USED]
    return [id_ for id_ in dict.fromkeys(used) if id_.startswith("guide:")]


def who_tells(event: EventPage) -> list[tuple[str, str, str]]:
    """Whom to ask how it went, each once: e-mail address, language, name.

    Who proposed it, and the coordinators of its associations; without any of them, who wrote its page.
    """
    submission = getattr(event, "submission", None)
    found = {}
    if submission and submission.email and submission.state == SubmissionState.ACCEPTED:
        found[submission.email.lower()] = (submission.email, submission.language, submission.name)
    coordinators = Membership.objects.filter(
        association__in=event.associations.all().values("pk"), role=Membership.Role.COORDINATOR
    )
    people = User.objects.filter(pk__in=coordinators.values("user"))
    if not found and not people.exists():
        people = User.objects.filter(pk=event.owner_id or 0)
    for person in people.filter(is_active=True).exclude(email="").order_by("pk"):
        found.setdefault(person.email.lower(), (person.email, person.language, person.display_name))
    return list(found.values())

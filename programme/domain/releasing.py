"""Versions of a programme: what was accepted becomes public, and what is public is written down as it is that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible, check_not_frozen, hold_open
from programme.domain.deciding import check_publishable, note_new, publish_accepted
from programme.domain.decision_mail import tell_proposer
from programme.domain.differences import Differences, differences
from programme.domain.occurrences import told
from programme.enums import SubmissionState
from programme.models import EditionPage, EventPage, Occurrence, Release, Submission
from programme.queries import occurrences_of_edition
from search.publishing import NotPublishable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from programme.domain.differences import Row

LONGEST_NAME, LONGEST_COMMENT = 80, 2000


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An accepted event that cannot be public yet, and what it lacks, in sentences."""

    event: EventPage
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a version made now would say. `published` are the events that it shows to everybody for the first time."""

    changes: Differences
    published: tuple[EventPage, ...]
    held_back: tuple[HeldBack, ...]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Released:
    release: Release
    held_back: tuple[HeldBack, ...]


def accepted_drafts(edition: EditionPage) -> list[EventPage]:
    """Events that wait for the next version, in the order of their titles; one query. Not those that were public and
    were withdrawn since: no version brings them back.
    """
    waiting = EventPage.objects.child_of(edition).filter(live=False, first_published_at=None)
    waiting = waiting.filter(submission__state=SubmissionState.ACCEPTED)
    return list(waiting.select_related("submission").order_by("title", "pk"))


def preview(edition: EditionPage) -> Preview:
    """What a version made now would change for those who read the programme; nothing is written."""
    published, held_back = [], []
    for event in accepted_drafts(edition):
        event.edition = edition
        try:
            check_publishable(event)
        except NotPublishable as lacking:
            held_back.append(HeldBack(event, tuple(lacking.messages)))
        else:
            published.append(event)
    coming = Occurrence.objects.filter(event__in=published).select_related("place", "event")
    last = edition.releases.first()
    now = [*public_rows(edition), *_rows(edition, coming)]
    return Preview(
        differences(last.rows if last else [], now), tuple(published), tuple(held_back), is_first=last is None
    )


def release(edition: EditionPage, name: str, comment: str = "", *, by: Any = None) -> Released:
    """Make a version: what was accepted goes live, then what is public is written down under `name`.

    An event that lacks something stays, and is told of; the others do not wait for it. Sent twice, it is one version.
    Raises NotPossible for a name that is empty or taken, Frozen.
    """
    check_not_frozen(edition)
    name, comment = " ".join(name.split()), comment.strip()
    if not name:
        raise NotPossible(_("Give this version a name: “version of 3 September”."))
    if len(name) > LONGEST_NAME or len(comment) > LONGEST_COMMENT:
        raise NotPossible(_("The name has %(name)d characters at most, the comment %(comment)d.")
                          % {"name": LONGEST_NAME, "comment": LONGEST_COMMENT})  # fmt: skip
    twice = _same_again(edition, name)
    if twice:
        return Released(twice, ())
    published, held_back = _publish_accepted(edition, by=by)
    try:
        made = _written_down(edition, name, comment, by=by)
    except NotPossible:
        # They are public, and stand in no version that says so: a notice does.
        for _submission, event in published:
            note_new(event, by=by)
        raise
    finally:
        for submission, _event in published:
            tell_proposer(submission, "published", is_public=True)
    return Released(made, tuple(held_back))


def next_name(edition: EditionPage) -> str:
    """“version du 3 septembre”, by the clock of the edition; numbered where that day has one."""
    base = name_of_day(edition.today)
    taken = set(edition.releases.values_list("name", flat=True))
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base} ({number})"
    return name


def name_of_day(day: date) -> str:
    """“version du 3 septembre”."""
    return _("version of %(day)s") % {"day": date_format(day, _("j F"))}


def changes_of(made: Release) -> Differences:
    """What a version said otherwise than the one before it; of the first one, everything is new. One query."""
    before = Release.objects.filter(edition=made.edition_id, pk__lt=made.pk).order_by("-at", "-pk").first()
    return differences(before.rows if before else [], made.rows)


def public_rows(edition: EditionPage) -> list[dict[str, Any]]:
    """What anybody may see of an edition, as `Release.rows` has it; one query beside those that decide it."""
    return _rows(edition, occurrences_of_edition(edition))


def _rows(edition: EditionPage, occurrences: Iterable[Occurrence]) -> list[dict[str, Any]]:
    rows = []
    for occurrence in occurrences:
        occurrence.event.edition = edition
        title = {"uuid": str(occurrence.uuid), "event": occurrence.event_id, "title": occurrence.event.title}
        rows.append(title | told(occurrence))
    return rows


def _same_again(edition: EditionPage, name: str) -> Release | None:
    """The version that this one would only repeat. Raises NotPossible where the name is that of another programme."""
    found = edition.releases.filter(name=name).first()
    if found is None:
        return None
    last: list[Row] = list(found.rows)
    if not accepted_drafts(edition) and not differences(last, public_rows(edition)).count:
        return found
    raise NotPossible(_taken(name))


def _taken(name: str) -> str:
    return _("There is a version “%(name)s” already: give this one another name.") % {"name": name}


def _publish_accepted(edition: EditionPage, *, by: Any) -> tuple[list[tuple[Submission, EventPage]], list[HeldBack]]:
    """Each in a transaction of its own: drawing and indexing many would hold everybody else for long."""
    published, held_back = [], []
    for event in accepted_drafts(edition):
        try:
            if page := publish_accepted(event, by=by, is_told=False):
                published.append((event.submission, page))
        except NotPublishable as lacking:
            held_back.append(HeldBack(event, tuple(lacking.messages)))
    return published, held_back


def _written_down(edition: EditionPage, name: str, comment: str, *, by: Any) -> Release:
    try:
        with transaction.atomic():
            # One that is frozen meanwhile gets no version more.
            hold_open(edition)
            return Release.objects.create(
                edition=edition, name=name, comment=comment, by=by, at=timezone.now(), rows=public_rows(edition)
            )
    except IntegrityError as twice:
        raise NotPossible(_taken(name)) from twice

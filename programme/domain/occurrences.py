"""Verbs for when and where an event takes place. Calendars learn of each by SEQUENCE, visitors by a notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible, hold_open, index_again, note
from programme.enums import NoticeKind, Status
from programme.models import EventPage, Occurrence
from programme.models.occurrence import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from community.models import PlacePage

MOST_OCCURRENCES = 400
OLDEST_YEAR, LATEST_YEAR = 1990, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as people say it: two moments with their zone. Of whole days, midnights; the end is not part of it."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool = False
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    place: PlacePage | None = None
    room: str = ""
    online_url: str = ""


def check_when(when: When) -> None:
    """Raises NotPossible for a time that no event has: naive, the end before the start, 400 days long or more."""
    if when.starts_at.tzinfo is None or when.ends_at.tzinfo is None:
        raise NotPossible(_("This time has no time zone."))
    for moment in (when.starts_at, when.ends_at):
        check_year(moment)
    # Of two moments in one zone Python compares what the clock shows, and the clock goes back once a year.
    starts_at, ends_at = when.starts_at.astimezone(UTC), when.ends_at.astimezone(UTC)
    if ends_at <= starts_at:
        raise NotPossible(_("It ends before it starts: check both times, and the day of the end."))
    if ends_at - starts_at >= LONGEST:
        raise NotPossible(_("It lasts %(days)d days or more: give each period on its own.") % {"days": LONGEST.days})


def check_year(day: date) -> None:
    """Raises NotPossible for a day of a year in which nothing takes place: before anything is reckoned from it, since
    what comes after the last day that there is, and its hour in another zone, are no dates.
    """
    if not OLDEST_YEAR <= day.year < LATEST_YEAR:
        raise NotPossible(_("Check the year: %(year)d.") % {"year": day.year})


@transaction.atomic
def add_occurrence(
    event: EventPage, when: When, where: Where | None = None, *, status: str = Status.CONFIRMED, status_note: str = "",
    capacity: int | None = None, origin_uid: str = "", by: Any = None,
) -> Occurrence:  # fmt: skip
    """Add one time that `event` takes place. Raises NotPossible (see `check_when`), Frozen."""
    return add_occurrences(
        event, [when], where, status=status, status_note=status_note[:300], capacity=capacity, origin_uid=origin_uid,
        by=by,
    )[0]  # fmt: skip


@transaction.atomic
def add_occurrences(
    event: EventPage, times: Sequence[When], where: Where | None = None, *, by: Any = None, **fields: Any
) -> list[Occurrence]:  # fmt: skip
    """Add all of these times or none; `fields` are those of `Occurrence`. Raises NotPossible (see `check_when`, and for
    more than an event may have), Frozen.
    """
    hold_open(event.edition)
    for when in times:
        check_when(when)
    where = where or Where()
    # Whoever adds at the same moment waits: none goes beyond what an event may have.
    EventPage.objects.select_for_update(no_key=True).filter(pk=event.pk).values_list("pk", flat=True).first()
    if event.occurrences.count() + len(times) > MOST_OCCURRENCES:
        raise NotPossible(_("An event has %(most)d occurrences at most.") % {"most": MOST_OCCURRENCES})
    added = []
    for when in times:
        occurrence = Occurrence.objects.create(
            event=event, starts_at=when.starts_at, ends_at=when.ends_at, all_day=when.all_day, hours=when.hours,
            place=where.place, room=where.room, online_url=where.online_url, **fields,
        )  # fmt: skip
        note(event, NoticeKind.NEW, occurrence=occurrence, after=told(occurrence), by=by)
        added.append(occurrence)
    index_again(event)
    return added


@transaction.atomic
def move_occurrence(
    occurrence: Occurrence, when: When, *, text: str = "", by: Any = None
) -> Occurrence:  # fmt: skip
    """Give it another time; the first one that was announced stays known. Raises NotPossible, Frozen."""
    check_when(when)
    occurrence = held(occurrence)
    before = told(occurrence)
    # In UTC: a time that the clock shows twice, or never, equals no moment of another zone.
    starts_at, ends_at = when.starts_at.astimezone(UTC), when.ends_at.astimezone(UTC)
    same = (occurrence.starts_at, occurrence.ends_at, occurrence.all_day) == (starts_at, ends_at, when.all_day)
    if same and occurrence.hours == when.hours:
        return occurrence
    if occurrence.starts_at != starts_at:
        occurrence.previous_start = occurrence.starts_at
    occurrence.starts_at, occurrence.ends_at = starts_at, ends_at
    occurrence.all_day, occurrence.hours = when.all_day, when.hours
    if occurrence.status == Status.POSTPONED:
        occurrence.status = Status.CONFIRMED
    return _changed(occurrence, NoticeKind.MOVED, before=before, text=text, by=by)


@transaction.atomic
def place_occurrence(occurrence: Occurrence, where: Where, *, text: str = "", by: Any = None) -> Occurrence:
    """Have it take place elsewhere. Raises Frozen."""
    occurrence = held(occurrence)
    place_key = where.place.pk if where.place else None
    if (occurrence.place_id, occurrence.room, occurrence.online_url) == (place_key, where.room, where.online_url):
        return occurrence
    before = told(occurrence)
    occurrence.place, occurrence.room, occurrence.online_url = where.place, where.room, where.online_url
    return _changed(occurrence, NoticeKind.PLACE, before=before, text=text, by=by)


STATUS_NOTICES = {
    Status.CANCELLED: NoticeKind.CANCELLED,
    Status.POSTPONED: NoticeKind.POSTPONED,
    Status.CONFIRMED: NoticeKind.RESTORED,
    Status.TENTATIVE: NoticeKind.OTHER,
}


@transaction.atomic
def set_status(occurrence: Occurrence, status: str, *, text: str = "", by: Any = None) -> Occurrence:
    """Cancel, postpone or confirm it: `status` is one of `Status`. What is cancelled stays, and says so."""
    occurrence = held(occurrence)
    if occurrence.status == status and occurrence.status_note == text[:300]:
        return occurrence
    before = told(occurrence)
    occurrence.status, occurrence.status_note = status, text[:300]
    return _changed(occurrence, STATUS_NOTICES[Status(status)], before=before, text=text, by=by)


@transaction.atomic
def set_full(occurrence: Occurrence, is_full: bool, *, by: Any = None) -> Occurrence:  # noqa: FBT001 -- what it sets
    """Say by hand that no seat is left, or that some are. No SEQUENCE: the appointment is the same."""
    occurrence = held(occurrence)
    if occurrence.is_full != is_full:
        occurrence.is_full, occurrence.changed_at = is_full, timezone.now()
        occurrence.save(update_fields=["is_full", "changed_at"])
        if is_full:
            note(occurrence.event, NoticeKind.FULL, occurrence=occurrence, after=told(occurrence), by=by)
        index_again(occurrence.event)
    return occurrence


@transaction.atomic
def remove_occurrence(occurrence: Occurrence, *, by: Any = None) -> bool:
    """Take away a time that nobody was told of. One that visitors know is cancelled instead, and stays.

    Returns whether it is gone.
    """
    occurrence = held(occurrence)
    if occurrence.event.live:
        set_status(occurrence, Status.CANCELLED, by=by)
        return False
    occurrence.delete()
    return True


def told(occurrence: Occurrence) -> dict[str, Any]:
    """What a notice remembers of it, as JSON: `start`, `end` in ISO 8601 with offset, `place`, `room`, `status`."""
    zone = occurrence.event.edition.zone
    return {
        "start": occurrence.starts_at.astimezone(zone).isoformat(),
        "end": occurrence.ends_at.astimezone(zone).isoformat(),
        "all_day": occurrence.all_day,
        "place": occurrence.place.title if occurrence.place else "",
        "place_key": occurrence.place_id,
        "room": occurrence.room,
        "online": bool(occurrence.online_url),
        "status": str(occurrence.status),
    }


def whole_days(first: datetime, last: datetime, *, hours: str = "") -> When:
    """From midnight of the day of `first` to that after the day of `last`; both carry the edition's zone."""
    start = first.replace(hour=0, minute=0, second=0, microsecond=0)
    end = (last + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return When(starts_at=start, ends_at=end, all_day=True, hours=hours)


def held(occurrence: Occurrence) -> Occurrence:
    """The row as it is now, nobody else's until the end of the transaction. Raises Frozen."""
    edition = occurrence.event.edition
    hold_open(edition)
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event", "place")
    found = rows.get(pk=occurrence.pk)
    found.event.edition = edition
    return found


def _changed(occurrence: Occurrence, kind: NoticeKind, *, before: dict[str, Any], text: str, by: Any) -> Occurrence:
    occurrence.changed_at = timezone.now()
    if occurrence.event.live:
        occurrence.sequence += 1
    occurrence.save()
    note(occurrence.event, kind, occurrence=occurrence, before=before, after=told(occurrence), text=text, by=by)
    index_again(occurrence.event)
    return occurrence

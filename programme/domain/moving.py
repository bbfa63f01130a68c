"""Changing an occurrence by a form or on the grid: nobody undoes what somebody else did meanwhile."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible, hold_open, index_again
from programme.domain.deciding import Meanwhile
from programme.domain.occurrences import (
    When,
    Where,
    add_occurrence,
    add_occurrences,
    check_when,
    held,
    move_occurrence,
    place_occurrence,
    remove_occurrence,
    set_full,
    set_status,
)
from programme.enums import Status
from programme.models import EventPage, Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All that a form says of an occurrence."""

    when: When
    where: Where
    status: str = Status.CONFIRMED
    note: str = ""
    capacity: int | None = None
    is_full: bool = False


def stamp(occurrence: Occurrence) -> str:
    """What a form was filled in from: another one once anything of the occurrence changed."""
    said = (
        occurrence.starts_at.astimezone(UTC), occurrence.ends_at.astimezone(UTC), occurrence.place_id, occurrence.room,
        occurrence.online_url, occurrence.status, occurrence.status_note, occurrence.capacity, occurrence.is_full,
        occurrence.hours, occurrence.sequence,
    )  # fmt: skip
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def add_once(event: EventPage, wanted: Wanted, *, by: Any = None) -> tuple[Occurrence, bool]:
    """Add an occurrence; one that is there already, at this time and place, is given back instead: a form sent twice.

    Returns it, and whether it is new. Raises NotPossible, Frozen.
    """
    hold_open(event.edition)
    check_when(wanted.when)
    EventPage.objects.select_for_update(no_key=True).filter(pk=event.pk).values_list("pk", flat=True).first()
    place = wanted.where.place.pk if wanted.where.place else None
    same = event.occurrences.filter(
        starts_at=wanted.when.starts_at, ends_at=wanted.when.ends_at, place=place, room=wanted.where.room
    ).first()
    if same:
        return same, False
    added = add_occurrence(
        event, wanted.when, wanted.where, status=wanted.status, status_note=wanted.note, capacity=wanted.capacity, by=by
    )
    if wanted.is_full:
        added = set_full(added, is_full=True, by=by)
    return added, True


@transaction.atomic
def add_new(
    event: EventPage, times: Iterable[When], where: Where, *, capacity: int | None = None, by: Any = None
) -> list[Occurrence]:  # fmt: skip
    """Add those of these times that are not there yet, as `add_once` knows them: all of them or none. Raises
    NotPossible where none is new, and as `add_occurrences`; Frozen.
    """
    hold_open(event.edition)
    EventPage.objects.select_for_update(no_key=True).filter(pk=event.pk).values_list("pk", flat=True).first()
    there = times_there(event, where)
    new = [when for when in times if (when.starts_at, when.ends_at) not in there]
    if not new:
        raise NotPossible(_("These times are there already: nothing is added twice."))
    return add_occurrences(event, new, where, capacity=capacity, by=by)


def times_there(event: EventPage, where: Where) -> set[tuple[datetime, datetime]]:
    """Start and end, in UTC, of the times that an event has at this place and in this room; one query."""
    place = where.place.pk if where.place else None
    return set(event.occurrences.filter(place=place, room=where.room).values_list("starts_at", "ends_at"))


@transaction.atomic
def change_occurrence(occurrence: Occurrence, wanted: Wanted, *, seen: str, by: Any = None) -> Occurrence:
    """Make it what a form says; what is so already is no change, so that a form sent twice is one.

    `seen` is the stamp of the form. Raises Meanwhile where somebody changed it since, NotPossible, Frozen.
    """
    check_when(wanted.when)
    current = held(occurrence)
    if _is_so(current, wanted):
        return current
    check_seen(current, seen)
    had = current.status
    current = move_occurrence(current, wanted.when, by=by, text=wanted.note)
    current = place_occurrence(current, wanted.where, by=by, text=wanted.note)
    if wanted.status != had:
        current = set_status(current, wanted.status, text=wanted.note, by=by)
    current = set_full(current, is_full=wanted.is_full, by=by)
    if (current.capacity, current.status_note) != (wanted.capacity, wanted.note[:300]):
        current.capacity, current.status_note = wanted.capacity, wanted.note[:300]
        current.changed_at = timezone.now()
        current.save(update_fields=["capacity", "status_note", "changed_at"])
        index_again(current.event)
    return current


@transaction.atomic
def put(
    occurrence: Occurrence, *, seen: str, when: When | None = None, where: Where | None = None, by: Any = None
) -> Occurrence:  # fmt: skip
    """Move it on the grid, in time, in place or both at once. Raises Meanwhile, NotPossible, Frozen."""
    if when:
        check_when(when)
    current = held(occurrence)
    check_seen(current, seen)
    if when:
        current = move_occurrence(current, when, by=by)
    return place_occurrence(current, where, by=by) if where else current


@transaction.atomic
def remove_unknown(occurrence: Occurrence, *, seen: str, by: Any = None) -> None:
    """Take away a time of a draft. Raises NotPossible for one that visitors know, Meanwhile, Frozen."""
    current = held(occurrence)
    if current.event.live:
        raise NotPossible(_("Visitors know this time: cancel it and say why, so that nobody comes for nothing."))
    check_seen(current, seen)
    remove_occurrence(current, by=by)


def starting_at(occurrence: Occurrence, start: datetime) -> When:
    """The same length from another start, by the clock on the wall: two hours stay two hours of it, even in the night
    when the clock changes. `start` carries the edition's zone.
    """
    zone = start.tzinfo
    first, last = occurrence.starts_at.astimezone(zone), occurrence.ends_at.astimezone(zone)
    length = last.replace(tzinfo=None) - first.replace(tzinfo=None)
    end = (start.replace(tzinfo=None) + length).replace(tzinfo=zone)
    return When(starts_at=start, ends_at=end, all_day=occurrence.all_day, hours=occurrence.hours)


def exists(moment: datetime) -> bool:
    """Whether the clock shows this moment: in the night when it goes forward, an hour does not exist."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def check_seen(occurrence: Occurrence, seen: str) -> None:
    """Raises Meanwhile where `seen` is not the stamp of the occurrence as it is."""
    if stamp(occurrence) != seen:
        message = _(
            "“%(title)s” was changed by somebody else meanwhile: nothing of yours was saved, and it is shown as it is "
            "now."
        )
        raise Meanwhile(message % {"title": occurrence.event.title})


def _is_so(occurrence: Occurrence, wanted: Wanted) -> bool:
    place = wanted.where.place.pk if wanted.where.place else None
    is_now = (
        occurrence.starts_at, occurrence.ends_at, occurrence.all_day, occurrence.hours, occurrence.place_id,
        occurrence.room, occurrence.online_url, occurrence.status, occurrence.status_note, occurrence.capacity,
        occurrence.is_full,
    )  # fmt: skip
    when, where = wanted.when, wanted.where
    return is_now == (
        when.starts_at, when.ends_at, when.all_day, when.hours, place, where.room, where.online_url, wanted.status,
        wanted.note[:300], wanted.capacity, wanted.is_full,
    )  # fmt: skip

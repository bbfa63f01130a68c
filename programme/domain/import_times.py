"""When and where an imported event takes place: added, moved or cancelled by the verbs, so that everybody is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible
from programme.domain.occurrences import (
    When,
    Where,
    add_occurrence,
    check_when,
    move_occurrence,
    place_occurrence,
    set_full,
    set_status,
)
from programme.enums import NoticeKind, Status
from programme.models import ProgrammeNotice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from programme.domain.import_matching import Matching
    from programme.exchange.record import TimeRecord
    from programme.models import EditionPage, EventPage, Occurrence

_BY_PEOPLE = (
    NoticeKind.MOVED, NoticeKind.PLACE, NoticeKind.CANCELLED, NoticeKind.POSTPONED, NoticeKind.RESTORED,
    NoticeKind.OTHER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of the source with what it means here."""

    record: TimeRecord
    when: When
    where: Where


def possible_times(
    records: Iterable[TimeRecord], edition: EditionPage, matching: Matching
) -> tuple[list[TimeRecord], list[str]]:  # fmt: skip
    """The times that can be, and a sentence for each reason why another cannot. Nothing is written.

    What a recurrence says outside a festival's days is left out; any other time outside them is told, and stays.
    """
    good: list[TimeRecord] = []
    reasons: list[str] = []
    outside = 0
    for given in dict.fromkeys(records):
        record = _lasting(given, edition.zone)
        if record is not given:
            matching.notes.append(_("It ends when it starts: one hour was assumed."))
        when = when_of(record, edition.zone)
        try:
            check_when(when)
        except NotPossible as error:
            reasons.append(str(error))
            continue
        if _is_outside(when, edition):
            outside += 1
            if record.by_rule:
                continue
        good.append(record)
    if outside:
        matching.notes.append(
            _("Times outside the days of “%(edition)s”: %(count)d.") % {"edition": edition.title, "count": outside}
        )
    return good, list(dict.fromkeys(reasons))


def _lasting(record: TimeRecord, zone: ZoneInfo) -> TimeRecord:
    """Calendars know events without length; here one hour is assumed, as for what says no end."""
    start, end = (_in_zone(moment, zone).astimezone(UTC) for moment in (record.starts_at, record.ends_at))
    return record if start != end else replace(record, starts_at=start, ends_at=end + timedelta(hours=1))


def when_of(record: TimeRecord, zone: ZoneInfo) -> When:
    """Its two moments; those without a zone are by the clock of the edition."""
    return When(
        # In UTC: a time that the clock shows twice, or never, equals no moment of another zone.
        starts_at=_in_zone(record.starts_at, zone).astimezone(UTC),
        ends_at=_in_zone(record.ends_at, zone).astimezone(UTC),
        all_day=record.all_day, hours=record.hours,
    )  # fmt: skip


def where_of(record: TimeRecord, matching: Matching) -> Where:
    place, room = matching.place(record.place), record.room
    if record.place is None and room:
        place, room = matching.place_and_room(room)
    return Where(place=place, room=room, online_url=record.online_url)


def add_times(event: EventPage, times: Iterable[TimeRecord], matching: Matching) -> None:
    """Add what a new event says. Raises NotPossible, Frozen."""
    for record in times:
        _add(event, _timed(record, event.edition, matching))


def bring_times(event: EventPage, times: list[TimeRecord], matching: Matching, *, since: datetime) -> bool:
    """Have the event take place as its source says now; whether anything changed.

    What people moved or cancelled here after `since` is theirs, and what the source does not say any more stays: both
    are told in a note. What is cancelled there does not take place, wherever it was moved to, unless people here said
    that it does after all. Raises NotPossible, Frozen.
    """
    here = list(event.occurrences.select_related("place"))
    timed = [_timed(record, event.edition, matching) for record in times]
    pairs, new, gone = _paired(timed, here)
    changed_here: defaultdict[int, set[str]] = defaultdict(set)
    told_here = ProgrammeNotice.objects.filter(occurrence__in=here, at__gt=since, kind__in=_BY_PEOPLE)
    for key, kind in told_here.values_list("occurrence", "kind"):
        changed_here[key].add(kind)
    changed = False
    for one, occurrence in pairs:
        by_people = changed_here.get(occurrence.pk)
        if by_people and one.record.status == Status.CANCELLED and NoticeKind.RESTORED not in by_people:
            changed |= occurrence.status != Status.CANCELLED
            set_status(occurrence, Status.CANCELLED, text=one.record.status_note or occurrence.status_note)
            continue
        if by_people:
            matching.notes.append(_("Its time on %(day)s was changed on the site: what the file says was not taken "
                                    "over.") % {"day": _day(occurrence)})  # fmt: skip
            continue
        changed |= _follow(occurrence, one)
    for one in new:
        _add(event, one)
    matching.notes += [
        _("The file does not say any more that it takes place on %(day)s: this was left as it is.")
        % {"day": _day(occurrence)}
        for occurrence in gone
    ]
    return changed or bool(new)


def _timed(record: TimeRecord, edition: EditionPage, matching: Matching) -> Timed:
    return Timed(record, when_of(record, edition.zone), where_of(record, matching))


def _paired(
    timed: list[Timed], here: list[Occurrence]
) -> tuple[list[tuple[Timed, Occurrence]], list[Timed], list[Occurrence]]:
    """Each time with its occurrence: by its key, by its start, then, where as many are left on both sides, in order."""
    pairs: list[tuple[Timed, Occurrence]] = []
    left = list(here)
    for same in (_same_key, _same_start):
        for one in [one for one in timed if not any(one is paired for paired, _occurrence in pairs)]:
            found = next((occurrence for occurrence in left if same(one, occurrence)), None)
            if found:
                pairs.append((one, found))
                left.remove(found)
    new = [one for one in timed if not any(one is paired for paired, _occurrence in pairs)]
    if new and len(new) == len(left):
        order = sorted(new, key=lambda one: one.when.starts_at)
        pairs += zip(order, sorted(left, key=lambda occurrence: occurrence.starts_at), strict=True)
        new, left = [], []
    return pairs, new, left


def _same_key(one: Timed, occurrence: Occurrence) -> bool:
    return bool(one.record.key) and one.record.key == occurrence.origin_uid


def _same_start(one: Timed, occurrence: Occurrence) -> bool:
    if one.record.key and occurrence.origin_uid:
        return False
    place = one.where.place.pk if one.where.place else None
    return one.when.starts_at == occurrence.starts_at and place == occurrence.place_id


def _add(event: EventPage, one: Timed) -> None:
    record = one.record
    occurrence = add_occurrence(
        event, one.when, one.where, status=record.status, status_note=record.status_note, capacity=record.capacity,
        origin_uid=record.key[:500],
    )  # fmt: skip
    if record.is_full:
        set_full(occurrence, is_full=True)


def _follow(occurrence: Occurrence, one: Timed) -> bool:
    """By the verbs, each of which does nothing where nothing changed."""
    before = (occurrence.sequence, occurrence.changed_at)
    occurrence = move_occurrence(occurrence, one.when)
    occurrence = place_occurrence(occurrence, one.where)
    if occurrence.status != one.record.status or (one.record.status_note and
                                                  occurrence.status_note != one.record.status_note):  # fmt: skip
        occurrence = set_status(occurrence, one.record.status, text=one.record.status_note)
    occurrence = set_full(occurrence, is_full=one.record.is_full)
    return before != (occurrence.sequence, occurrence.changed_at)


def _is_outside(when: When, edition: EditionPage) -> bool:
    if edition.all_year or not edition.starts_on or not edition.ends_on:
        return False
    first, last = edition.local(when.starts_at).date(), edition.local(when.ends_at).date()
    return last < edition.starts_on or first > edition.ends_on


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment


def _day(occurrence: Occurrence) -> str:
    return date_format(occurrence.event.edition.local(occurrence.starts_at), "j F Y")

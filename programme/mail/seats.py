"""Mails to whoever registered: what they asked, what became of it, what changed, and the day before.

What somebody was told stands in their row, so each of these is sent once, by whichever process comes first. One that
cannot be sent is tried again later, and stops no other.
"""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.utils import timezone, translation

from community.mail import messages
from programme.context.seats import date_context, dates_of, link_of, seat_context
from programme.domain.seats import HELD, fill, standing_of
from programme.enums import SeatState, Status
from programme.models import DeletedSeat, Occurrence, SeatRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from programme.context.values import Occasion
    from programme.models import EventPage

    # What was worked out of occurrences, by their keys, for all who are registered for them.
    Dates = dict[int, tuple[Occasion, str]]

logger = logging.getLogger(__name__)
FOLDER = "programme/email"
# What somebody was told of an event that is public no more; public again, their registration is told anew.
WITHDRAWN = "withdrawn"
MOST_AT_ONCE = 200
# While somebody waits for a page; the others hear of it a few minutes later.
MOST_WHILE_WAITING = 20
# An address that its server refuses is tried so often, over some two days.
MOST_ATTEMPTS = 10
LONGEST_REST = timedelta(hours=12)
REMINDED_AT = time(9)  # of the day before, by the edition's clock


def send_question(seat: SeatRequest) -> bool:
    """Ask the address whether it registers; or, of one that did, tell it again what it has. Whether it was sent."""
    template = "seat_again" if seat.state in HELD else "seat_asked"
    return _sent(template, seat)


def tell(seats: Iterable[SeatRequest]) -> int:
    """Tell each what became of their registration, if no other process has. How many mails were sent."""
    return sum(_told(seat) for seat in seats)


def send_due(goes_on: Callable[[], bool] = lambda: True) -> int:
    """All that is due: seats that are free, news of registrations and of dates, reminders. Bounded, and safe twice."""
    sent = 0
    _fill_what_is_free()
    news: tuple[tuple[Callable[[], list[Any]], Callable[[Any], int]], ...] = (
        (_untold, _told),
        (_outdated, _warned),
        (_withdrawn, partial(_told_withdrawn, dates={})),
        (_deleted, _told_deleted),
    )
    for row, act in [(row, act) for rows, act in news for row in rows()]:
        if not goes_on():
            return sent
        sent += act(row)
    return sent + _remind(goes_on)


def fill_and_tell(event: int) -> int:
    """Give what is free at each time of an event (its key) to whoever waits, and tell them; how many mails were sent.

    Asked after each change of the event or of one of its times, whoever made it: one query where nobody waits.
    """
    return sum(tell(fill(occurrence)) for occurrence in _waited_for(occurrence__event=event))


def tell_withdrawn(event: int) -> int:
    """Tell whoever is registered for an event (its key) that is public no more, once; how many mails were sent.

    Of many, the first: `send_due` tells the others.
    """
    dates: Dates = {}
    return sum(_told_withdrawn(seat, dates=dates) for seat in _withdrawn(occurrence__event=event)[:MOST_WHILE_WAITING])


def note_deleted(event: EventPage) -> int:
    """Note whom to tell of an event that is about to be deleted, in the transaction that deletes it: nobody knows them
    afterwards. `send_due` tells them, but for those who heard that it was withdrawn. How many; a dozen queries, and one
    for each hundred or so of people.
    """
    rows = SeatRequest.objects.filter(occurrence__event=event.pk).exclude(told_state=WITHDRAWN)
    seats = list(_due_to_know(rows).values_list("name", "email", "language", "occurrence_id"))
    dates = dates_of(key for *_who, key in seats) if seats else {}
    said = {(key, language): _stored(dates[key], language) for _name, _email, language, key in set(seats)}
    told = DeletedSeat.objects.bulk_create(
        DeletedSeat(name=name, email=email, language=language, said=said[key, language])
        for name, email, language, key in seats
    )
    return len(told)


def _stored(date: tuple[Occasion, str], language: str) -> dict[str, Any]:
    with translation.override(language):
        said = date_context(*date)
    return {"event": {"title": said["event"].title}, **{name: str(said[name]) for name in ("when", "where", "contact")}}


def _deleted() -> list[DeletedSeat]:
    rested = Q(retry_at=None) | Q(retry_at__lte=timezone.now())
    return list(DeletedSeat.objects.filter(rested)[:MOST_AT_ONCE])


def _told_deleted(seat: DeletedSeat) -> int:
    """Who is told is forgotten; so is an address that took no mail in two days."""
    mine = DeletedSeat.objects.filter(pk=seat.pk, attempts=seat.attempts)
    if not mine.update(attempts=F("attempts") + 1, retry_at=timezone.now() + _rest(seat.attempts)):
        return 0
    try:
        sent = messages.send("seat_withdrawn", to=[seat], folder=FOLDER, is_deleted=True, **seat.said)
    except Exception:
        logger.exception("A mail about registration %s, of a deleted event, could not be written.", seat.pk)
        sent = 0
    if sent or seat.attempts + 1 >= MOST_ATTEMPTS:
        DeletedSeat.objects.filter(pk=seat.pk).delete()
    return sent


def _rest(attempts: int) -> timedelta:
    """How long an address that took no mail rests: longer each time."""
    return min(timedelta(minutes=2**attempts * 5), LONGEST_REST)


def _fill_what_is_free() -> None:
    """What no change of a row tells of: a setting, a clock, a table that was written by hand."""
    for occurrence in _waited_for():
        fill(occurrence)


def _waited_for(**narrowed: int) -> list[Occurrence]:
    """Times to come for which somebody waits although seats are free."""
    keys = SeatRequest.objects.filter(state=SeatState.WAITING, **narrowed).order_by().values("occurrence").distinct()
    to_come = Occurrence.objects.filter(pk__in=keys, ends_at__gt=timezone.now()).select_related("event")
    ordered = to_come.order_by("starts_at", "pk")[:MOST_AT_ONCE]
    return [occurrence for occurrence in ordered if not standing_of(occurrence).is_full]


def _reachable(*, live: bool = True) -> QuerySet[SeatRequest]:
    """Those with an address that is not resting, the longest untold first; of public events, or of others."""
    rested = Q(retry_at=None) | Q(retry_at__lte=timezone.now())
    rows = SeatRequest.objects.filter(rested, attempts__lt=MOST_ATTEMPTS, occurrence__event__live=live)
    return rows.exclude(email="").select_related("occurrence__event", "occurrence__place").order_by("pk")


def _untold() -> list[SeatRequest]:
    states = [*HELD, SeatState.CANCELLED]
    return list(_reachable().filter(state__in=states).exclude(told_state=F("state"))[:MOST_AT_ONCE])


def _outdated() -> list[SeatRequest]:
    """Those whose date was moved, placed elsewhere, cancelled, or takes place after all since they heard of it."""
    changed = _reachable().filter(state__in=HELD, told_state=F("state"), told_sequence__lt=F("occurrence__sequence"))
    return list(changed.filter(occurrence__ends_at__gt=timezone.now() - timedelta(days=1))[:MOST_AT_ONCE])


def _withdrawn(**narrowed: int) -> list[SeatRequest]:
    """Those whose event was public when they registered, and is no more, without anybody having told them."""
    rows = _reachable(live=False).filter(**narrowed).exclude(told_state=WITHDRAWN)
    return list(_due_to_know(rows)[:MOST_AT_ONCE])


def _due_to_know(rows: QuerySet[SeatRequest]) -> QuerySet[SeatRequest]:
    """Those who would come in vain: of what is over, or was cancelled with a mail, nobody is told again."""
    to_come = rows.filter(state__in=HELD, occurrence__ends_at__gt=timezone.now()).exclude(email="")
    return to_come.exclude(occurrence__status=Status.CANCELLED).select_related("occurrence__event", "occurrence__place")


def _told_withdrawn(seat: SeatRequest, *, dates: Dates) -> int:
    was = seat.told_state
    mine = SeatRequest.objects.filter(pk=seat.pk, state=seat.state, told_state=was)
    if not mine.update(told_state=WITHDRAWN):
        return 0
    return _sent_or_later("seat_withdrawn", seat, said=partial(_date_said, dates=dates), told_state=was)


def _date_said(seat: SeatRequest, *, dates: Dates) -> dict[str, Any]:
    """Worked out once for all who are registered for the same."""
    key = seat.occurrence_id
    if key not in dates:
        dates |= dates_of([key])
    return date_context(*dates[key])


def _told(seat: SeatRequest) -> int:
    """What the page said a moment ago stays in their mailbox, with the link to change their mind."""
    was, state, sequence = seat.told_state, seat.state, seat.occurrence.sequence
    if not seat.email or was == state:
        return 0
    mine = SeatRequest.objects.filter(pk=seat.pk, state=state, told_state=was)
    if not mine.update(told_state=state, told_sequence=sequence):
        return 0
    templates = {
        SeatState.CONFIRMED: "seat_freed" if was == SeatState.WAITING else "seat_confirmed",
        SeatState.WAITING: "seat_waiting",
        SeatState.CANCELLED: "seat_cancelled",
    }
    return _sent_or_later(templates[SeatState(state)], seat, told_state=was, told_sequence=seat.told_sequence)


def _warned(seat: SeatRequest) -> int:
    before, now = seat.told_sequence, seat.occurrence.sequence
    mine = SeatRequest.objects.filter(pk=seat.pk, told_sequence=before)
    # Another day is another reminder.
    if not mine.update(told_sequence=now, reminded_at=None):
        return 0
    return _sent_or_later("seat_changed", seat, told_sequence=before)


def _remind(goes_on: Callable[[], bool]) -> int:
    """The day before from nine in the morning, whoever registered before that; nobody twice."""
    sent, now = 0, timezone.now()
    soon = Occurrence.objects.filter(starts_at__gt=now, starts_at__lt=now + timedelta(hours=40), event__live=True)
    for occurrence in soon.filter(status="confirmed").select_related("event").order_by("starts_at", "pk"):
        due = _reminded_from(occurrence)
        if due > now:
            continue
        rows = _reachable().filter(occurrence=occurrence, state=SeatState.CONFIRMED, reminded_at=None)
        for seat in rows.filter(confirmed_at__lt=due)[:MOST_AT_ONCE]:
            if not goes_on():
                return sent
            sent += _reminded(seat)
    return sent


def _reminded_from(occurrence: Occurrence) -> datetime:
    zone = occurrence.event.edition.zone
    day = occurrence.starts_at.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day, REMINDED_AT, tzinfo=zone)


def _reminded(seat: SeatRequest) -> int:
    mine = SeatRequest.objects.filter(pk=seat.pk, reminded_at=None)
    if not mine.update(reminded_at=timezone.now()):
        return 0
    return _sent_or_later("seat_reminder", seat, reminded_at=None)


def _sent_or_later(
    template: str, seat: SeatRequest, *, said: Callable[[SeatRequest], dict[str, Any]] = seat_context, **before: Any
) -> int:  # fmt: skip
    """What was not sent is noted as untold again, and waits longer each time."""
    row = SeatRequest.objects.filter(pk=seat.pk)
    try:
        is_sent = _sent(template, seat, said)
    except Exception:
        logger.exception("A mail about registration %s could not be written.", seat.pk)
        is_sent = False
    if is_sent:
        row.exclude(attempts=0).update(attempts=0, retry_at=None)
        return 1
    row.update(**before, attempts=F("attempts") + 1, retry_at=timezone.now() + _rest(seat.attempts))
    return 0


def _sent(
    template: str, seat: SeatRequest, said: Callable[[SeatRequest], dict[str, Any]] = seat_context
) -> bool:  # fmt: skip
    with translation.override(seat.language):
        context = said(seat)
    return bool(messages.send(template, to=[seat], folder=FOLDER, link=link_of(seat), **context))

"""Verbs for registrations: asked on a page, real once the mail was answered, and one seat is never given twice.

A seat that becomes free is given at once to the first of the waiting list that fits, who hears of it by mail and may
give it on by the link in it. An offer to be accepted in time would leave the seat empty for whoever does not read their
mail that day, and punish them for it; the reminder of the day before asks everybody to give on what they do not need.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.domain.changes import NotPossible, index_again, note
from programme.domain.occurrences import told
from programme.enums import NoticeKind, Registration, SeatsLeft, SeatState, Status
from programme.models import Occurrence, SeatRequest
from web.page_cache.generation import invalidate_after_commit

if TYPE_CHECKING:
    from datetime import datetime

# Of one occurrence: requests that nobody answered yet, and all of them.
MOST_ASKED, MOST_REQUESTS = 500, 5000
# Where there are so many, those that were not answered for longer go first.
ANSWERED_WITHIN = timedelta(hours=2)
HELD = (SeatState.CONFIRMED, SeatState.WAITING)


class Closed(NotPossible):
    """Nobody registers for this occurrence, or not any more; the message says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """People, not registrations. `seats` and `left` are None where nobody counts; `waiting` are on the list."""

    seats: int | None
    taken: int
    waiting: int

    @property
    def left(self) -> int | None:
        return None if self.seats is None else max(0, self.seats - self.taken)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    @property
    def seats_left(self) -> str:
        """A key of `SeatsLeft`, which is what anybody may know."""
        return SeatsLeft.of(self.seats, self.taken)


def standing_of(occurrence: Occurrence) -> Standing:
    """How many people are registered and wait for an occurrence; one query."""
    by_state = dict(_held_by(occurrence).values_list("state").annotate(Sum("places")))
    return Standing(occurrence.seats, by_state.get(SeatState.CONFIRMED, 0), by_state.get(SeatState.WAITING, 0))


def too_many(occurrence: Occurrence) -> str:
    """What to know where more people are registered than there are seats, as a sentence; "" elsewhere. One query."""
    standing = standing_of(occurrence)
    if standing.seats is None or standing.taken <= standing.seats:
        return ""
    sentence = ngettext(
        "%(taken)d people are registered already, and there is %(count)d seat now: nobody loses theirs. Cancel some in "
        "the list of registrations, or find a larger room.",
        "%(taken)d people are registered already, and there are %(count)d seats now: nobody loses theirs. Cancel some "
        "in the list of registrations, or find a larger room.",
        standing.seats,
    )
    return sentence % {"taken": standing.taken, "count": standing.seats}


def why_closed(occurrence: Occurrence, now: datetime | None = None) -> str:
    """Why nobody can register for it at this moment, as a sentence; "" while one can, be it on the waiting list.

    What lasts for days takes people until its end, everything else until it begins.
    """
    event, moment = occurrence.event, now or timezone.now()
    over = occurrence.ends_at if occurrence.lasts_long() else occurrence.starts_at
    reasons = (
        (event.registration != Registration.HERE or not event.live, _("Nobody registers here for this event.")),
        (event.edition.is_frozen, _("This programme is an archive now: nobody registers any more.")),
        (occurrence.status == Status.CANCELLED, _("It is cancelled: nobody registers any more.")),
        (
            occurrence.status == Status.POSTPONED,
            _("It is postponed: one can register again once its new date is known."),
        ),
        (occurrence.ends_at <= moment, _("It is over: nobody registers any more.")),
        (over <= moment, _("It has begun: come and see whether there is a seat left.")),
    )
    return next((sentence for is_so, sentence in reasons if is_so), "")


@transaction.atomic
def ask(
    occurrence: Occurrence, *, name: str, email: str, places: int, note: str = "", language: str = "fr",
    origin: str = "",
) -> SeatRequest:  # fmt: skip
    """Note that this address asks for `places` seats; nothing counts before `confirm`.

    An address that is registered already keeps what it has, and is sent its link again: whoever types it here learns
    nothing. Raises Closed, and NotPossible where more people are asked for than there are seats at all.
    """
    occurrence = _locked(occurrence)
    _check_open(occurrence)
    _check_size(occurrence, places)
    asked = {"name": name, "places": places, "note": note, "language": language, "origin": origin}
    # Before the address is looked for: the answer is the same for one that is registered.
    _check_room(occurrence)
    known = SeatRequest.objects.filter(occurrence=occurrence, email=email.lower()).first()
    if known is None:
        return SeatRequest.objects.create(occurrence=occurrence, email=email.lower(), **asked)
    if known.state not in HELD:
        for field, value in asked.items():
            setattr(known, field, value)
        known.state, known.confirmed_at, known.told_state = SeatState.ASKED, None, ""
        known.attempts, known.retry_at, known.asked_at = 0, None, timezone.now()
        known.save()
    return known


@transaction.atomic
def confirm(seat: SeatRequest) -> SeatRequest:
    """Whoever reads the mailbox said yes: seats while enough are left, else the end of the waiting list.

    Pressed twice, it is once. Raises Closed.
    """
    occurrence = _locked(seat.occurrence)
    current = SeatRequest.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    current.occurrence = occurrence
    if current.state in HELD:
        return current
    _check_open(occurrence)
    _check_size(occurrence, current.places)
    before = standing_of(occurrence)
    current.state = SeatState.CONFIRMED if _fits(current, occurrence, before) else SeatState.WAITING
    current.confirmed_at, current.told_sequence = timezone.now(), occurrence.sequence
    current.told_state, current.attempts, current.retry_at = "", 0, None
    current.save()
    _tell_fullness(occurrence, before)
    return current


@transaction.atomic
def cancel(seat: SeatRequest, *, by_themselves: bool = True) -> list[SeatRequest]:
    """Give the seats up, at any time. Those of the waiting list who got them, in their order.

    `by_themselves`: they know it already, and no mail tells them.
    """
    occurrence = _locked(seat.occurrence)
    current = SeatRequest.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if current.state == SeatState.CANCELLED:
        return []
    before = standing_of(occurrence)
    # Who never answered our mail is told nothing more.
    tells = current.state in HELD and not by_themselves
    current.state = SeatState.CANCELLED
    current.told_state = "" if tells else SeatState.CANCELLED
    current.save(update_fields=["state", "told_state"])
    freed = _filled(occurrence)
    _tell_fullness(occurrence, before)
    return freed


@transaction.atomic
def fill(occurrence: Occurrence) -> list[SeatRequest]:
    """Give what is free to the waiting list: after the organisers allowed more people. Who got seats, in order."""
    occurrence = _locked(occurrence)
    before = standing_of(occurrence)
    freed = _filled(occurrence)
    _tell_fullness(occurrence, before)
    return freed


@transaction.atomic
def add_by_hand(occurrence: Occurrence, *, name: str, email: str, places: int, note: str = "") -> SeatRequest:
    """Register somebody who phoned, or stands at the door: at once, beyond the seats too if the organisers say so.

    With an e-mail address they are told, with the link to cancel. Raises NotPossible for an address that has its seats
    already, and for too many registrations.
    """
    occurrence = _locked(occurrence)
    before = standing_of(occurrence)
    values = {
        "name": name, "places": places, "note": note, "state": SeatState.CONFIRMED, "confirmed_at": timezone.now(),
        "told_sequence": occurrence.sequence, "told_state": "" if email else SeatState.CONFIRMED,
    }  # fmt: skip
    known = SeatRequest.objects.filter(occurrence=occurrence, email=email.lower()).first() if email else None
    if known is not None and known.state == SeatState.CONFIRMED:
        sentence = ngettext(
            "This address is registered already, for %(count)d seat.",
            "This address is registered already, for %(count)d seats.",
            known.places,
        )
        raise NotPossible(sentence % {"count": known.places})
    if known is None:
        _check_room(occurrence)
        known = SeatRequest(occurrence=occurrence, email=email.lower())
    for field, value in values.items():
        setattr(known, field, value)
    known.save()
    _tell_fullness(occurrence, before)
    return known


def rank(seat: SeatRequest) -> int:
    """The place of a registration on the waiting list, from 1 on; 0 of one that does not wait. One query."""
    if seat.state != SeatState.WAITING:
        return 0
    first = Q(confirmed_at__lt=seat.confirmed_at) | Q(confirmed_at=seat.confirmed_at, pk__lt=seat.pk)
    return waiting_list(seat.occurrence).filter(first).count() + 1


def waiting_list(occurrence: Occurrence) -> Any:
    """Registrations that wait, in the order in which they answered our mail."""
    return SeatRequest.objects.filter(occurrence=occurrence, state=SeatState.WAITING).order_by("confirmed_at", "pk")


def _filled(occurrence: Occurrence) -> list[SeatRequest]:
    """Give free seats to the first that fits, and again; nobody gets any for what does not take place."""
    if why_closed(occurrence):
        return []
    freed = []
    standing = standing_of(occurrence)
    for seat in waiting_list(occurrence):
        if standing.is_full:
            break
        if _fits(seat, occurrence, standing):
            seat.state, seat.told_state = SeatState.CONFIRMED, SeatState.WAITING
            seat.save(update_fields=["state", "told_state"])
            freed.append(seat)
            standing = Standing(standing.seats, standing.taken + seat.places, standing.waiting - seat.places)
    return freed


def _fits(seat: SeatRequest, occurrence: Occurrence, standing: Standing) -> bool:
    """Not where the organisers say by hand that it is full."""
    return not occurrence.is_full and (standing.left is None or seat.places <= standing.left)


def _tell_fullness(occurrence: Occurrence, before: Standing) -> None:
    """Pages show whether it is full, or nearly: they are drawn anew when that changes, and only then."""
    after = standing_of(occurrence)
    if after.seats_left == before.seats_left:
        return
    invalidate_after_commit()
    if after.is_full == before.is_full:
        return
    Occurrence.objects.filter(pk=occurrence.pk).update(changed_at=timezone.now())
    if after.is_full and not occurrence.notices.filter(kind=NoticeKind.FULL).exists():
        note(occurrence.event, NoticeKind.FULL, occurrence=occurrence, after=told(occurrence))
    index_again(occurrence.event)


def _check_open(occurrence: Occurrence) -> None:
    if why := why_closed(occurrence):
        raise Closed(why)


def _check_size(occurrence: Occurrence, places: int) -> None:
    seats = occurrence.seats
    if seats is not None and places > seats:
        sentence = ngettext("There is %(count)d seat in all.", "There are %(count)d seats in all.", seats)
        raise NotPossible(sentence % {"count": seats})


def _check_room(occurrence: Occurrence) -> None:
    """Whoever sends this form by the thousand fills nobody's table."""
    all_of_it = SeatRequest.objects.filter(occurrence=occurrence)
    unanswered = all_of_it.filter(state=SeatState.ASKED)
    if unanswered.count() >= MOST_ASKED:
        # A flood of last night keeps nobody out today: whoever answers so late asks again.
        late = unanswered.filter(asked_at__lt=timezone.now() - ANSWERED_WITHIN).order_by("asked_at", "pk")
        SeatRequest.objects.filter(pk__in=list(late.values_list("pk", flat=True)[:MOST_ASKED])).delete()
    if unanswered.count() >= MOST_ASKED or all_of_it.count() >= MOST_REQUESTS:
        raise NotPossible(_("So many registrations came in that no other is taken for now: write to the organisers."))


def _held_by(occurrence: Occurrence) -> Any:
    return SeatRequest.objects.filter(occurrence=occurrence, state__in=HELD).order_by()


def _locked(occurrence: Occurrence) -> Occurrence:
    """The row as it is now: whoever asks for the last seat at the same moment waits."""
    rows = Occurrence.objects.select_for_update(of=("self",)).select_related("event", "place")
    return rows.get(pk=occurrence.pk)

"""Registrations as pages and mails show them, as plain values."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from design.addresses import address, full_address
from programme.context.reading import occasions_of
from programme.context.when import when_in_words
from programme.domain.outcomes import token_of as outcome_token
from programme.domain.seats import HELD, rank, why_closed
from programme.enums import Registration, SeatState
from programme.models import EditionPage, Occurrence, SeatRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Occasion
    from programme.models import EventPage

LONGEST_TOKEN = 200
MOST_SHOWN = 30
_signer = Signer(salt="programme.seats")


def token_of(seat: SeatRequest) -> str:
    """What the link of its mails holds: the key of the registration, signed."""
    return _signer.sign(seat.key)


def seat_of(token: str) -> SeatRequest | None:
    """The registration of a link; None where the link was altered, or the registration is erased."""
    try:
        key = _signer.unsign(token[:LONGEST_TOKEN])
    except BadSignature:
        return None
    return SeatRequest.objects.select_related("occurrence__event", "occurrence__place").filter(key=key).first()


def link_of(seat: SeatRequest) -> str:
    """Whole, for a mail."""
    return settings.BASE_URL + reverse("seat", args=[token_of(seat)])


def occasion_of(occurrence: Occurrence) -> Occasion:
    """One occurrence as plain values, of a public event or not."""
    return occasions_of(Occurrence.objects.filter(pk=occurrence.pk), occurrence.event.edition)[0]


def taking_part(event: EventPage, occasions: Iterable[Occasion]) -> dict[str, Any]:
    """What programme/registration.html shows on the page of an event, for every reader; no query.

    No number of seats: the page is drawn anew when it becomes full, or is full no more, and not for each seat.
    """
    if event.registration != Registration.HERE:
        return {}
    now = timezone.now()
    coming = [one for one in occasions if one.end > now and not one.is_cancelled]
    url = f"{address(event)}inscription/"
    shown = [
        {
            "when": when_in_words(one),
            "is_full": one.is_full,
            "url": f"{url}?seance={one.anchor}",
            "closed": _closed(one, event),
        }
        for one in coming[:MOST_SHOWN]
    ]
    is_frozen = event.edition.is_frozen
    return {
        "dates": [] if is_frozen else shown,
        "is_over": not coming,
        "is_frozen": is_frozen,
        "url": url,
        "days": settings.SEATS_KEPT_DAYS,
    }


def _closed(one: Occasion, event: EventPage) -> str:
    """As `domain.seats.why_closed`, of what is at hand."""
    row = Occurrence(event=event, starts_at=one.start, ends_at=one.end, status=one.status)
    return why_closed(row)


def choices(event: EventPage) -> list[tuple[int, str]]:
    """What one may register for, as a form offers it: key and words, those that are full with their waiting list."""
    rows = event.occurrences.select_related("event", "place").order_by("starts_at", "pk")
    open_ones = [row.pk for row in rows if not _why(row, event)]
    shown = occasions_of(Occurrence.objects.filter(pk__in=open_ones).order_by("starts_at", "pk"), event.edition)
    return [(one.key, _choice(one)) for one in shown]


def _choice(one: Occasion) -> str:
    words = when_in_words(one)
    return _("%(when)s (full: waiting list)") % {"when": words} if one.is_full else words


def _why(row: Occurrence, event: EventPage) -> str:
    row.event = event
    return why_closed(row)


def seat_context(seat: SeatRequest) -> dict[str, Any]:
    """What programme/seat.html and the mails show of one registration, for whoever has its link."""
    occurrence = seat.occurrence
    one = occasion_of(occurrence)
    return {
        **date_context(one, occurrence.event.edition.contact_email),
        "seat": seat,
        "rank": rank(seat),
        "closed": why_closed(occurrence),
        "is_over": occurrence.is_over(timezone.now()),
        "erased_on": erased_on(occurrence),
        "event_url": full_address(occurrence.event),
        "calendar_url": f"{full_address(occurrence.event)}evenement.ics",
    }


def date_context(one: Occasion, contact: str) -> dict[str, Any]:
    """What a mail says of an occurrence to each who is registered, in the language of the moment; no query."""
    when, where = when_in_words(one, with_year=True), where_in_words(one)
    return {"event": one.event, "occasion": one, "when": when, "where": where, "contact": contact}


def dates_of(occurrences: Iterable[int]) -> dict[int, tuple[Occasion, str]]:
    """What `date_context` takes, by the keys of occurrences; ten queries, however many there are."""
    found = occasions_of(Occurrence.objects.filter(pk__in=set(occurrences)))
    editions = EditionPage.objects.filter(pk__in={one.event.edition for one in found}).order_by()
    contacts = dict(editions.values_list("pk", "contact_email"))
    return {one.key: (one, contacts.get(one.event.edition, "")) for one in found}


def where_in_words(one: Occasion) -> str:
    """“La Corderie, 3 rue du Quai, 29200 Brest, salle du haut”; of what is online alone, that."""
    place = [one.place.name, one.place.address] if one.place else [_("online")] if one.online_url else []
    return ", ".join(filter(None, [*place, one.room]))


def erased_on(occurrence: Occurrence) -> Any:
    """The day on which its registrations are erased, by the edition's clock."""
    return occurrence.event.edition.local(occurrence.ends_at + timedelta(days=settings.SEATS_KEPT_DAYS)).date()


def list_context(event: EventPage) -> dict[str, Any]:
    """What programme/seats.html shows the organisers; the queries of one occurrence, however many registrations."""
    occasions = occasions_of(Occurrence.objects.filter(event=event).order_by("starts_at", "pk"), event.edition)
    rows = {row.pk: row for row in event.occurrences.all()}
    seats: dict[int, list[SeatRequest]] = {}
    asked = SeatRequest.objects.filter(occurrence__event=event, state__in=[*HELD, SeatState.CANCELLED])
    for seat in asked.order_by("confirmed_at", "pk"):
        seats.setdefault(seat.occurrence_id, []).append(seat)
    for row in rows.values():
        row.event = event
    groups = [_group(one, rows[one.key], seats.get(one.key, [])) for one in occasions]
    return {"groups": groups, "days": settings.SEATS_KEPT_DAYS}


def _group(one: Occasion, row: Occurrence, seats: list[SeatRequest]) -> dict[str, Any]:
    confirmed = [seat for seat in seats if seat.state == SeatState.CONFIRMED]
    waiting = [seat for seat in seats if seat.state == SeatState.WAITING]
    taken = sum(seat.places for seat in confirmed)
    return {
        "key": one.key,
        "anchor": one.anchor,
        "when": when_in_words(one, with_year=True),
        "where": where_in_words(one),
        "is_cancelled": one.is_cancelled,
        "confirmed": sorted(confirmed, key=lambda seat: (seat.name.casefold(), seat.pk)),
        "waiting": waiting,
        "cancelled": sum(seat.state == SeatState.CANCELLED for seat in seats),
        "taken": taken,
        "in_line": sum(seat.places for seat in waiting),
        "seats": row.seats,
        "left": None if row.seats is None else max(0, row.seats - taken),
        "over": max(0, taken - row.seats) if row.seats is not None else 0,
        "erased_on": erased_on(row),
        # For whoever missed the mail that asks.
        "outcome_url": reverse("outcome", args=[outcome_token(row)]) if row.is_over(timezone.now()) else "",
    }

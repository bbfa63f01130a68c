"""What else is on around a time, for whoever chooses one: what is public by its title, what others propose without."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from community.queries import is_open
from design.addresses import address
from programme.domain.clashes import AROUND, NEAR, Slot
from programme.enums import Status, SubmissionState
from programme.models import EventPage, Occurrence
from programme.queries import public_editions, public_events

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# Nothing takes place then: a date that is looked for, or that fell through.
AWAY = (Status.CANCELLED, Status.POSTPONED)
GONE = (SubmissionState.REFUSED, SubmissionState.WITHDRAWN)
# More occurrences than this in a week are a fair, and no meter says anything there.
MOST_SLOTS = 3000


def slots_around(
    start: datetime, end: datetime, *, knows_drafts: bool = False, without: int | None = None
) -> list[Slot]:
    """All that takes place some days before `start` to some days after `end`, in every edition, in the order of time;
    six queries and two for drafts, however many there are. Times carry the zone of `start`; `without` is the key of an
    event.

    Of what is not public only a coordinator (`knows_drafts`) learns title, place and organisers. For the others it is
    something for its audience and themes in a neighbourhood, and nothing else.
    """
    margin = timedelta(days=AROUND) + NEAR
    rows = Occurrence.objects.filter(starts_at__lt=end + margin, ends_at__gt=start - margin).exclude(status__in=AWAY)
    rows = rows.exclude(event__submission__state__in=GONE).order_by("starts_at", "pk")
    if without is not None:
        rows = rows.exclude(event=without)
    found = list(rows.select_related("place").prefetch_related("event__themes", "event__associations")[:MOST_SLOTS])
    public = set(public_events().filter(pk__in={row.event_id for row in found}).values_list("pk", flat=True))
    if not knows_drafts and any(row.event_id not in public for row in found):
        # What is live and not public is for a few, and so is all of an edition that is not public.
        told = tuple(public_editions().order_by().values_list("path", flat=True))
        found = [row for row in found if row.event_id in public or _is_proposed(row.event, told)]
    return [_slot(row, start.tzinfo, is_public=row.event_id in public, knows_all=knows_drafts) for row in found]


def _is_proposed(event: EventPage, editions: tuple[str, ...]) -> bool:
    return not event.live and is_open(event) and event.path.startswith(editions)


def slots_of_events(events: Iterable[EventPage], zone: object) -> list[Slot]:
    """Of events with their `occurrences`, `themes` and `associations` at hand, all that is known, for coordinators."""
    rows = [(event, row) for event in events for row in event.occurrences.all() if row.status not in AWAY]
    for event, row in rows:
        row.event = event
    return [_slot(row, zone, is_public=event.live, knows_all=True) for event, row in rows]


def _slot(row: Occurrence, zone: object, *, is_public: bool, knows_all: bool) -> Slot:
    event, is_told = row.event, is_public or knows_all
    return Slot(
        start=row.starts_at.astimezone(zone),  # type: ignore[arg-type]
        end=row.ends_at.astimezone(zone),  # type: ignore[arg-type]
        themes=frozenset(theme.slug for theme in event.themes.all()),
        audience=frozenset(event.audience),
        neighbourhood=row.place.neighbourhood if row.place else "",
        place=row.place_id if is_told else None,
        organisers=frozenset(one.pk for one in event.associations.all()) if is_told else frozenset(),
        event=row.event_id,
        title=event.title if is_told else "",
        url=address(event) if is_public else "",
    )

"""Which items of the pool events use, when and where: told to the pages of guides, and to those of other items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from commons.runs.sessions import Session
from design.addresses import address
from design.maps.towns import town_of
from programme.context.works import page_key
from programme.enums import Role, Status
from programme.models import EditionPage, Outcome
from programme.queries import public_events, public_occurrences
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import PlacePage
    from programme.models import EventPage, Occurrence

# Rows read at once, the latest ones: four of the largest festivals known.
MOST_OCCURRENCES = 8000
TAKES_PLACE = (Status.CONFIRMED, Status.TENTATIVE)


def sessions_by_page() -> Mapping[int, tuple[Session, ...]]:
    """By the key of a page that was used, every time that it is, past and to come; worked out once a generation."""
    by_item = sessions_by_item()
    return {key: sessions for id_, sessions in by_item.items() if (key := page_key(id_))}


def sessions_by_item() -> Mapping[str, tuple[Session, ...]]:
    """By the id of an item (“guide:12”), the times of the public events that use it, in the order of time.

    Four queries the first time in a generation, whatever their number. What was cancelled or is postponed is no time,
    nor is one of which the organisers said that it was not run.
    """
    return cached("programme:sessions", _sessions_by_item)


def _sessions_by_item() -> dict[str, tuple[Session, ...]]:
    with_works = public_events().annotate(text=Cast("works", TextField())).filter(text__contains='"used"')
    events = {event.pk: event for event in with_works.order_by()}
    if not events:
        return {}
    found: dict[str, list[Session]] = {}
    rows = public_occurrences().filter(event__in=list(events), status__in=TAKES_PLACE).order_by("-starts_at")
    not_run = dict(Outcome.objects.exclude(not_run=[]).values_list("occurrence", "not_run"))
    editions = {one.path: one for one in EditionPage.objects.all()}
    for row in rows[:MOST_OCCURRENCES]:
        event = events[row.event_id]
        session = _session(row, event, editions[event.path[: -event.steplen]])
        for id_ in _used(event):
            if id_ not in not_run.get(row.pk, ()):
                found.setdefault(id_, []).append(session)
    return {id_: tuple(sorted(sessions)) for id_, sessions in found.items()}


def _used(event: EventPage) -> set[str]:
    return {row["value"]["item"] for row in event.works.raw_data if row["value"]["role"] == Role.USED}


def _session(row: Occurrence, event: EventPage, edition: EditionPage) -> Session:
    place = row.place
    return Session(
        starts_at=row.starts_at, ends_at=row.ends_at, day=edition.local(row.starts_at).date(),
        town=town_label(place) if place else "", place=place.title if place else row.room, title=event.title,
        url=f"{address(event)}#{row.anchor}",
    )  # fmt: skip


def town_label(place: PlacePage) -> str:
    """The town as reports of workshops name it: “Brest (29)”, or as it was written where that is no one town."""
    department = place.postal_code[:2]
    found = town_of(f"{place.town} ({department})") if department else town_of(place.town)
    return found.label if found else place.town


def next_sessions(id_: str, *, most: int = 3) -> list[Session]:
    """The next times that an item is used at an event; no query once the generation has asked."""
    now = timezone.now()
    return [one for one in sessions_by_item().get(id_, ()) if one.ends_at > now][:most]

"""Which items of the pool events use, when and where: told to the pages of guides, and to those of other items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, TextField
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

    from wagtail.blocks.stream_block import StreamValue

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
    # As rows: a page of Wagtail's costs ten times what is read of it.
    events = {
        one.pk: one for one in with_works.order_by().values_list("pk", "path", "slug", "title", "works", named=True)
    }
    if not events:
        return {}
    used = {key: _used(event.works) for key, event in events.items()}
    found: dict[str, list[Session]] = {}
    rows: Any = public_occurrences().filter(event__in=list(events), status__in=TAKES_PLACE).order_by("-starts_at")
    not_run = dict(Outcome.objects.exclude(not_run=[]).values_list("occurrence", "not_run"))
    editions = {one.path: (one.zone, address(one)) for one in EditionPage.objects.all()}
    told: Any = rows.select_related(None).annotate(**_OF_ITS_PLACE)
    for row in told[:MOST_OCCURRENCES]:
        event = events[row.event_id]
        zone, folder = editions[event.path[: -EditionPage.steplen]]
        session = Session(
            starts_at=row.starts_at, ends_at=row.ends_at, day=row.starts_at.astimezone(zone).date(),
            town=town_label(row.town, row.postal_code) if row.place_id else "",
            place=row.place_title if row.place_id else row.room, title=event.title,
            url=f"{folder}{event.slug}/#{row.anchor}",
        )  # fmt: skip
        for id_ in used[row.event_id]:
            if id_ not in not_run.get(row.pk, ()):
                found.setdefault(id_, []).append(session)
    return {id_: tuple(sorted(sessions)) for id_, sessions in found.items()}


_OF_ITS_PLACE = {"place_title": F("place__title"), "town": F("place__town"), "postal_code": F("place__postal_code")}


def _used(works: StreamValue) -> set[str]:
    return {row["value"]["item"] for row in works.raw_data if row["value"]["role"] == Role.USED}


def town_label(town: str, postal_code: str) -> str:
    """The town as reports of workshops name it: “Brest (29)”, or as it was written where that is no one town."""
    department = postal_code[:2]
    found = town_of(f"{town} ({department})") if department else town_of(town)
    return found.label if found else town


def next_sessions(id_: str, *, most: int = 3) -> list[Session]:
    """The next times that an item is used at an event; no query once the generation has asked."""
    now = timezone.now()
    return [one for one in sessions_by_item().get(id_, ()) if one.ends_at > now][:most]

"""“Already in the programme?”: events that look like one that is being written."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from design.addresses import address
from markup.normalize import normalize
from programme.context.clashes import GONE
from programme.models import EventPage
from programme.queries import public_events

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from programme.models import EditionPage

# How alike two titles are, from 0 to 1: enough by themselves, or with the same place on the same day.
ALIKE, ALIKE_THERE = 0.78, 0.45
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """`public`: titles and addresses. `proposed`: how many others look alike that are not public, and say no more."""

    public: tuple[tuple[str, str], ...] = ()
    proposed: int = 0

    def __bool__(self) -> bool:
        return bool(self.public or self.proposed)


def events_alike(
    edition: EditionPage, title: str, *, days: Collection[date] = (), place: int | None = None,
    without: int | None = None,
) -> Alike:  # fmt: skip
    """Events of an edition that look like this one by their title, or by a title less alike at that place on one of
    these days; three queries. `without` is the key of the event itself.
    """
    if not title.strip():
        return Alike()
    events = EventPage.objects.child_of(edition).exclude(submission__state__in=GONE).exclude(pk=without or 0)
    found = [one for one in events.prefetch_related("occurrences") if _is_alike(one, edition, title, days, place)]
    known = set(public_events().filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    public = tuple((one.title, address(one)) for one in found if one.pk in known)[:MOST_SHOWN]
    return Alike(public, sum(one.pk not in known for one in found))


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1, whatever their case, accents and order of words."""
    first, second = (" ".join(sorted(normalize(text).split())) for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _is_alike(event: EventPage, edition: EditionPage, title: str, days: Collection[date], place: int | None) -> bool:
    alike = likeness(event.title, title)
    if alike >= ALIKE:
        return True
    if alike < ALIKE_THERE or place is None:
        return False
    return any(
        row.place_id == place and row.starts_at.astimezone(edition.zone).date() in days
        for row in event.occurrences.all()
    )

"""Hundreds of events at once, as rows: a page of Wagtail's, with a manager for all that hangs on it, costs ten times
what is read of it here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from community.models import AssociationPage
from programme.enums import SeatState
from programme.models import EditionPage, EventPage, SeatRequest
from programme.models.event import EventAccess

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.library.models import Theme
    from community.models import AccessLine

COLUMNS = (
    "pk", "uuid", "path", "slug", "title", "one_sentence", "body", "kind", "audience", "age_min", "age_max", "price",
    "price_note", "registration", "registration_url", "registration_contact", "capacity", "other_organisers",
    "language", "licence", "credits", "access_note", "works", "carries_label", "image_id", "first_published_at",
    "last_published_at", "latest_revision_created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventRow:
    """`event` has the fields of an `EventPage`, and may be one; the rest hangs on it, in the order of its page."""

    event: Any
    themes: Iterable[Theme]
    associations: Iterable[AssociationPage]
    access: Iterable[AccessLine]

    @property
    def edition_path(self) -> str:
        return str(self.event.path[: -EventPage.steplen])


def row_of_page(event: EventPage) -> EventRow:
    """Of one page, a draft or a preview too: what it holds, saved or not."""
    return EventRow(event, event.themes.all(), event.associations.all(), event.access_lines.all())


def event_rows(keys: Iterable[int]) -> dict[int, EventRow]:
    """Events by key, as they are in the database; five queries, however many they are."""
    asked = set(keys)
    themes: Mapping[int, list[Theme]] = defaultdict(list)
    of_themes = EventPage.themes.through.objects.filter(eventpage__in=asked).select_related("theme")
    for row in of_themes.order_by("theme__position", "theme__name_fr"):
        themes[row.eventpage_id].append(row.theme)
    access: Mapping[int, list[AccessLine]] = defaultdict(list)
    for line in EventAccess.objects.filter(event__in=asked):
        access[line.event_id].append(line)
    associations = _associations(asked)
    events = EventPage.objects.filter(pk__in=asked).order_by().values_list(*COLUMNS, named=True)
    return {one.pk: EventRow(one, themes[one.pk], associations[one.pk], access[one.pk]) for one in events}


def _associations(events: Iterable[int]) -> Mapping[int, list[AssociationPage]]:
    """Each association is read once, however many events it organises."""
    pairs = EventPage.associations.through.objects.filter(eventpage__in=events).order_by("associationpage__path")
    rows = list(pairs.values_list("eventpage_id", "associationpage_id"))
    pages = AssociationPage.objects.in_bulk({association for _event, association in rows})
    found: Mapping[int, list[AssociationPage]] = defaultdict(list)
    for event, association in rows:
        if association in pages:
            found[event].append(pages[association])
    return found


def editions_of(events: Iterable[EventRow]) -> dict[str, EditionPage]:
    """The editions that these stand in, by their path; one query."""
    paths = {event.edition_path for event in events}
    return {edition.path: edition for edition in EditionPage.objects.filter(path__in=paths)}


def seats_taken(occurrences: Iterable[int]) -> dict[int, int]:
    """Confirmed seats by the key of an occurrence; one query, none where nobody counts."""
    counted = list(occurrences)
    if not counted:
        return {}
    seats = SeatRequest.objects.filter(occurrence__in=counted, state=SeatState.CONFIRMED).order_by()
    return dict(seats.values_list("occurrence").annotate(Sum("places")))

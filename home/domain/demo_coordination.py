"""What goes on around the festival of the demo: a version that is out, proposals, registrations, outcomes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone, translation
from django.utils.text import slugify

from commons.library.models import Theme
from community.domain.loading import description_html
from community.models import AssociationPage, PlacePage
from home.domain.demo_programme import time_record
from programme.domain.deciding import publish_accepted
from programme.domain.events import create_event
from programme.domain.import_events import source_of
from programme.domain.import_times import when_of
from programme.domain.occurrences import Where, add_occurrence
from programme.domain.outcomes import tell
from programme.domain.releasing import name_of_day, release
from programme.domain.seats import ask, confirm
from programme.enums import SubmissionState
from programme.models import EventPage, Release, SeatRequest, Submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import User
    from programme.models import EditionPage

    Row = Mapping[str, Any]


def make_version(edition: EditionPage, row: Row, *, by: User) -> None:
    """The programme as it was some days before the festival: what became of it since is told after it."""
    assert edition.starts_on  # noqa: S101 -- a festival
    day = edition.starts_on + timedelta(days=row["day"])
    with translation.override("fr"):
        name = name_of_day(day)
    made = release(edition, name, row["comment"], by=by).release
    Release.objects.filter(pk=made.pk).update(at=made.at - (timezone.localdate() - day))


def load_proposals(rows: Iterable[Row], edition: EditionPage, *, places: Iterable[Row], by: User) -> int:
    """Proposed events; the accepted one is new since the version that is out. By their rows: no mail leaves."""
    known = {row["slug"]: row for row in places}
    return len([_proposed(row, edition, known, by) for row in rows])


def _proposed(row: Row, edition: EditionPage, places: Mapping[str, Row], by: User) -> EventPage:
    assert edition.starts_on  # noqa: S101 -- a festival
    associations = list(AssociationPage.objects.filter(title__in=row["by"]).order_by("title"))
    event = create_event(
        edition, title=row["title"], slug=slugify(row["title"]), one_sentence=row["sentence"], kind=row["kind"],
        body=description_html(row["body"]), audience=row["audience"], associations=associations,
        themes=list(Theme.objects.filter(slug__in=row["themes"])), language="fr",
        credits=[{"name": one.title, "role": "author", "url": ""} for one in associations],
    )  # fmt: skip
    for time in row["times"]:
        record = time_record(time, "", edition.starts_on, places)
        place = PlacePage.objects.get(title=places[time["at"]]["name"])
        add_occurrence(event, when_of(record, edition.zone), Where(place=place))
    state, now = row["state"], timezone.now()
    decided = {} if state == SubmissionState.SENT else {"message": row["message"], "decided_at": now, "decided_by": by}
    Submission.objects.create(
        edition=edition, event=event, state=state, name=row["name"], email=row["email"], sent_at=now, **decided
    )
    if state == SubmissionState.ACCEPTED:
        publish_accepted(event, by=by, is_told=True)
    return event


def load_seats(rows: Iterable[Row]) -> int:
    """People who registered, told already; how many registrations."""
    made = 0
    for row in rows:
        occurrence = _event(row).occurrences.select_related("event").get()
        for person in row["people"]:
            confirm(ask(occurrence, **person))
            made += 1
        SeatRequest.objects.filter(occurrence=occurrence).update(told_state=F("state"))
    return made


def load_outcomes(rows: Iterable[Row]) -> int:
    """How it went: of the first time of each event, once it is over."""
    for row in rows:
        first = _event(row).occurrences.select_related("event").order_by("starts_at")[0]
        tell(first, people=row["people"], worked=row.get("worked", ""), to_change=row.get("to_change", ""))
    return len(list(rows))


def _event(row: Row) -> EventPage:
    return EventPage.objects.get(import_record__source=source_of(row["event"]))

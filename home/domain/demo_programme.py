"""The programme of the demo: places, the festival that is on now, and what carries the label all year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from community.domain.loading import description_html
from community.domain.places import create_place, find_place
from importing.models import ImportRecord
from importing.run import stays_deleted
from programme.domain.import_events import Options, import_records, source_of
from programme.domain.occurrences import When, move_occurrence, set_status
from programme.enums import Registration, Status
from programme.exchange.record import EventRecord, PlaceRecord, TimeRecord
from programme.models import EditionPage, EventPage, ProgrammeIndexPage
from search.publishing import IMPORT, add_draft, publish
from web.tasks import each_task_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from importing.report import Report

    Row = Mapping[str, Any]

TOWN, POSTCODE = "Porz-Avel", "29990"
LICENCE = "cc-by-sa-4.0"
FILE = "demo/programme"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a time after it was announced: the time it was moved to, or why it is cancelled."""

    moved_to: TimeRecord | None = None
    cancelled: str = ""
    note: str = ""


def load_places(rows: Iterable[Row], *, bring_back: bool = False) -> int:
    """Publish the places that are not there yet; how many were made. Raises ValidationError for a wrong field."""
    with transaction.atomic(), each_task_once():
        return sum(_load_place(row, bring_back=bring_back) for row in rows)


def _load_place(row: Row, *, bring_back: bool) -> bool:
    source = f"place:{row['slug']}"
    known = ImportRecord.objects.known(source)
    if stays_deleted(known, bring_back=bring_back) or (known and not known.was_deleted):
        return False
    if find_place(row["name"], town=TOWN):
        return False
    latitude, longitude = row["at"]
    checked = row.get("checked")
    place = create_place(
        row["name"], kind=row["kind"], one_sentence=row["sentence"], street_address=row["address"],
        postal_code=POSTCODE, town=TOWN, neighbourhood=row["neighbourhood"], latitude=f"{latitude:.6f}",
        longitude=f"{longitude:.6f}", other_names=list(row.get("other_names", ())), capacity=row.get("capacity"),
        opening=row.get("opening", ""), opening_hours=row.get("opening_hours", ""), equipment=row.get("equipment", ""),
        access=row.get("access", ()), access_contact=row.get("contact", ""),
        access_checked_on=timezone.localdate() + timedelta(days=checked) if checked else None,
    )  # fmt: skip
    ImportRecord.objects.remember(place, source=source, file=FILE, digest="", revision=place.get_latest_revision())
    return True


def load_programme(
    data: Row, *, places: Iterable[Row], bring_back: bool = False, announce: Callable[[EditionPage], None] | None = None
) -> Report:  # fmt: skip
    """Bring in an edition and its events. Days count from the first of the edition, which stays what it was.
    `announce` is called once, before what became of the times since.

    Raises ValidationError or KeyError when the data are wrong: they are ours, and are tested.
    """
    edition = _edition(data["edition"], bring_back=bring_back)
    if edition is None:
        return import_records([], edition=EditionPage(), options=Options())
    first = edition.starts_on or _first_day(edition)
    known = {row["slug"]: row for row in places}
    options = Options(edition=edition, bring_back=bring_back, file=FILE)
    records, changes = [], {}
    for row in data["events"]:
        record, after = _record(row, first, known)
        records.append(record)
        changes[record.uid] = after
    report = import_records(records, edition=edition, options=options)
    new = {item["page"] for item in report.items if item["outcome"] == "created"}
    if new and announce and not edition.releases.exists():
        announce(edition)
    for uid, after in changes.items():
        page = ImportRecord.objects.pages_of([source_of(uid)]).get(source_of(uid))
        if page in new:
            _change(EventPage.objects.get(pk=page), after, edition)
    return report


def _edition(row: Row, *, bring_back: bool) -> EditionPage | None:
    source = f"edition:{row['slug']}"
    known = ImportRecord.objects.known(source)
    if known and not known.was_deleted:
        return EditionPage.objects.get(pk=known.made.pk)
    if stays_deleted(known, bring_back=bring_back):
        return None
    days = row.get("days")
    first = timezone.localdate() + timedelta(days=row.get("first", 0))
    edition = EditionPage(
        title=row["title"], slug=row["slug"], acronym=row["acronym"], one_sentence=row["sentence"],
        presentation=description_html(row["presentation"]), all_year=not days, starts_on=first if days else None,
        ends_on=first + timedelta(days=days - 1) if days else None, licence=LICENCE,
        credits=[{"name": "Maison des communs de Porz-Avel", "role": "author", "url": ""}],
        contact_email="programme@example.org",
    )  # fmt: skip
    with transaction.atomic(), each_task_once():
        add_draft(edition, under=ProgrammeIndexPage.objects.get())
        revision = publish(edition, told=IMPORT)
    edition = EditionPage.objects.get(pk=edition.pk)
    ImportRecord.objects.remember(edition, source=source, file=FILE, digest="", revision=revision)
    return edition


def _first_day(edition: EditionPage) -> date:
    """Of what lasts all year: the day on which it was loaded."""
    published = edition.first_published_at or timezone.now()
    return edition.local(published).date()


def _record(row: Row, first: date, places: Mapping[str, Row]) -> tuple[EventRecord, list[Change]]:
    times, changes = [], []
    for number, one in enumerate(row["times"]):
        key = f"{row['uid']}/{number}"
        announced = {**one, **one["was"]} if "was" in one else one
        times.append(time_record(announced, key, first, places))
        moved = time_record(one, key, first, places) if "was" in one else None
        changes.append(Change(moved, one.get("cancelled", ""), one.get("note", "")))
    low, high = row.get("ages", (None, None))
    works = tuple((one["item"], one.get("role", "used"), one.get("use", "shown"), one.get("note", ""))
                  for one in row.get("works", ()))  # fmt: skip
    record = EventRecord(
        uid=row["uid"], title=row["title"], one_sentence=row["sentence"], body=_unwrapped(row["body"]),
        kind=row["kind"], topics=tuple(row.get("themes", ())), audience=tuple(row.get("audience", ())),
        age_min=low, age_max=high, price=row.get("price", ""), price_note=row.get("price_note", ""),
        registration=row.get("registration", Registration.NONE), capacity=row.get("capacity"),
        registration_contact=row.get("registration_contact", ""), organisers=tuple(row["by"]), language="fr",
        access=tuple(map(tuple, row.get("access", ()))), access_note=row.get("access_note", ""), works=works,
        times=tuple(times),
    )  # fmt: skip
    return record, changes


def time_record(row: Row, key: str, first: date, places: Mapping[str, Row]) -> TimeRecord:
    day = first + timedelta(days=row["day"])
    place = places[row["at"]] if "at" in row else None
    where: dict[str, Any] = {
        "key": key, "place": PlaceRecord(name=place["name"], town=TOWN) if place else None,
        "room": row.get("room", ""), "online_url": row.get("online", ""),
    }  # fmt: skip
    if "until" in row:
        after = first + timedelta(days=row["until"] + 1)
        return TimeRecord(
            starts_at=_at(day), ends_at=_at(after), all_day=True, hours=row["hours"], **where
        )  # fmt: skip
    ends = day + timedelta(days=1) if row.get("next_day") else day
    return TimeRecord(starts_at=_at(day, row["from"]), ends_at=_at(ends, row["to"]), **where)


def _at(day: date, hour: str = "00:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(hour))


def _unwrapped(text: str) -> str:
    """A paragraph of the file on one line: its lines end where the file is wide."""
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text.strip())


def _change(event: EventPage, changes: list[Change], edition: EditionPage) -> None:
    """What became of the times of a new event: by the verbs, which tell those who come."""
    for occurrence in event.occurrences.all():
        change = changes[int(occurrence.origin_uid.rpartition("/")[2])]
        if change.moved_to:
            when = When(
                starts_at=change.moved_to.starts_at.replace(tzinfo=edition.zone),
                ends_at=change.moved_to.ends_at.replace(tzinfo=edition.zone),
            )
            move_occurrence(occurrence, when, text=change.note)
        if change.cancelled:
            set_status(occurrence, Status.CANCELLED, text=change.cancelled)

"""The programme as plain values, read from the database in as few queries as it takes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from community.models import PlacePage
from community.queries import is_open, may_be_named
from design.addresses import address, full_address
from licences.records.sources import authors_of
from markup.plain import plain_text
from programme.context.event_rows import editions_of, event_rows, row_of_page, seats_taken
from programme.context.values import Access, Event, Occasion, Organiser, Place, Programme, Topic
from programme.enums import Registration, SeatsLeft
from programme.queries import public_events, public_occurrences
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from django.db.models import QuerySet

    from community.models import AccessLine, AssociationPage
    from programme.context.event_rows import EventRow
    from programme.models import EditionPage, EventPage, Occurrence

# A change leaves the texts of most events as they were.
_plain = lru_cache(maxsize=1000)(plain_text)


def programme_of(edition: EditionPage) -> Programme:
    """The programme of an edition, worked out once until something public changes; in ten queries at most."""
    return cached(f"programme:{edition.pk}", lambda: _programme(edition))


def _programme(edition: EditionPage) -> Programme:
    occasions = occasions_of(
        public_occurrences().filter(event__in=public_events().child_of(edition).order_by().values("pk")), edition
    )
    events = {one.event.key: one.event for one in occasions}
    places = {one.place.key: one.place for one in occasions if one.place}
    release = edition.releases.order_by("-at").first()
    moments = [one.changed_at for one in occasions] + [one.changed_at for one in events.values()]
    own = edition.last_published_at or edition.first_published_at or timezone.now()
    return Programme(
        key=edition.pk, uuid=str(edition.uuid), title=edition.title, url=address(edition),
        full_url=full_address(edition), slug=edition.slug, acronym=edition.acronym, one_sentence=edition.one_sentence,
        all_year=edition.all_year, starts_on=edition.starts_on, ends_on=edition.ends_on, zone_name=edition.time_zone,
        licence=edition.licence, contact_email=edition.contact_email, changed_at=max([own, *moments]),
        occasions=tuple(occasions),
        events=tuple(sorted(events.values(), key=lambda one: (one.title.casefold(), one.key))),
        places=tuple(sorted(places.values(), key=lambda one: (one.name.casefold(), one.key))),
        release=release.name if release else "", released_at=release.at if release else None,
    )  # fmt: skip


def occasions_of(occurrences: QuerySet[Occurrence], edition: EditionPage | None = None) -> list[Occasion]:
    """Occurrences (of a query of this app) as plain values, in their order; nine queries at most, one of them for
    editions and one for seats that are taken.

    `edition` is that of all of them, where they have the same one.
    """
    found = list(occurrences.select_related(None))
    events = event_rows(row.event_id for row in found)
    # What somebody deletes meanwhile is left out.
    rows = [row for row in found if row.event_id in events]
    editions = {edition.path: edition} if edition else editions_of(events.values())
    folders = {path: (one, address(one), full_address(one)) for path, one in editions.items()}
    places = _places(rows)
    taken = seats_taken(row.pk for row in rows if events[row.event_id].event.registration == Registration.HERE)
    values: dict[int, tuple[Event, ZoneInfo]] = {}
    organisers: dict[int, Organiser | None] = {}
    for key, event in events.items():
        there, url, full_url = folders[event.edition_path]
        urls = [above and f"{above}{event.event.slug}/" for above in (url, full_url)]
        values[key] = _event(event, organisers, edition=there.pk, url=urls[0], full_url=urls[1]), there.zone
    return [
        _occasion(
            row, *values[row.event_id], places.get(row.place_id or 0), taken.get(row.pk, 0),
            seats=row.capacity if row.capacity is not None else events[row.event_id].event.capacity,
        )
        for row in rows
    ]  # fmt: skip


def _places(rows: Iterable[Occurrence]) -> dict[int, Place]:
    """A place that is withdrawn keeps its events, and its name on them. Of a restricted one nothing is told."""
    pages = PlacePage.objects.filter(pk__in={row.place_id for row in rows if row.place_id}).order_by()
    return {page.pk: place_value(page) for page in pages.prefetch_related("access_lines") if is_open(page)}


def _occasion(
    row: Occurrence, event: Event, zone: ZoneInfo, place: Place | None, taken: int, *, seats: int | None
) -> Occasion:  # fmt: skip
    seats_left = SeatsLeft.of(seats if event.registration == Registration.HERE else None, taken, is_full=row.is_full)
    return Occasion(
        key=row.pk, uuid=str(row.uuid), code=row.code, anchor=row.anchor, event=event, place=place,
        # Of a restricted place nothing is told, not even which room of it.
        room=row.room if place or not row.place_id else "",
        online_url=row.online_url, start=row.starts_at.astimezone(zone), end=row.ends_at.astimezone(zone),
        all_day=row.all_day, hours=row.hours, status=row.status, status_note=row.status_note, seats=seats,
        seats_left=seats_left, is_full=row.is_full or seats_left == SeatsLeft.FULL, sequence=row.sequence,
        previous_start=row.previous_start.astimezone(zone) if row.previous_start else None,
        created_at=row.created_at, changed_at=row.changed_at,
        over=max(0, taken - seats) if seats is not None else 0,
    )  # fmt: skip


def event_value(event: EventPage) -> Event:
    """One event as its page holds it, a draft or a preview too; no query for what was asked for before."""
    url, full_url = address(event), full_address(event)
    return _event(row_of_page(event), {}, edition=event.edition.pk, url=url, full_url=full_url)


def _event(row: EventRow, met: dict[int, Organiser | None], *, edition: int, url: str, full_url: str) -> Event:
    """`met` are the organisers that were met, by key (None for one that may not be named)."""
    event = row.event
    named = [_organiser(one, met) for one in row.associations]
    others = [name.strip() for name in event.other_organisers.split(",")]
    published = event.last_published_at or event.first_published_at or event.latest_revision_created_at
    return Event(
        key=event.pk, uuid=str(event.uuid), slug=event.slug, edition=edition, title=event.title,
        url=url, full_url=full_url, one_sentence=event.one_sentence, body=event.body,
        text=_plain(event.body), kind=event.kind,
        topics=tuple(Topic(one.slug, one.name, one.name_fr, one.palette) for one in row.themes),
        audience=tuple(event.audience), age_min=event.age_min, age_max=event.age_max, price=event.price,
        price_note=event.price_note, registration=event.registration,
        registration_url=event.registration_url if event.registration == Registration.ELSEWHERE else "",
        registration_contact=event.registration_contact if event.registration == Registration.CONTACT else "",
        organisers=(*filter(None, named), *(Organiser(name) for name in others if name)), language=event.language,
        licence=event.licence, access=_access(row.access), access_note=event.access_note,
        works=tuple(_works(event)), carries_label=event.carries_label, image=event.image_id,
        authors=authors_of(event.credits),
        created_at=event.first_published_at or published or timezone.now(), changed_at=published or timezone.now(),
    )  # fmt: skip


def _organiser(association: AssociationPage, met: dict[int, Organiser | None]) -> Organiser | None:
    if association.pk not in met:
        value = Organiser(association.title, association.slug, address(association), full_address(association))
        met[association.pk] = value if may_be_named(association) else None
    return met[association.pk]


def _works(event: Any) -> Iterable[tuple[str, str, str, str]]:
    for row in event.works.raw_data:
        value = row["value"]
        yield value["item"], value["role"], value["use"], value.get("note", "")


def place_value(place: PlacePage) -> Place:
    """A place with its lines of access at hand. Of a draft, or of one that was withdrawn, its name alone."""
    if not place.live:
        return Place(
            key=place.pk, slug=place.slug, name=place.title, url="", full_url="", address="", street_address="",
            postal_code="", town="", insee_code="", neighbourhood="", latitude=None, longitude=None, access=(),
            access_checked_on=None, opening="", email="", phone="", website="",
        )  # fmt: skip
    latitude, longitude = place.coordinates or (None, None)
    return Place(
        key=place.pk, slug=place.slug, name=place.title, url=address(place), full_url=full_address(place),
        address=place.address_line, street_address=place.street_address, postal_code=place.postal_code,
        town=place.town, insee_code=place.insee_code, neighbourhood=place.neighbourhood, latitude=latitude,
        longitude=longitude, access=_access(place.access_lines.all()), access_checked_on=place.access_checked_on,
        opening=place.opening, email=place.email, phone=place.phone, website=place.website,
        changed_at=place.last_published_at or place.first_published_at, opening_hours=place.opening_hours,
    )  # fmt: skip


def _access(lines: Iterable[AccessLine]) -> tuple[Access, ...]:
    return tuple(Access(one.aspect, one.answer, one.description) for one in lines)

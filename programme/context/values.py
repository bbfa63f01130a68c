"""The programme as plain values, for pages, exports, PDF and API alike; `programme.context.reading` makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from commons.guides.enums import Audience
from legaltools import catalogue
from legaltools.credit import Author, Work
from programme.enums import Kind, Price, Status

if TYPE_CHECKING:
    from collections.abc import Mapping


# The evening belongs to the day on which it began: a day goes from four to four.
DAY_BEGINS = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Access:
    """One aspect of access: keys of `AccessAspect` and `AccessAnswer`, and how, in words."""

    aspect: str
    answer: str
    description: str


@dataclass(frozen=True, slots=True)
class Place:
    """`key` is that of the page; `latitude` and `longitude` are degrees, both or none."""

    key: int
    slug: str
    name: str
    url: str
    full_url: str
    address: str
    street_address: str
    postal_code: str
    town: str
    insee_code: str
    neighbourhood: str
    latitude: float | None
    longitude: float | None
    access: tuple[Access, ...]
    access_checked_on: date | None
    opening: str
    email: str
    phone: str
    website: str
    # Of what is told of it; None for one that nobody may see.
    changed_at: datetime | None = None
    opening_hours: str = ""


@dataclass(frozen=True, slots=True)
class Organiser:
    """An association; `url` and `slug` are empty for one without a page here."""

    name: str
    slug: str = ""
    url: str = ""
    full_url: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    name: str
    name_fr: str
    palette: str


@dataclass(frozen=True, slots=True)
class Event:
    """What is told of an event. `body` is HTML as stored, `text` the same without marks."""

    key: int
    uuid: str
    slug: str
    edition: int
    title: str
    url: str
    full_url: str
    one_sentence: str
    body: str
    text: str
    kind: str
    topics: tuple[Topic, ...]
    audience: tuple[str, ...]
    age_min: int | None
    age_max: int | None
    price: str
    price_note: str
    registration: str
    registration_url: str
    registration_contact: str
    organisers: tuple[Organiser, ...]
    language: str
    licence: str
    access: tuple[Access, ...]
    access_note: str
    # Rows of `works`: (id such as “guide:12”, role, use, note).
    works: tuple[tuple[str, str, str, str], ...]
    carries_label: bool
    image: int | None
    created_at: datetime
    changed_at: datetime
    # Who wrote its text, and did what.
    authors: tuple[Author, ...] = ()

    @property
    def is_free(self) -> bool:
        return self.price == Price.FREE

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def audience_labels(self) -> list[str]:
        return [str(Audience(key).label) for key in self.audience]

    @property
    def palette(self) -> str:
        return self.topics[0].palette if self.topics else "culture"

    @property
    def work(self) -> Work:
        """Its text, as a work to credit."""
        tool = catalogue.by_key().get(self.licence)
        return Work(title=self.title, authors=self.authors, source=self.full_url, licence=tool)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occurrence; times carry the edition's zone. `end` of whole days is midnight after the last of them."""

    key: int
    uuid: str
    code: str
    anchor: str
    event: Event
    place: Place | None
    room: str
    online_url: str
    start: datetime
    end: datetime
    all_day: bool
    hours: str
    status: str
    status_note: str
    seats: int | None
    # A key of `SeatsLeft`; empty where nobody counts here.
    seats_left: str
    is_full: bool
    sequence: int
    previous_start: datetime | None
    created_at: datetime
    changed_at: datetime
    # People registered beyond the seats: there were more of them, or the organisers took some in by hand.
    over: int = 0

    @property
    def url(self) -> str:
        return f"{self.event.url}#{self.anchor}"

    @property
    def full_url(self) -> str:
        return f"{self.event.full_url}#{self.anchor}"

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_long(self) -> bool:
        """An exhibition, folded in lists: longer than a day. A single whole day is not."""
        return self.end - self.start > timedelta(hours=24) + (timedelta(hours=1) if self.all_day else timedelta())

    @property
    def day(self) -> date:
        """The day on whose page it stands."""
        return (self.start if self.all_day else self.start - DAY_BEGINS).date()

    @property
    def last_day(self) -> date:
        """The last day on which it is on."""
        return (self.end - timedelta(seconds=1) - (timedelta() if self.all_day else DAY_BEGINS)).date()

    @property
    def attendance(self) -> str:
        """“onsite”, “online” or “mixed”."""
        if self.online_url:
            return "mixed" if self.place else "online"
        return "onsite"


@dataclass(frozen=True, slots=True)
class Programme:
    """What anybody may see of an edition; `occasions` in the order of time, cancelled ones too."""

    key: int
    uuid: str
    title: str
    url: str
    full_url: str
    slug: str
    acronym: str
    one_sentence: str
    all_year: bool
    starts_on: date | None
    ends_on: date | None
    zone_name: str
    licence: str
    contact_email: str
    changed_at: datetime
    occasions: tuple[Occasion, ...]
    events: tuple[Event, ...]
    places: tuple[Place, ...]
    release: str = ""
    released_at: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone_name)

    @property
    def changed_on(self) -> date:
        return self.changed_at.astimezone(self.zone).date()

    @property
    def released_on(self) -> date | None:
        return self.released_at.astimezone(self.zone).date() if self.released_at else None

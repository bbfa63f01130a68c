"""What every format is read into: an event with its times and places, as its source says them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from markup.messages import message as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markup.messages import Message


# What the values of one event raise where they are no values; its file goes on.
BROKEN = (ValueError, ArithmeticError)
# Of no format there is a field for the licence of a picture.
NO_PICTURES = _(
    "Pictures were not taken, since nothing says who may use them: add them to their events, with a licence."
)
# Until then a night belongs to the day before.
DAY_CHANGE = time(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord:
    """A place as it is told of: a name alone, or with its address. Degrees of WGS 84, both or none."""

    name: str
    kind: str = ""
    one_sentence: str = ""
    street_address: str = ""
    address_more: str = ""
    postal_code: str = ""
    town: str = ""
    insee_code: str = ""
    neighbourhood: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""

    @property
    def coordinates(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRecord:
    """One time that it takes place. Moments without zone are by the clock of the edition.

    `key` is what the source knows this time by; empty where it numbers none. `by_rule`: a recurrence says it.
    """

    starts_at: datetime
    ends_at: datetime
    all_day: bool = False
    hours: str = ""
    key: str = ""
    place: PlaceRecord | None = None
    room: str = ""
    online_url: str = ""
    status: str = "confirmed"
    status_note: str = ""
    is_full: bool = False
    capacity: int | None = None
    by_rule: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """One event. `body` is Markdown, or plain lines; `topics` are keywords and tracks in the words of the source.

    `kind`, `price`, `registration` and `audience` are keys of the enums of the programme, empty where nothing is said.
    `licence` is a key of the catalogue, and only what the source says of this text. `works` are (address or id of an
    item, role, use, note). `cancels`: it says nothing but that it is cancelled: the times of these keys, or () for all.
    """

    uid: str
    title: str
    times: tuple[TimeRecord, ...]
    one_sentence: str = ""
    body: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    price: str = ""
    price_note: str = ""
    registration: str = ""
    registration_url: str = ""
    registration_contact: str = ""
    capacity: int | None = None
    organisers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    # Who wrote the text, where the source says it.
    authors: tuple[str, ...] = ()
    language: str = ""
    licence: str = ""
    access: tuple[tuple[str, str, str], ...] = ()
    access_note: str = ""
    works: tuple[tuple[str, str, str, str], ...] = ()
    url: str = ""
    cancels: tuple[str, ...] | None = None
    notes: tuple[Message, ...] = ()


@dataclass(slots=True)
class Reading:
    """What a file says: its events, those that could not be read with the reason, and what there is to know of all."""

    events: list[EventRecord] = field(default_factory=list)
    refused: list[tuple[str, Message]] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)

    @property
    def has_rules(self) -> bool:
        """Whether recurrences were expanded, so that another window may give other times."""
        return any(time.by_rule for event in self.events for time in event.times)


def joined_days(times: Iterable[TimeRecord]) -> tuple[TimeRecord, ...]:
    """What programmes of conferences cut at four in the morning is one time again, such as an exhibition; and what goes
    from four until midnight is whole days, which they cannot say.
    """
    joined: list[TimeRecord] = []
    for one in sorted(times, key=lambda one: (one.starts_at.replace(tzinfo=None), one.ends_at.replace(tzinfo=None))):
        last = joined[-1] if joined else None
        same = last and replace(one, starts_at=last.starts_at, ends_at=last.ends_at, key=last.key) == last
        if last and same and one.starts_at == last.ends_at and one.starts_at.time() == DAY_CHANGE:
            joined[-1] = replace(last, ends_at=one.ends_at)
        else:
            joined.append(one)
    return tuple(map(_whole_days, joined))


def _whole_days(one: TimeRecord) -> TimeRecord:
    if one.starts_at.time() != DAY_CHANGE or one.ends_at.time() != time() or one.all_day:
        return one
    start, end = (datetime.combine(moment.date(), time()) for moment in (one.starts_at, one.ends_at))
    return replace(one, starts_at=start, ends_at=end, all_day=True)


def joined_by_page(events: list[EventRecord]) -> list[EventRecord]:
    """What has the same title and the same page is one event: many programs write each of its times apart."""
    joined: dict[tuple[str, str], EventRecord] = {}
    for event in events:
        page = event.url.partition("#")[0]
        key = (event.title, page) if page and event.cancels is None else (event.uid, "")
        first = joined.get(key)
        joined[key] = event if first is None else replace(
            first, times=first.times + event.times, notes=tuple(dict.fromkeys(first.notes + event.notes))
        )  # fmt: skip
    return list(joined.values())

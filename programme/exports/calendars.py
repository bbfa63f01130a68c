"""iCalendar (RFC 5545, RFC 7986): one VEVENT an occurrence, each with its own place, state and SEQUENCE; no RRULE."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from programme.context.pictures import picture_of
from programme.context.selections import last_change
from programme.enums import Kind, Status
from programme.exports.base import Export, Scope
from programme.exports.words import categories, clean, description, licence_of, summary, where, works_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from programme.context.selections import Selection
    from programme.context.values import Occasion

    # Name, value, parameters: what one line says.
    Line = tuple[str, Any, tuple[tuple[str, str], ...]]

PRODID = "-//Communs//Programme//FR"
REFRESH = timedelta(hours=6)
COLOUR = "teal"  # a name of CSS3, RFC 7986, section 5.9
# For another site of this software: in LOCATION a place and its room are one line.
ROOM = "x-communs-room"
# Each is serialised once while the process lives: folding lines takes the library a millisecond or two.
MOST_SERIALISED = 3000
STATUSES = {
    Status.CONFIRMED: "CONFIRMED",
    Status.TENTATIVE: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    # The appointment does not take place, and there is no other yet.
    Status.POSTPONED: "CANCELLED",
}
# One comes and goes: nobody is busy for two weeks.
OPEN_KINDS = {Kind.EXHIBITION, Kind.OPEN_DAY, Kind.STAND}


class _Calendar(Export):
    content_type = "text/calendar; charset=utf-8"
    is_calendar = True
    is_saved = True

    def write(self, selection: Selection, *, here: str) -> bytes:
        shell = _shell(selection, here)
        siblings = Counter(one.event.key for one in selection.occasions)
        firsts: dict[int, str] = {}
        events = []
        for one in selection.occasions:
            first = firsts.setdefault(one.event.key, uid(one, selection))
            related = first if siblings[one.event.key] > 1 and first != uid(one, selection) else ""
            events.append(_serialised(tuple(_lines(one, selection, related=related))))
        begin, end = shell.rsplit(b"END:VCALENDAR", 1)
        return b"".join([begin, *events, b"END:VCALENDAR", end])


class ProgrammeCalendar(_Calendar):
    identifier = "ics"
    filename = "programme.ics"
    scopes = frozenset({Scope.EDITION, Scope.EVERYTHING})
    label = _("Calendar")
    text = _("For the calendar of a phone or a computer: it stays up to date, and what is cancelled says so.")
    frozen_text = _("For the calendar of a phone or a computer: every date as it was.")


class AgendaCalendar(_Calendar):
    """Of what has many events: a place, an association, a theme."""

    identifier = "agenda"
    filename = "agenda.ics"
    scopes = frozenset({Scope.PLACE, Scope.ASSOCIATION, Scope.THEME})
    label = _("Calendar")


class EventCalendar(_Calendar):
    identifier = "event-ics"
    filename = "evenement.ics"
    scopes = frozenset({Scope.EVENT})
    label = _("Add to a calendar")


def uid(occasion: Occasion, selection: Selection) -> str:
    """Permanent, and of this occurrence alone: Google shows only the last of those that share one."""
    return f"occ-{occasion.uuid}@{selection.host}"


def _shell(selection: Selection, here: str) -> bytes:
    """The calendar without its events. METHOD is left out, as in any feed (RFC 5546 asks more of who publishes)."""
    from icalendar import Calendar, vText  # noqa: PLC0415 -- slow to load, and most requests draw no calendar

    calendar = Calendar()
    title, about = clean(selection.title), clean(selection.description)
    lines: list[tuple[str, Any, dict[str, str]]] = [
        ("version", "2.0", {}), ("prodid", PRODID, {}), ("calscale", "GREGORIAN", {}),
        ("uid", f"{selection.key}@{selection.host}", {}), ("name", vText(title), {}), ("url", _uri(selection.url), {}),
        # The library escapes no text of a name that it does not know.
        ("x-wr-calname", vText(title), {}), ("description", vText(about), {}), ("x-wr-caldesc", vText(about), {}),
        ("source", _uri(here), {"VALUE": "URI"}), ("last-modified", _utc(selection.changed_at), {}),
        ("color", COLOUR, {}),
        ("refresh-interval", REFRESH, {"VALUE": "DURATION"}), ("x-published-ttl", "PT6H", {}),
        ("x-wr-timezone", selection.zone_name, {}),
    ]  # fmt: skip
    for name, value, parameters in lines:
        if value:
            calendar.add(name, value, parameters=parameters)
    for zone in _zones(selection.occasions):
        calendar.add_component(zone)
    return bytes(calendar.to_ical())


def _zones(occasions: Iterable[Occasion]) -> Iterator[Any]:
    """One VTIMEZONE for each zone of a time, whole years around them: without it Outlook is an hour off."""
    years: dict[str, tuple[int, int]] = {}
    for one in occasions:
        if not one.all_day:
            name = str(one.start.tzinfo)
            first, last = years.get(name, (one.start.year, one.end.year))
            years[name] = min(first, one.start.year), max(last, one.end.year)
    for name, (first, last) in sorted(years.items()):
        yield _zone(name, first, last)


@lru_cache(maxsize=50)
def _zone(name: str, first: int, last: int) -> Any:
    from datetime import date  # noqa: PLC0415 -- with the library that takes it

    from icalendar import Timezone  # noqa: PLC0415 -- as above

    zone = Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last + 1, 1, 1))
    # It says for which days it was made, in English.
    zone.pop("comment", None)
    return zone


@lru_cache(maxsize=MOST_SERIALISED)
def _serialised(lines: tuple[Line, ...]) -> bytes:
    from icalendar import Event, vText  # noqa: PLC0415 -- slow to load, as above

    event = Event()
    for name, given, parameters in lines:
        value = list(given) if isinstance(given, tuple) and name == "categories" else given
        # The library escapes no text of a name that it does not know.
        event.add(name, vText(str(given)) if name == ROOM else value, parameters=dict(parameters))
    return bytes(event.to_ical())


def _lines(occasion: Occasion, selection: Selection, *, related: str) -> Iterator[Line]:
    event, changed = occasion.event, _utc(last_change(occasion))
    yield "uid", uid(occasion, selection), ()
    # Of the last real change, not of now: what did not change has the same bytes.
    yield "dtstamp", changed, ()
    yield "last-modified", changed, ()
    yield "created", _utc(occasion.created_at), ()
    yield "sequence", occasion.sequence, ()
    yield "status", STATUSES[Status(occasion.status)], ()
    yield from _times(occasion)
    yield "summary", summary(occasion), ()
    yield "description", description(occasion, selection), ()
    yield "location", where(occasion), ()
    if room := clean(occasion.room):
        yield ROOM, room, ()
    if occasion.place and occasion.place.latitude is not None:
        yield "geo", (occasion.place.latitude, occasion.place.longitude), ()
    yield "url", _uri(occasion.full_url), ()
    yield "categories", tuple(clean(one) for one in categories(event)), ()
    yield "class", "PUBLIC", ()
    yield "transp", "TRANSPARENT" if _leaves_free(occasion) else "OPAQUE", ()
    if names := ", ".join(one.name for one in event.organisers):
        yield "contact", clean(names), ()
    if occasion.online_url:
        yield "conference", _uri(occasion.online_url), (("FEATURE", "VIDEO"), ("VALUE", "URI"))
    if picture := picture_of(occasion, selection.pictures):
        # RFC 7986, 5.10: beside the title. It has no field for a credit: the description ends on it.
        kind = (("FMTTYPE", picture.media_type),) if picture.media_type else ()
        yield "image", _uri(picture.url), (("DISPLAY", "BADGE"), *kind, ("VALUE", "URI"))
    if related:
        yield "related-to", related, (("RELTYPE", "SIBLING"),)
    for work, _role in works_of(event, selection):
        yield "attach", _uri(work.url), (("FMTTYPE", "text/html"),)
    tool = licence_of(event.licence)
    if tool and tool.url:
        yield "x-license", tool.url, (("VALUE", "URI"),)


def _times(occasion: Occasion) -> Iterator[Line]:
    """By the clock on the wall, in the zone; whole days without one, the last one excluded (RFC 5545, 3.6.1)."""
    if occasion.all_day:
        yield "dtstart", occasion.start.date(), (("VALUE", "DATE"),)
        yield "dtend", occasion.end.date(), (("VALUE", "DATE"),)
    else:
        yield "dtstart", _wall(occasion.start), ()
        yield "dtend", _wall(occasion.end), ()


def _wall(moment: datetime) -> datetime:
    """As the clock shows it; in UTC for the second of two equal hours, for which RFC 5545 (3.3.5) has no other way."""
    twice = moment.fold and moment.utcoffset() != moment.replace(fold=0).utcoffset()
    return moment.astimezone(UTC) if twice else moment


def _uri(text: str) -> str:
    return "".join(clean(text).split())


def _leaves_free(occasion: Occasion) -> bool:
    cancelled = STATUSES[Status(occasion.status)] == "CANCELLED"
    return cancelled or occasion.is_long or occasion.event.kind in OPEN_KINDS


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)

"""iCalendar (RFC 5545): the events of one file. What a strict reader refuses is read as far as it can be."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
from icalendar.prop import vBroken

from markup.messages import Unreadable
from markup.messages import message as _
from programme.enums import Status
from programme.exchange import words
from programme.exchange.places import place_of_line, where_of_line
from programme.exchange.record import BROKEN, NO_PICTURES, EventRecord, Reading, TimeRecord, joined_by_page
from programme.exchange.recurring import EARLIEST_YEAR, expanded, key_of_instance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markup.messages import Message
    from programme.exchange.recurring import Window

_BLOCKS = {"BEGIN:VEVENT": "END:VEVENT", "BEGIN:VTIMEZONE": "END:VTIMEZONE"}
_DEEPEST = 20  # a calendar, an event, an alarm: three
_STATUS = {"CANCELLED": Status.CANCELLED, "TENTATIVE": Status.TENTATIVE}
_HOUR = timedelta(hours=1)
_PRIVATE = {"PRIVATE", "CONFIDENTIAL"}  # RFC 5545, section 3.8.1.3
_ONCE = ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "CLASS", "GEO", "SEQUENCE", "DTSTART", "DTEND",
         "DURATION", "RECURRENCE-ID", "CONTACT", "CONFERENCE", "X-LICENSE", "X-COMMUNS-ROOM", "X-GOOGLE-CONFERENCE",
         "X-APPLE-STRUCTURED-LOCATION", "X-MICROSOFT-CDO-ALLDAYEVENT")  # fmt: skip
_ESCAPED = re.compile(r"\\([,;\\])")
_APPLE_POINT = re.compile(r"geo:(-?\d+\.?\d*),(-?\d+\.?\d*)")


def unfolded(data: bytes) -> bytes:
    """Lines as they were before they were folded: by bytes, since some programs fold within a letter of UTF-8."""
    return re.sub(rb"(?:\r\n|\n|\r)[ \t]", b"", data)


def read(text: str, *, window: Window, most: int) -> Reading:
    """The events of an iCalendar text. `window` bounds what recurrences give; `most` events at the most.

    Raises Unreadable for what is no calendar.
    """
    reading = Reading()
    calendar = _parsed(text, reading)
    zone = _zone_said(calendar, reading)
    cancelled = words.text_of(calendar.get("METHOD")).upper() == "CANCEL"
    found = calendar.walk("VEVENT")[:most]
    for event in found:
        _tidy(event)
    for uid, components in _by_uid(found):
        reader = _Series(uid, components, zone, window, cancelled=cancelled)
        try:
            reading.events += reader.events()
        except Unreadable as error:
            reading.refused.append((_named(components[0], uid), error.message))
        except BROKEN:
            reading.refused.append((_named(components[0], uid), _("A line of this event cannot be read.")))
    reading.events = joined_by_page(reading.events)
    if any("IMAGE" in event for event in found):
        reading.notes.append(NO_PICTURES)
    return reading


def _parsed(text: str, reading: Reading) -> Any:
    """The calendar; where one line spoils it, its events are read one by one."""
    text = re.sub(r"\r\n?", "\n", text).strip()
    if "BEGIN:VCALENDAR" not in text.upper():
        raise Unreadable(_("This is no calendar: an iCalendar file begins with “BEGIN:VCALENDAR”."))
    if _depth(text) > _DEEPEST:
        return _piece_by_piece(text, reading)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of zones whose name is guessed
        try:
            return icalendar.Calendar.from_ical(text)
        except (ValueError, KeyError, IndexError):
            return _piece_by_piece(text, reading)


def _piece_by_piece(text: str, reading: Reading) -> Any:
    calendar = icalendar.Calendar()
    head = text.upper().partition("BEGIN:VEVENT")[0]
    if found := re.search(r"^X-WR-TIMEZONE:(.+)$", text[: len(head)], re.MULTILINE):
        calendar.add("X-WR-TIMEZONE", found[1].strip())
    for block in _blocks(text):
        try:
            calendar.add_component(icalendar.Component.from_ical(block))
        except (ValueError, KeyError, IndexError):
            summary = re.search(r"^SUMMARY[^:\n]*:(.*)$", block, re.MULTILINE)
            name = words.line_of(summary[1] if summary else "") or "VEVENT"
            reading.refused.append((name, _("A line of this event cannot be read.")))
    if not calendar.subcomponents and not reading.refused:
        raise Unreadable(_("This calendar is broken: no event of it can be read. Export it again."))
    reading.notes.append(_("The calendar is not well formed: its events were read one by one."))
    return calendar


def _depth(text: str) -> int:
    """How many components are open at once at the most: reading takes the square of it."""
    depth = deepest = 0
    for found in re.finditer(r"^(BEGIN|END):", text, re.MULTILINE | re.IGNORECASE):
        depth += 1 if found[1].upper() == "BEGIN" else -1
        deepest = max(deepest, depth)
    return deepest


def _blocks(text: str) -> Iterator[str]:
    """The lines of each event and zone that ends; each line is read once, whatever is left open."""
    lines: list[str] = []
    end = ""
    for line in text.split("\n"):
        said = line.strip().upper()
        # What begins again was never ended.
        if said in _BLOCKS and (not end or end == _BLOCKS[said]):
            lines, end = [], _BLOCKS[said]
        if end:
            lines.append(line)
        if end and said == end:
            yield "\n".join(lines)
            end = ""


def _zone_said(calendar: Any, reading: Reading) -> ZoneInfo | None:
    """The zone that times without one are in, when the calendar says it."""
    name = words.line_of(calendar.get("X-WR-TIMEZONE"))
    if name and name not in available_timezones():
        reading.notes.append(_("The calendar names a time zone that nobody knows, “%(name)s”.", name=name))
    return ZoneInfo(name) if name in available_timezones() else None


def _tidy(event: Any) -> None:
    """What cannot be read goes, and of what may stand once the first counts, or the one in French."""
    for name in list(event):
        values = event[name] if isinstance(event[name], list) else [event[name]]
        left = [one for one in values if not isinstance(one, vBroken)]
        if name in _ONCE:
            french = (one for one in left if str(getattr(one, "params", {}).get("LANGUAGE", "")).lower()[:2] == "fr")
            left = [next(french, left[0])] if left else []
        if not left:
            del event[name]
        elif left != values:
            event[name] = left if len(left) > 1 else left[0]


def _named(component: Any, uid: str) -> str:
    return f"{words.line_of(component.get('SUMMARY'))} [{uid}]"


def _by_uid(events: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Components of one UID together. One without UID is known by its title and its start."""
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for event in events:
        uid = words.line_of(event.get("UID"), most=300)
        if not uid:
            start = event.get("DTSTART")
            said = start.to_ical().decode() if start is not None else ""
            uid = f"{words.line_of(event.get('SUMMARY'))} {said}".strip() or "?"
        groups[uid].append(event)
    yield from groups.items()


class _Series:
    """The components of one UID: an event, the instances of a recurrence, or what should have had UIDs of its own."""

    def __init__(
        self, uid: str, components: list[Any], zone: ZoneInfo | None, window: Window, *, cancelled: bool
    ) -> None:
        self.uid, self.components, self.zone, self.window = uid, components, zone, window
        self.cancelled = cancelled
        self.notes: list[Message] = [
            _("A line of it cannot be read, “%(name)s”: it was left out.", name=words.line_of(name, most=60))
            for one in components for name in dict.fromkeys(name for name, _why in one.errors if name)
        ]  # fmt: skip
        starts = [one.get("DTSTART") for one in components]
        self.tzid = next(filter(None, (start.params.get("TZID") for start in starts if start is not None)), "")

    def events(self) -> list[EventRecord]:
        """Raises Unreadable."""
        if any(words.text_of(one.get("CLASS")).upper() in _PRIVATE for one in self.components):
            raise Unreadable(_("It is private there: it was left out."))
        if self.cancelled:
            return [self._cancellation()]
        repeats = any(one.get("RRULE") or one.get("RDATE") or one.get("RECURRENCE-ID") for one in self.components)
        if repeats:
            main = next((one for one in self.components if not one.get("RECURRENCE-ID")), self.components[0])
            times = [
                replace(self._time(one, key=key), by_rule=True)
                for key, one in expanded(self.uid, self.components, self.window, self.notes)
            ]
            for other in dict.fromkeys(filter(None, map(_title, self.components))):
                if other != _title(main):
                    self.notes.append(_("Some of its times have another title, “%(title)s”: only the first was taken.",
                                        title=other))  # fmt: skip
            return [self._event(main, times, uid=self.uid)]
        return self._apart()

    def _cancellation(self) -> EventRecord:
        """RFC 5546, section 3.2.5: it may say neither a title nor a start, and nothing else that it says counts."""
        component = self.components[0]
        instances = [one for one in self.components if one.get("RECURRENCE-ID")]
        times = [
            self._time(one, key=key_of_instance(self.uid, one) if one in instances else self.uid)
            for one in self.components if one.get("DTSTART")
        ]  # fmt: skip
        is_whole = len(instances) < len(self.components)
        keys = () if is_whole else tuple(key_of_instance(self.uid, one) for one in instances)
        return EventRecord(
            uid=self.uid, title=_title(component) or self.uid, times=tuple(times), cancels=keys
        )  # fmt: skip

    def _apart(self) -> list[EventRecord]:
        """One event, unless several share the UID: of one title they are its times, of others events of their own."""
        by_title: defaultdict[str, list[Any]] = defaultdict(list)
        for one in self.components:
            by_title[_title(one)].append(one)
        made = []
        for number, (title, group) in enumerate(by_title.items()):
            latest = _latest(group)
            if len(latest) < len(group):
                self.notes.append(_("It is there in several versions: the last one was taken."))
            if len(latest) > 1 or number:
                self.notes.append(
                    _("Several events of the file have the same UID, “%(uid)s”: what differs was kept apart.",
                      uid=self.uid)
                )  # fmt: skip
            uid = self.uid if not number else f"{self.uid}#{title}"
            times = [self._time(one, key=uid if not each else f"{uid}#{each}") for each, one in enumerate(latest)]
            made.append(self._event(latest[0], times, uid=uid))
            self.notes = []
        return made

    def _event(self, component: Any, times: list[TimeRecord], *, uid: str) -> EventRecord:
        title = _title(component)
        if not title:
            raise Unreadable(_("It has no title."))
        body = words.body_of(component.get("DESCRIPTION"))
        contact = words.line_of(component.get("CONTACT"), most=200)
        return EventRecord(
            uid=uid, title=title, times=tuple(times), body=body, one_sentence=words.sentence_of(body),
            topics=tuple(_categories(component)),
            kind=next(filter(None, map(words.kind_of, _categories(component))), ""),
            organisers=tuple(_organisers(component)) or tuple(_names(contact)),
            url=words.url_of(component.get("URL")), licence=words.url_of(component.get("X-LICENSE")),
            registration_contact="" if _names(contact) else contact,
            notes=tuple(dict.fromkeys(self.notes)),
        )  # fmt: skip

    def _time(self, component: Any, *, key: str) -> TimeRecord:
        start, end, all_day = self._span(component)
        online, line = _online(component)
        # The library takes the marks off no text of a name that it does not know.
        room = _ESCAPED.sub(r"\1", words.text_of(component.get("X-COMMUNS-ROOM")))
        if room:
            line = "" if line.casefold() == room.casefold() else line.replace(f" ({room})", "", 1)
        place, problem = place_of_line(line, _point(component))
        self.notes += [problem] if problem else []
        told = words.title_of(component.get("SUMMARY"))[1]
        status = told or _STATUS.get(words.text_of(component.get("STATUS")).upper(), Status.CONFIRMED)
        status = Status.CANCELLED if self.cancelled else status
        return TimeRecord(
            starts_at=start,
            ends_at=end,
            all_day=all_day,
            key=key,
            place=place,
            room=words.line_of(room, most=80),
            online_url=online,
            status=status,
        )

    def _span(self, component: Any) -> tuple[datetime, datetime, bool]:
        start = self._moment(component, "DTSTART")
        if start is None:
            raise Unreadable(_("It does not say when it starts, or not as a date."))
        if start.year < EARLIEST_YEAR:
            raise Unreadable(_("Check the year: %(year)s.", year=str(start.year)))
        end = self._moment(component, "DTEND")
        if end is None and (lasts := _value(component, "DURATION")) is not None:
            end = start + lasts
        if isinstance(end, date) and not isinstance(end, datetime) and isinstance(start, datetime):
            end = datetime.combine(end, time(), tzinfo=start.tzinfo)
        if _is_whole_days(component, start, end):
            return _midnight(start.date()), _midnight(end.date()), True
        if not isinstance(start, datetime):
            last = end if end is not None and not isinstance(end, datetime) else start + timedelta(days=1)
            return _midnight(start), _midnight(last if last != start else start + timedelta(days=1)), True
        if end is None:
            self.notes.append(_("It does not say when it ends: one hour was assumed."))
            end = start + _HOUR
        if (start.tzinfo is None) != (end.tzinfo is None):
            end = end.replace(tzinfo=start.tzinfo)
        return start, end, False

    def _moment(self, component: Any, name: str) -> Any:
        """A date, or a datetime: naive where neither it nor the calendar says a zone that somebody knows."""
        value = _value(component, name)
        if not isinstance(value, datetime) or value.tzinfo is not None:
            return value
        zone = component[name].params.get("TZID", "") if hasattr(component.get(name), "params") else ""
        zone = words.line_of(zone or self.tzid, most=60)
        if zone:
            self.notes.append(
                _("Nobody knows its time zone, “%(zone)s”: its hours were read as those of the edition.", zone=zone)
            )
        elif self.zone is None:
            self.notes.append(_("Its hours say no time zone: they were read as those of the edition."))
        return value.replace(tzinfo=self.zone)


def _value(component: Any, name: str) -> Any:
    """The date, moment or duration of a property; None where it is missing or broken."""
    prop = component.get(name)
    prop = prop[0] if isinstance(prop, list) else prop
    try:
        value = prop.dt
    except (AttributeError, ValueError):
        return None
    return value if isinstance(value, (date, timedelta)) else None


def _is_whole_days(component: Any, start: Any, end: Any) -> bool:
    """Outlook writes whole days as moments, from midnight to midnight, and says so beside them."""
    if words.text_of(component.get("X-MICROSOFT-CDO-ALLDAYEVENT")).upper() != "TRUE":
        return False
    both = isinstance(start, datetime) and isinstance(end, datetime)
    return both and start.time() == end.time() == time() and start.date() < end.date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _title(component: Any) -> str:
    return words.title_of(component.get("SUMMARY"))[0]


def _latest(group: list[Any]) -> list[Any]:
    """One version of each start: of two that say the same start, that of the higher SEQUENCE, else the later one."""
    found: dict[Any, Any] = {}
    for one in sorted(group, key=lambda each: _sequence(each)):  # noqa: PLW0108 -- a name says what is sorted by
        found[str(_value(one, "DTSTART"))] = one
    if len({_sequence(one) for one in group}) > 1:  # versions of one event
        return [max(group, key=_sequence)]
    return list(found.values())


def _sequence(component: Any) -> int:
    try:
        return int(component.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _categories(component: Any) -> Iterator[str]:
    value = component.get("CATEGORIES")
    for one in value if isinstance(value, list) else [value]:
        for word in getattr(one, "cats", ()):
            if said := words.line_of(word, most=80):
                yield said


def _organisers(component: Any) -> Iterator[str]:
    """Names of the organiser; an address of a mail alone is nobody's name."""
    value = component.get("ORGANIZER")
    for one in value if isinstance(value, list) else [value]:
        name = words.line_of(getattr(one, "params", {}).get("CN", ""), most=120)
        if name and "@" not in name:
            yield name


def _names(contact: str) -> list[str]:
    """Those of a CONTACT that is neither a mail nor a phone."""
    if "@" in contact or sum(char.isdecimal() for char in contact) >= 8:  # noqa: PLR2004 -- digits of a phone
        return []
    return [name for part in contact.split(",") if (name := part.strip())]


def _online(component: Any) -> tuple[str, str]:
    """Where it takes place online, and what the rest of LOCATION says."""
    address, line = where_of_line(words.text_of(component.get("LOCATION")))
    conference = words.url_of(component.get("CONFERENCE")) or words.url_of(component.get("X-GOOGLE-CONFERENCE"))
    return conference or address, line


def _point(component: Any) -> tuple[Any, Any] | None:
    """GEO, else what Apple writes beside the name of a place."""
    geo = component.get("GEO")
    if geo is not None:
        return geo.latitude, geo.longitude
    found = _APPLE_POINT.search(words.text_of(component.get("X-APPLE-STRUCTURED-LOCATION")))
    return (found[1], found[2]) if found else None

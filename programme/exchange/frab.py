"""Schedules of conferences: frab's XML and JSON. None of eight that were published is valid, so nothing is required.

Names: `voc/schedule`, `validator/xsd/schedule.xml.xsd` and `validator/json/schema.json`.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from markup.messages import Unreadable
from markup.messages import message as _
from programme.enums import Status
from programme.exchange import words
from programme.exchange.places import room_of
from programme.exchange.record import (
    BROKEN,
    DAY_CHANGE,
    NO_PICTURES,
    EventRecord,
    Reading,
    TimeRecord,
    joined_by_page,
    joined_days,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import time
    from xml.etree.ElementTree import Element

    Row = Mapping[str, Any]

_LONGEST = 399 * 24 * 60  # minutes
_USUAL = timedelta(hours=1)


class BrokenXml(Unreadable):
    """It is not well formed: its letters or its marks."""


def read_xml(data: bytes, *, most: int) -> Reading:
    """The events of a `schedule.xml`. Raises Unreadable; entities of its own are refused, whatever they hold."""
    try:
        root = defusedxml.ElementTree.fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        sentence = _("This XML defines entities or calls other files, which no programme needs: it was not read.")
        raise Unreadable(sentence) from None
    except (ValueError, SyntaxError, LookupError) as error:
        raise BrokenXml(_("This XML is broken: %(reason)s.", reason=str(error)[:120])) from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    if root.tag != "schedule":
        raise Unreadable(_("This XML is no programme: its first element is not “schedule”."))
    conference = root.find("conference")
    zone, change = (
        "" if conference is None else conference.findtext(name, "") for name in ("time_zone_name", "day_change")
    )
    return _reading(_rows_of_xml(root), zone, most, day_change=change)


def read_json(text: str, *, most: int) -> Reading:
    """The events of a `schedule.json`. Raises Unreadable."""
    data = parsed_json(text)
    schedule = data.get("schedule", data) if isinstance(data, dict) else {}
    conference = schedule.get("conference") if isinstance(schedule, dict) else None
    if not isinstance(conference, dict) or not isinstance(conference.get("days"), list):
        raise Unreadable(_("This JSON is no programme of a conference: it has no “schedule”, “conference”, “days”."))
    zone, change = (words.line_of(conference.get(name), most=60) for name in ("time_zone_name", "day_change"))
    return _reading(_rows_of_json(conference["days"]), zone, most, day_change=change)


def parsed_json(text: str) -> Any:
    """What a JSON text says. Raises Unreadable."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Unreadable(_("This JSON is broken: %(reason)s.", reason=str(error)[:120])) from None
    except RecursionError:
        raise Unreadable(_("This JSON is nested too deeply to be read.")) from None


def _rows_of_xml(root: Element) -> Iterator[Row]:
    for day in root.iter("day"):
        for room in (day, *day.iter("room")):
            for event in room.findall("event"):
                row: dict[str, Any] = {child.tag: "".join(child.itertext()) for child in event}
                people = ["".join(person.itertext()) for person in event.iter("person")]
                links = [
                    {"url": link.get("href") or link.text, "title": link.text}
                    for link in (*event.iter("link"), *event.iter("attachment"))
                ]
                row |= {"guid": event.get("guid"), "id": event.get("id"), "persons": people, "links": links}
                name = room.get("name", "") if room is not day else ""
                yield row | {"day": day.get("date"), "room": row.get("room") or name}


def _rows_of_json(days: Iterable[Any]) -> Iterator[Row]:
    for day in days:
        rooms = day.get("rooms") if isinstance(day, dict) else None
        for room, events in rooms.items() if isinstance(rooms, dict) else ():
            for event in events if isinstance(events, list) else ():
                if isinstance(event, dict):
                    yield {"room": room, "day": day.get("date"), **event}


def _reading(rows: Iterable[Row], zone_name: str, most: int, *, day_change: str = "") -> Reading:
    change = words.hour_of(day_change) or DAY_CHANGE
    reading = Reading()
    zone = ZoneInfo(zone_name) if zone_name in available_timezones() else None
    if zone_name and zone is None:
        said = words.line_of(zone_name, most=60)
        reading.notes.append(_("The file names a time zone that nobody knows, “%(name)s”.", name=said))
    seen: set[str] = set()
    has_pictures = False
    for number, row in enumerate(rows):
        if number >= most:
            break
        has_pictures = has_pictures or bool(row.get("logo"))
        title, told = words.title_of(row.get("title"))
        names = (words.line_of(row.get(name), most=300) for name in ("guid", "id", "slug"))
        uid = next(filter(None, names), title)
        try:
            event = _event(row, title, uid, _start(row, zone, change), told=told, is_second=uid in seen)
        except Unreadable as error:
            reading.refused.append((f"{title} [{uid}]", error.message))
            continue
        except BROKEN:
            reading.refused.append((f"{title} [{uid}]", _("A line of this event cannot be read.")))
            continue
        seen.add(uid)
        reading.events.append(event)
    reading.events = [replace(one, times=joined_days(one.times)) for one in joined_by_page(reading.events)]
    reading.notes += [NO_PICTURES] if has_pictures else []
    return reading


def _event(row: Row, title: str, uid: str, start: datetime, *, told: str, is_second: bool) -> EventRecord:
    if not title:
        raise Unreadable(_("It has no title."))
    notes = []
    if is_second:
        uid = f"{uid}#{start.isoformat()}"
        notes.append(_("Several events of the file have the same identifier: each was taken for one of its own."))
    lasts = _duration(row.get("duration"))
    if lasts is None:
        notes.append(_("It does not say how long it lasts, or not for less than 400 days: one hour was assumed."))
    people = [words.line_of(name, most=120) for name in map(_name, _list(row.get("persons"))) if name]
    abstract, description = words.body_of(row.get("abstract")), words.body_of(row.get("description"))
    body = description if abstract in description else f"{abstract}\n\n{description}".strip()
    body = "\n\n".join(filter(None, (body, *_links(row, body))))
    track = row.get("track")
    track = track.get("name") if isinstance(track, dict) else track
    cancelled = words.text_of(row.get("status")).lower() in {"cancelled", "canceled"}
    return EventRecord(
        uid=uid, title=title, one_sentence=_one_sentence(row, abstract or description), body=body,
        times=(TimeRecord(
            starts_at=start, ends_at=start + (lasts or _USUAL), key=uid,
            room=room_of(words.line_of(row.get("room"), most=80)),
            status=Status.CANCELLED if cancelled else told or Status.CONFIRMED,
        ),),
        kind=words.kind_of(row.get("type")), topics=tuple(filter(None, [words.line_of(track, most=80)])),
        people=tuple(people), language=words.language_of(row.get("language")), url=words.url_of(row.get("url")),
        notes=tuple(notes),
    )  # fmt: skip


def _one_sentence(row: Row, text: str) -> str:
    subtitle = words.line_of(row.get("subtitle"), most=words.LONGEST_SENTENCE)
    line = words.line_of(text, most=words.LONGEST_BODY)
    return subtitle or (line if len(line) <= words.LONGEST_SENTENCE else words.sentence_of(text))


def _links(row: Row, body: str) -> Iterator[str]:
    """Links and attachments as lines of Markdown; what the text has already, and its own page, are not said again."""
    for one in (*_list(row.get("links")), *_list(row.get("attachments"))):
        address = words.url_of(one.get("url") if isinstance(one, dict) else one)
        if address and address not in body and address != words.url_of(row.get("url")):
            title = words.line_of(one.get("title") if isinstance(one, dict) else "", most=120)
            yield f"[{re.sub(r'[][]', ' ', title)}](<{address}>)" if title.strip() else f"<{address}>"


def _start(row: Row, zone: ZoneInfo | None, change: time) -> datetime:
    """`date` with its offset, else the day and the hour by the clock of the conference.

    A day goes until `change` in the morning after: what starts before it belongs to the night.
    """
    said = words.text_of(row.get("date"))
    try:
        start = datetime.fromisoformat(said)
    except ValueError:
        start = None
    if start is None or len(said) <= len("2027-10-02"):
        day = words.date_of(said or words.text_of(row.get("day"))[:10])
        hour = words.hour_of(words.text_of(row.get("start")))
        if day is None or hour is None:
            raise Unreadable(_("It does not say when it starts, or not as a date."))
        start = datetime.combine(day, hour) + timedelta(days=hour < change)
    return start if start.tzinfo else start.replace(tzinfo=zone)


def _duration(value: Any) -> timedelta | None:
    """“01:30”, or “1:02:30:00” with days as some write it, or minutes; None for nothing, or what is too long."""
    parts = words.text_of(value).split(":")
    if not all(part.isdecimal() for part in parts) or len(parts) not in {1, 2, 3, 4}:
        return None
    numbers = [int(part[:6]) for part in parts]
    days, hours, minutes = {
        1: (0, 0, numbers[0]), 2: (0, *numbers), 3: (0, *numbers[:2]), 4: tuple(numbers[:3]),
    }[len(numbers)]  # fmt: skip
    total = (days * 24 + hours) * 60 + minutes
    return timedelta(minutes=total) if 0 < total <= _LONGEST else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(person: Any) -> str:
    if isinstance(person, dict):
        return words.line_of(person.get("public_name") or person.get("name") or person.get("full_public_name"))
    return words.line_of(person)

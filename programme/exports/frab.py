"""frab's schedule, XML and JSON: what Giggity, EventFahrplan and screens of conferences read.

Strict, by the schemas of https://c3voc.de/schedule/: none of eight schedules that others publish is valid.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from design.drawing.palettes import PALETTES
from programme.context.pictures import picture_of
from programme.enums import Role
from programme.exports.base import Export, Scope
from programme.exports.days import bounds, parts
from programme.exports.rooms import rooms_of
from programme.exports.words import clean, cleaned, description, summary, topic_name, works_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from programme.context.selections import Selection
    from programme.context.values import Event, Occasion, Organiser, Topic
    from programme.exports.days import Part
    from programme.exports.rooms import Rooms

SCHEMA = "https://c3voc.de/schedule/schema.json"
GENERATOR = "Communs"
TIMESLOT = "00:05"
# Programs for phones read a number of 32 bits: what has several days gets its other numbers above all others.
OTHER_DAYS, MOST_DAYS = 1_000_000_000, 402
ZONE_NAME = re.compile(r"([A-Z][a-z]+/[A-Z][a-z]+)|UTC$")
RECORDED = {"sound", "video"}
TRACK_SLUG = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")


class FrabJson(Export):
    identifier = "frab-json"
    filename = "schedule.json"
    content_type = "application/json; charset=utf-8"
    scopes = frozenset({Scope.EDITION})
    label = gettext_lazy("Schedule in frab’s JSON")
    text = gettext_lazy("For programs that read schedules of conferences.")

    def write(self, selection: Selection, *, here: str) -> bytes:
        return (json.dumps(cleaned(_json(selection, here)), ensure_ascii=False, indent=1) + "\n").encode()


class FrabXml(Export):
    identifier = "frab-xml"
    filename = "schedule.xml"
    content_type = "application/xml; charset=utf-8"
    scopes = frozenset({Scope.EDITION})
    label = gettext_lazy("Schedule in frab’s XML")
    text = gettext_lazy("For Giggity or EventFahrplan on a phone: the programme without a network, with reminders.")

    def write(self, selection: Selection, *, here: str) -> bytes:
        root = _xml(selection, here)
        ET.indent(root, space=" ")
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def days_of(selection: Selection) -> dict[date, list[Part]]:
    """Every day of the festival, and others on which something is on, each with what starts or goes on there."""
    pieces = [part for one in selection.occasions for part in parts(one)]
    days: set[date] = {part.day for part in pieces}
    if selection.starts_on and selection.ends_on:
        length = (selection.ends_on - selection.starts_on).days
        days |= {selection.starts_on.fromordinal(selection.starts_on.toordinal() + one) for one in range(length + 1)}
    # A schedule has a day, even an empty one.
    changed = selection.changed_at.astimezone(ZoneInfo(selection.zone_name))
    found: dict[date, list[Part]] = {day: [] for day in sorted(days or {changed.date()})}
    for part in sorted(pieces, key=lambda one: (one.start, one.occasion.key)):
        found[part.day].append(part)
    return found


def number_of(part: Part) -> int:
    """Of this piece alone."""
    key = part.occasion.key
    return key if part.number == 0 else OTHER_DAYS + key * MOST_DAYS + part.number


def guid_of(part: Part) -> str:
    if part.number == 0:
        return part.occasion.uuid
    return str(uuid5(UUID(part.occasion.uuid), part.day.isoformat()))


def slug_of(part: Part, acronym: str) -> str:
    """ASCII, of this piece alone: “brest_communs_2027-00002c-atelier”."""
    words = slugify(part.occasion.event.slug)[:60]
    day = part.day.strftime("%Y%m%d") if part.number else ""
    parts_ = filter(None, (acronym, part.occasion.code.lower(), words, day))
    return "-".join(parts_).rstrip("-_")


def duration_of(part: Part) -> str:
    return f"{part.minutes // 60:02}:{part.minutes % 60:02}"


def _version(selection: Selection) -> str:
    changed = f"{selection.changed_at:%Y-%m-%d %H:%M:%S}"
    return clean(f"{selection.release} ({changed})" if selection.release else changed)


def _tracks(selection: Selection) -> dict[str, Topic]:
    return {topic.slug: topic for one in selection.occasions for topic in one.event.topics[:1]}


def _colour(topic: Topic) -> str:
    palette = PALETTES.get(topic.palette)
    return palette.blue if palette else "#10243e"


def _track(event: Event) -> str:
    return topic_name(event.topics[0]) if event.topics else ""


def _guid_of_organiser(organiser: Organiser) -> str:
    return str(uuid5(NAMESPACE_URL, organiser.full_url or f"organisation:{organiser.name}"))


def _recording(event: Event, selection: Selection) -> tuple[str, str]:
    """The licence and the address of the sound or the film that was made there; empty where none was."""
    made = [work for work, role in works_of(event, selection) if role == Role.PRODUCED and work.sort in RECORDED]
    return (made[0].licence, made[0].url) if made else ("", "")


def _links(event: Event, selection: Selection, *, media: bool) -> Iterator[dict[str, str]]:
    for work, _role in works_of(event, selection):
        if (work.type == "media") is media:
            title = f"{work.title} ({work.licence})" if work.licence else work.title
            yield {"url": work.url, "title": title, "type": "media" if media else "related"}


def _subtitle(occasion: Occasion) -> str:
    return occasion.hours or occasion.status_note


# JSON


def _json(selection: Selection, here: str) -> dict[str, Any]:
    rooms = rooms_of(selection.occasions)
    days = days_of(selection)
    conference: dict[str, Any] = {
        "title": selection.title,
        "acronym": selection.acronym,
        "description": selection.description,
        "start": next(iter(days)).isoformat(),
        "end": list(days)[-1].isoformat(),
        "daysCount": len(days),
        "timeslot_duration": TIMESLOT,
        "url": selection.url,
        "keywords": [],
        "tracks": [
            {"name": topic_name(topic), "slug": topic.slug, "color": _colour(topic)}
            for topic in _tracks(selection).values()
            if TRACK_SLUG.fullmatch(topic.slug)
        ],
        "rooms": [
            {"name": room.name, "guid": room.guid, "type": room.type} | ({"url": room.url} if room.url else {})
            for room in rooms.all
        ],
        "days": [
            _json_day(selection, rooms, number, day, found) for number, (day, found) in enumerate(days.items(), 1)
        ],
    }
    if ZONE_NAME.match(selection.zone_name):
        conference["time_zone_name"] = selection.zone_name
    return {
        "$schema": SCHEMA,
        "generator": {"name": GENERATOR, "url": here},
        "schedule": {"version": _version(selection), "base_url": selection.folder, "conference": conference},
    }


def _json_day(selection: Selection, rooms: Rooms, number: int, day: date, found: Iterable[Part]) -> dict[str, Any]:
    first, last = bounds(day, _zone_of(selection))
    by_room: dict[str, list[dict[str, Any]]] = {}
    for part in found:
        by_room.setdefault(rooms.name(part.occasion), []).append(_json_event(part, selection, rooms))
    return {
        "index": number,
        "date": day.isoformat(),
        "day_start": first.isoformat(),
        "day_end": last.isoformat(),
        "rooms": by_room,
    }


def _json_event(part: Part, selection: Selection, rooms: Rooms) -> dict[str, Any]:
    occasion, event = part.occasion, part.occasion.event
    licence, _url = _recording(event, selection)
    data = {
        "guid": guid_of(part),
        "id": number_of(part),
        "date": part.start.isoformat(),
        "start": f"{part.start:%H:%M}",
        "end": part.end.isoformat(),
        "duration": duration_of(part),
        "room": rooms.name(occasion),
        "slug": slug_of(part, selection.acronym),
        "url": occasion.full_url,
        "title": summary(occasion),
        "subtitle": _subtitle(occasion),
        "track": _track(event),
        "type": event.kind,
        "language": event.language,
        "abstract": event.one_sentence,
        "description": description(occasion, selection),
        "persons": [
            {"name": one.name, "guid": _guid_of_organiser(one)} | ({"url": one.full_url} if one.full_url else {})
            for one in event.organisers
        ],
        "links": list(_links(event, selection, media=False)),
        "attachments": list(_links(event, selection, media=True)),
    }
    if part.number == 0:
        data["code"] = occasion.code
    if picture := picture_of(occasion, selection.pictures):
        data["logo"] = picture.url
    return data | ({"recording_license": licence} if licence else {})


# XML


def _xml(selection: Selection, here: str) -> ET.Element:
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", name=GENERATOR, system=clean(selection.host))
    _add(root, "url", here)
    _add(root, "version", _version(selection))
    days = days_of(selection)
    conference = ET.SubElement(root, "conference")
    said = {
        "title": selection.title, "acronym": selection.acronym, "start": next(iter(days)).isoformat(),
        "end": list(days)[-1].isoformat(), "days": str(len(days)), "timeslot_duration": TIMESLOT,
        "base_url": selection.folder, "url": selection.url, "time_zone_name": selection.zone_name,
    }  # fmt: skip
    for name, text in said.items():
        if text:
            _add(conference, name, text)
    for topic in _tracks(selection).values():
        track = ET.SubElement(conference, "track", name=clean(topic_name(topic)), color=_colour(topic))
        if TRACK_SLUG.fullmatch(topic.slug):
            track.set("slug", topic.slug)
    rooms = rooms_of(selection.occasions)
    for number, (day, found) in enumerate(days.items(), 1):
        root.append(_xml_day(selection, rooms, number, day, found))
    return root


def _xml_day(selection: Selection, rooms: Rooms, number: int, day: date, found: Iterable[Part]) -> ET.Element:
    first, last = bounds(day, _zone_of(selection))
    element = ET.Element("day", index=str(number), date=day.isoformat(), start=first.isoformat(), end=last.isoformat())
    by_room: dict[str, ET.Element] = {}
    for part in found:
        room = rooms.of(part.occasion)
        if room.name not in by_room:
            by_room[room.name] = ET.SubElement(element, "room", name=clean(room.name), guid=room.guid)
        by_room[room.name].append(_xml_event(part, selection, room.name))
    return element


def _xml_event(part: Part, selection: Selection, room: str) -> ET.Element:
    occasion, event = part.occasion, part.occasion.event
    picture = picture_of(occasion, selection.pictures)
    element = ET.Element("event", guid=guid_of(part), id=str(number_of(part)))
    if part.number == 0:
        element.set("code", occasion.code)
    said = {
        "room": room, "title": summary(occasion), "subtitle": _subtitle(occasion), "type": event.kind,
        "date": part.start.isoformat(), "start": f"{part.start:%H:%M}", "duration": duration_of(part),
        "abstract": event.one_sentence, "slug": slug_of(part, selection.acronym), "track": _track(event),
        "language": event.language, "description": description(occasion, selection), "url": occasion.full_url,
        "logo": picture.url if picture else "",
    }  # fmt: skip
    for name, text in said.items():
        # An empty address is refused, and nothing else that is left out is asked for.
        if text or name in {"subtitle", "abstract", "track"}:
            _add(element, name, text)
    persons = ET.SubElement(element, "persons")
    for one in event.organisers:
        _add(persons, "person", one.name, guid=_guid_of_organiser(one))
    licence, url = _recording(event, selection)
    if licence:
        recording = ET.SubElement(element, "recording")
        for name, text in {"license": licence, "optout": "false", "url": url}.items():
            _add(recording, name, text)
    for group, name, media in (("links", "link", False), ("attachments", "attachment", True)):
        holder = ET.SubElement(element, group)
        for link in _links(event, selection, media=media):
            _add(holder, name, link["title"], href=link["url"], type=link["type"])
    return element


def _zone_of(selection: Selection) -> ZoneInfo:
    return ZoneInfo(selection.zone_name)


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    element = ET.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    element.text = clean(text)

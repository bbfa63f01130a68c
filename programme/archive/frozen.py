"""The values of a programme as text, and back: what filtered files and papers of an archive are made of.

Each value says which class it is of. What a class has no longer is left out, what it has since gets its default, so
that a later version of the site reads an older archive; where it cannot, the files are made of the rows.
"""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from legaltools.credit import Author
from programme.context.pictures import PublicPicture
from programme.context.selections import Told, UsedWork
from programme.context.values import Access, Event, Occasion, Organiser, Place, Programme, Topic

CLASS, MOMENT, DAY = "is", "at", "on"
CLASSES: dict[str, type] = {
    one.__name__: one
    for one in (Access, Author, Event, Occasion, Organiser, Place, Programme, PublicPicture, Topic, UsedWork)
}
# A moment with the zone of its clock (RFC 9557): of two equal hours it is the right one again.
_MOMENT = re.compile(r"([^\[]{10,40})\[([A-Za-z0-9_+/-]{1,60})\]")


def write_told(told: Told) -> str:
    """Everything once: occurrences name their event and their place by key, events the items that anybody may see."""
    programme = told.programme
    return json.dumps(
        {
            "programme": _plain(dataclasses.replace(programme, occasions=(), events=(), places=(), extra={})),
            "events": [_plain(_with_public_works(one, told)) for one in programme.events],
            "places": [_plain(one) for one in programme.places],
            "occasions": [_occasion(one) for one in programme.occasions],
            "works": [_plain(one) for one in told.works.values()],
            "pictures": [_plain(one) for one in told.pictures.values()],
        },
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def read_told(text: str | bytes) -> Told:
    """Raises ValueError, KeyError and TypeError for what is no such text, or lacks what is needed."""
    data = json.loads(text)
    events = {one.key: one for one in map(_value, data["events"])}
    places = {one.key: one for one in map(_value, data["places"])}
    occasions = tuple(
        _value(row | {"event": events[row["event"]], "place": places.get(row["place"])}) for row in data["occasions"]
    )
    programme = dataclasses.replace(
        _value(data["programme"]), occasions=occasions, events=tuple(events.values()), places=tuple(places.values())
    )
    # An archive of before files had pictures holds none.
    pictures = {one.key: one for one in map(_value, data.get("pictures", ()))}
    return Told(programme, {one.id: one for one in map(_value, data["works"])}, pictures)


def _with_public_works(event: Event, told: Told) -> Event:
    """What its organisers noted of an item that is not public, or no longer, is for them."""
    return dataclasses.replace(event, works=tuple(row for row in event.works if row[0] in told.works))


def _occasion(one: Occasion) -> dict[str, Any]:
    """How many people registered beyond the seats was for those who coordinate, and is past."""
    fields = [field.name for field in dataclasses.fields(one) if field.name not in {"event", "place", "over"}]
    said = {name: _plain(getattr(one, name)) for name in fields}
    return {CLASS: "Occasion", "event": one.event.key, "place": one.place.key if one.place else None, **said}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        said = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {CLASS: type(value).__name__, **said}
    if isinstance(value, datetime):
        zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else "UTC"
        return {MOMENT: f"{value.astimezone(UTC).isoformat()}[{zone}]"}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    # A lazy string is its words, a key of an enum its value.
    return str(value) if isinstance(value, str) else value


def _value(said: Any) -> Any:
    if isinstance(said, list):
        return tuple(_value(one) for one in said)
    if not isinstance(said, dict):
        return said
    if MOMENT in said:
        found = _MOMENT.fullmatch(said[MOMENT])
        if found is None:
            raise ValueError(said[MOMENT])
        return datetime.fromisoformat(found[1]).astimezone(UTC if found[2] == "UTC" else ZoneInfo(found[2]))
    if DAY in said:
        return date.fromisoformat(said[DAY])
    kind = CLASSES.get(said.get(CLASS, ""))
    if kind is None:
        return {}
    known = {field.name for field in dataclasses.fields(kind)}
    return kind(**{name: _value(one) for name, one in said.items() if name in known})

"""OpenAgenda: what its API v2 exports, and one event alone. Names: `oa-public`, `api-spec/openapi.yaml`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from markup.messages import Unreadable
from markup.messages import message as _
from programme.enums import Registration, Status
from programme.exchange import words
from programme.exchange.frab import parsed_json
from programme.exchange.places import place_of_line
from programme.exchange.record import BROKEN, NO_PICTURES, EventRecord, PlaceRecord, Reading, TimeRecord, joined_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markup.messages import Message

    Row = Mapping[str, Any]

PUBLISHED = 2
OURS = "communs-event"
_RESCHEDULED, _ONLINE, _POSTPONED, _FULL, _CANCELLED = 2, 3, 4, 5, 6
_NOT_ON_SITE, _MIXED = 2, 3
_STATUS = {_POSTPONED: Status.POSTPONED, _CANCELLED: Status.CANCELLED}
# Hearing, intellectual, visual, psychic, motor: keys of `AccessAspect`.
_ACCESS = {"mi": "entrance", "hi": "hearing", "vi": "sight", "pi": "quiet", "ii": "easy"}
_MOST_TIMES = 1_000


def read(text: str, *, most: int) -> Reading:
    """The events of an export: {"events": […]}, a list, or one event. Raises Unreadable."""
    data = parsed_json(text)
    if isinstance(data, dict):
        rows = data.get("events", data.get("data"))
        if rows is None:
            rows = [data.get("event") if isinstance(data.get("event"), dict) else data]
    else:
        rows = data
    if not isinstance(rows, list) or not any(is_event(row) for row in rows):
        if rows == []:
            return Reading()
        raise Unreadable(_("This JSON is no export of OpenAgenda: no event with “title” and “timings” is in it."))
    reading = Reading()
    seen: set[str] = set()
    for row_number, row in enumerate(rows[:most]):
        try:
            event = _event(row, row_number, seen)
        except (Unreadable, *BROKEN) as error:
            name = _text(row.get("title"), most=200) if isinstance(row, dict) else ""
            reason = error.message if isinstance(error, Unreadable) else _("A line of this event cannot be read.")
            reading.refused.append((name or f"{row_number + 1}", reason))
            continue
        if event.uid in seen:  # one event of this software, which writes it once for each place
            number = next(place for place, one in enumerate(reading.events) if one.uid == event.uid)
            first = reading.events[number]
            reading.events[number] = replace(first, times=first.times + event.times)
            continue
        seen.add(event.uid)
        reading.events.append(event)
    if any(isinstance(row, dict) and row.get("image") for row in rows[:most]):
        reading.notes.append(NO_PICTURES)
    return reading


def is_event(row: Any) -> bool:
    """Whether something of a JSON text looks like an event of OpenAgenda."""
    return isinstance(row, dict) and "title" in row and ("timings" in row or "firstTiming" in row)


def _event(row: Any, number: int, seen: set[str]) -> EventRecord:
    if not isinstance(row, dict):
        raise Unreadable(_("It is no event."))
    title, told = words.title_of(_text(row.get("title"), most=words.LONGEST_TITLE))
    if not title:
        raise Unreadable(_("It has no title."))
    state = _number(row.get("state"))
    if (state is not None and state < PUBLISHED) or row.get("draft") or row.get("private"):
        raise Unreadable(_("It is not published there: it was left out."))
    notes: list[Message] = []
    uid = _ours(row) or words.line_of(row.get("uid") or row.get("slug") or f"{title} {number}", most=200)
    if uid in seen and not _ours(row):
        raise Unreadable(_("An event of the same “uid” came just before: it was left out."))
    description = _text(row.get("description"), most=words.LONGEST_SENTENCE)
    age: Any = row.get("age")
    age = age if isinstance(age, dict) else {}
    low, high, problem = words.ages_of(age.get("min"), age.get("max"))
    notes += [problem] if problem else []
    body = _said(row.get("longDescription"))
    return EventRecord(
        uid=uid, title=title, times=joined_days(_times(row, notes, told)), one_sentence=description, body=body,
        topics=tuple(_keywords(row)), kind=next(filter(None, map(words.kind_of, _keywords(row))), ""),
        age_min=low, age_max=high, **_price(row, notes), **_registration(row, notes),
        licence=words.line_of(row.get("license"), most=200), organisers=tuple(_organisers(row)),
        language=_language(row), url=_page(row),
        access=tuple(_access(row)), notes=tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _ours(row: Row) -> str:
    """The UUID of an event that this software wrote, here or elsewhere; empty for any other."""
    given = row.get("extIds")
    found = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return next((words.line_of(one.get("value"), most=60) for one in found if one.get("key") == OURS), "")


def _times(row: Row, notes: list[Message], told: str) -> Iterator[TimeRecord]:
    zone_name = words.line_of(row.get("timezone"), most=60)
    zone = ZoneInfo(zone_name) if zone_name in available_timezones() else None
    if zone_name and zone is None:
        notes.append(_("Nobody knows its time zone, “%(zone)s”: its hours were read as those of the edition.",
                       zone=zone_name))  # fmt: skip
    location, room = row.get("location"), ""
    if _ours(row) and isinstance(location, dict):  # this site writes the room there
        room, location = _text(location.get("description"), most=80), {**location, "description": ""}
    place = _place(location, notes)
    status, mode = _number(row.get("status")), _number(row.get("attendanceMode"))
    is_online = status == _ONLINE or mode == _NOT_ON_SITE
    online = words.url_of(row.get("onlineAccessLink")) if is_online or mode == _MIXED else ""
    place = None if is_online else place
    if is_online and not online:
        notes.append(_("It takes place online, and the address is not given."))
    timings = row.get("timings") if isinstance(row.get("timings"), list) else [row.get("firstTiming")]
    for timing in (timings or [])[:_MOST_TIMES]:
        begin, end = (_moment(timing, name, zone) for name in ("begin", "end"))
        if begin is None or end is None:
            notes.append(_("One of its times is no date: it was left out."))
            continue
        yield TimeRecord(
            starts_at=begin, ends_at=end, place=place, room=room, online_url=online,
            status=_STATUS.get(status or 0, told or Status.CONFIRMED), is_full=status == _FULL,
        )  # fmt: skip


def _moment(timing: Any, name: str, zone: ZoneInfo | None) -> datetime | None:
    value = timing.get(name, timing.get({"begin": "start"}.get(name, name))) if isinstance(timing, dict) else None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _place(location: Any, notes: list[Message]) -> PlaceRecord | None:
    if not isinstance(location, dict):
        return place_of_line(location)[0] if isinstance(location, str) else None
    name = _text(location.get("name"), most=200)
    point = (location.get("latitude"), location.get("longitude"))
    coordinates, problem = words.degrees_of(*point)
    notes += [problem] if problem else []
    if not name:
        place, problem = place_of_line(words.text_of(location.get("address")), point)
        notes += [problem] if problem and not coordinates else []
        return place
    latitude, longitude = coordinates or (None, None)
    line = words.line_of(location.get("address"), most=300)
    postcode = words.line_of(location.get("postalCode"), most=10)
    insee = words.line_of(location.get("insee"), most=10)
    town = words.line_of(location.get("city"), most=120)
    email = words.line_of(location.get("email"), most=254)
    return PlaceRecord(
        name=name, street_address=words.address_of(line).get("street_address", line)[:200],
        postal_code=postcode if len(postcode) == 5 and postcode.isdecimal() else "",  # noqa: PLR2004 -- digits
        town=town, insee_code=insee if len(insee) == 5 else "",  # noqa: PLR2004 -- characters
        neighbourhood=words.line_of(location.get("district"), most=120), latitude=latitude, longitude=longitude,
        phone=words.line_of(location.get("phone"), most=30), email=email if "@" in email else "",
        website=words.url_of(location.get("website")),
        one_sentence=_text(location.get("description"), most=words.LONGEST_SENTENCE),
    )  # fmt: skip


def _said(value: Any) -> str:
    """Words in French where they are there, else in another language."""
    return words.body_of(value) if isinstance(value, (str, dict)) else ""


def _text(value: Any, *, most: int) -> str:
    return words.line_of(_said(value), most=most)


def _language(row: Row) -> str:
    """The language that it is told in, which is all that is known; of several, French."""
    title = row.get("title")
    if not isinstance(title, dict) or title.get("fr"):
        return "fr"
    return next(filter(None, (words.language_of(code) for code, said in title.items() if said)), "")


def _keywords(row: Row) -> Iterator[str]:
    value = row.get("keywords")
    value = value.get("fr") or next(iter(value.values()), []) if isinstance(value, dict) else value
    value = value.split(",") if isinstance(value, str) else value
    for one in value if isinstance(value, list) else []:
        if said := words.line_of(one, most=80):
            yield said


def _price(row: Row, notes: list[Message]) -> dict[str, Any]:
    """OpenAgenda says conditions in words alone: no price is made of them, but of “gratuit” and of an amount."""
    said = _text(row.get("conditions"), most=200)
    if not said:
        return {}
    price, more, is_known = words.price_of(said)
    if not is_known:
        notes.append(_("Nothing says whether it is free, “%(said)s”: it was taken to be. Check its price.", said=said))
    return {"price": price, "price_note": more}


def _registration(row: Row, notes: list[Message]) -> dict[str, Any]:
    """An address of the web first; else mail or phone, which are shown to everybody."""
    value = row.get("registration")
    rows = value if isinstance(value, list) else [value] if value else []
    given: dict[str, str] = {}
    count = 0
    for one in rows:
        said = words.line_of(one.get("value") if isinstance(one, dict) else one, most=500)
        kind = str(one.get("type")) if isinstance(one, dict) else "email" if "@" in said else "link"
        if not said or (kind == "link" and not words.url_of(said)):
            notes.append(_("How to register cannot be read, “%(said)s”: it was left out.", said=said[:100]))
            continue
        count += 1
        given.setdefault(kind, said)
    if count > len(given):
        notes.append(_("It gives several addresses to register: one of each kind was taken."))
    contact = ", ".join(given[name] for name in ("phone", "email") if name in given)[:200]
    if address := words.url_of(given.get("link")):
        return {
            "registration": Registration.ELSEWHERE, "registration_url": address, "registration_contact": contact
        }  # fmt: skip
    return {"registration": Registration.CONTACT, "registration_contact": contact} if contact else {}


def _organisers(row: Row) -> Iterator[str]:
    """Whose agenda it was written in: OpenAgenda knows of no other organiser in common fields."""
    origin = row.get("originAgenda")
    if isinstance(origin, dict) and (name := _text(origin.get("title"), most=120)):
        yield name


def _access(row: Row) -> Iterator[tuple[str, str, str]]:
    given = row.get("accessibility")
    for code, aspect in _ACCESS.items():
        if (isinstance(given, dict) and given.get(code) in (True, 1)) or (isinstance(given, list) and code in given):
            yield aspect, "yes", ""


def _page(row: Row) -> str:
    found = row.get("links")
    first = found[0] if isinstance(found, list) and found else ""
    return words.url_of(first.get("link") if isinstance(first, dict) else first)


def _number(value: Any) -> int | None:
    value = value.get("id") if isinstance(value, dict) else value
    try:
        return int(value)
    except (TypeError, ValueError):
        return None

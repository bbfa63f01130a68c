"""OpenAgenda: what its API v2 exports, and one event alone. Names: `oa-public`, `api-spec/openapi.yaml`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from markup.messages import Unreadable
from markup.messages import message as _
from programme.enums import Registration, Status
from programme.exchange import words
from programme.exchange.frab import parsed_json
from programme.exchange.record import EventRecord, PlaceRecord, Reading, TimeRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markup.messages import Message

    Row = Mapping[str, Any]

PUBLISHED = 2
_RESCHEDULED, _ONLINE, _POSTPONED, _FULL, _CANCELLED = 2, 3, 4, 5, 6
_STATUS = {_POSTPONED: Status.POSTPONED, _CANCELLED: Status.CANCELLED}
# Hearing, intellectual, visual, psychic, motor: keys of `AccessAspect`.
_ACCESS = {"mi": "entrance", "hi": "hearing", "vi": "sight", "pi": "quiet", "ii": "easy"}
_MOST_TIMES = 1_000
_LANGUAGES = ("fr", "br", "en")


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
    for number, row in enumerate(rows[:most]):
        try:
            event = _event(row, number, seen)
        except Unreadable as error:
            name = _text(row.get("title"), most=200) if isinstance(row, dict) else ""
            reading.refused.append((name or f"{number + 1}", error.message))
            continue
        seen.add(event.uid)
        reading.events.append(event)
    return reading


def is_event(row: Any) -> bool:
    """Whether something of a JSON text looks like an event of OpenAgenda."""
    return isinstance(row, dict) and "title" in row and ("timings" in row or "firstTiming" in row)


def _event(row: Any, number: int, seen: set[str]) -> EventRecord:
    if not isinstance(row, dict):
        raise Unreadable(_("It is no event."))
    title = _text(row.get("title"), most=words.LONGEST_TITLE)
    if not title:
        raise Unreadable(_("It has no title."))
    state = _number(row.get("state"))
    if (state is not None and state < PUBLISHED) or row.get("draft") or row.get("private"):
        raise Unreadable(_("It is not published there: it was left out."))
    notes: list[Message] = []
    uid = words.line_of(row.get("uid") or row.get("slug") or f"{title} {number}", most=200)
    if uid in seen:
        raise Unreadable(_("An event of the same “uid” came just before: it was left out."))
    description = _text(row.get("description"), most=words.LONGEST_SENTENCE)
    age: Any = row.get("age")
    age = age if isinstance(age, dict) else {}
    body = _said(row.get("longDescription"))
    return EventRecord(
        uid=uid, title=title, times=tuple(_times(row, notes)), one_sentence=description, body=body,
        topics=tuple(_keywords(row)), kind=next(filter(None, map(words.kind_of, _keywords(row))), ""),
        age_min=_age(age.get("min")), age_max=_age(age.get("max")), **_price(row), **_registration(row, notes),
        organisers=tuple(_organisers(row)), language=_language(row), url=_page(row),
        access=tuple(_access(row)), notes=tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _times(row: Row, notes: list[Message]) -> Iterator[TimeRecord]:
    zone_name = words.line_of(row.get("timezone"), most=60)
    zone = ZoneInfo(zone_name) if zone_name in available_timezones() else None
    if zone_name and zone is None:
        notes.append(_("Nobody knows its time zone, “%(zone)s”: its hours were read as those of the edition.",
                       zone=zone_name))  # fmt: skip
    place = _place(row.get("location"), notes)
    online = words.url_of(row.get("onlineAccessLink")) if _number(row.get("attendanceMode")) in {2, 3} else ""
    status = _number(row.get("status"))
    place = None if status == _ONLINE or _number(row.get("attendanceMode")) == 2 else place  # noqa: PLR2004 -- online
    timings = row.get("timings") if isinstance(row.get("timings"), list) else [row.get("firstTiming")]
    for timing in (timings or [])[:_MOST_TIMES]:
        begin, end = (_moment(timing, name, zone) for name in ("begin", "end"))
        if begin is None or end is None:
            notes.append(_("One of its times is no date: it was left out."))
            continue
        yield TimeRecord(
            starts_at=begin, ends_at=end, place=place, online_url=online,
            status=_STATUS.get(status or 0, Status.CONFIRMED), is_full=status == _FULL,
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
        return None
    name = _text(location.get("name"), most=200)
    coordinates, problem = words.degrees_of(location.get("latitude"), location.get("longitude"))
    notes += [problem] if problem else []
    if not name:
        return None
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
    if isinstance(value, dict):
        found = [value.get(code) for code in _LANGUAGES] + list(value.values())
        value = next((one for one in found if isinstance(one, str) and one.strip()), "")
    return words.text_of(value) if isinstance(value, str) else ""


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
    for one in value if isinstance(value, list) else []:
        if said := words.line_of(one, most=80):
            yield said


def _price(row: Row) -> dict[str, Any]:
    """OpenAgenda says conditions in words alone: no price is made of them, but of “gratuit” and of an amount."""
    said = _text(row.get("conditions"), most=200)
    line = said.casefold()
    if not said:
        return {}
    if "prix libre" in line or "participation libre" in line:
        return {"price": "chosen", "price_note": said}
    if any(char.isdecimal() for char in line) and ("€" in line or "euro" in line) and "gratuit" not in line:
        return {"price": "paid", "price_note": said}
    return {"price": "free" if "gratuit" in line or "entrée libre" in line else "", "price_note": said}


def _registration(row: Row, notes: list[Message]) -> dict[str, Any]:
    """An address of the web first; else mail or phone, which are shown to everybody."""
    value = row.get("registration")
    given: dict[str, str] = {}
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict) and isinstance(one.get("value"), str):
            given.setdefault(str(one.get("type")), words.line_of(one["value"], most=500))
    if len(value if isinstance(value, list) else []) > len(given):
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
        if isinstance(given, dict) and given.get(code) is True:
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


def _age(value: Any) -> int | None:
    return words.number_of(value, most=120) if value not in (0, "0") else 0

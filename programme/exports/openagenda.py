"""OpenAgenda's JSON (API v2): what portals of towns and newspapers read.

There an event has one place and one state. What takes place at several, or is cancelled in part, is several events,
with the UUID of ours in `extIds`: whoever sends them twice changes them, and adds none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.models.place import AccessAnswer, AccessAspect
from programme.context.pictures import picture_of
from programme.enums import Registration, Status
from programme.exports.base import Export, Scope
from programme.exports.days import parts
from programme.exports.words import (
    access,
    access_of,
    categories,
    clean,
    cleaned,
    cut,
    licence_of,
    price_alone,
    reuse,
    summary,
    works,
)

if TYPE_CHECKING:
    from programme.context.selections import Selection
    from programme.context.values import Event, Occasion, Place

MODES = {"onsite": 1, "online": 2, "mixed": 3}
SCHEDULED, RESCHEDULED, POSTPONED, FULL, CANCELLED = 1, 2, 4, 5, 6
PUBLISHED = 2
COUNTRY = "FR"
LONGEST_CREDIT = 255
# Hearing, intellectual, visual, psychic, motor: where a lift is there or the entrance is flat, and so on.
CODES = {
    "hi": {AccessAspect.HEARING, AccessAspect.SIGNING},
    "ii": {AccessAspect.EASY},
    "vi": {AccessAspect.SIGHT},
    "pi": {AccessAspect.QUIET},
    "mi": {AccessAspect.ENTRANCE, AccessAspect.LIFT},
}


class OpenAgenda(Export):
    identifier = "openagenda"
    filename = "openagenda.json"
    content_type = "application/json; charset=utf-8"
    scopes = frozenset({Scope.EDITION, Scope.EVERYTHING})
    label = _("OpenAgenda")
    text = _("For the agenda of a town or of a newspaper: nobody types it again.")

    def write(self, selection: Selection, *, here: str) -> bytes:  # noqa: ARG002 -- it does not say where it is
        groups: dict[tuple[Any, ...], list[Occasion]] = {}
        for one in selection.occasions:
            place = one.place.key if one.place else 0
            groups.setdefault((one.event.key, place, one.room, one.online_url, status_of(one)), []).append(one)
        events = [_event(found, selection) for found in groups.values()]
        return (json.dumps(cleaned({"total": len(events), "events": events}), ensure_ascii=False) + "\n").encode()


def status_of(occasion: Occasion) -> int:
    """As OpenAgenda counts them: 1 scheduled, 2 rescheduled, 4 postponed, 5 full, 6 cancelled."""
    if occasion.status == Status.CANCELLED:
        return CANCELLED
    if occasion.status == Status.POSTPONED:
        return POSTPONED
    if occasion.is_full:
        return FULL
    return RESCHEDULED if occasion.previous_start else SCHEDULED


def _event(found: list[Occasion], selection: Selection) -> dict[str, Any]:
    first = found[0]
    event = first.event
    tool = licence_of(event.licence)
    timings = [{"begin": part.start.isoformat(), "end": part.end.isoformat()} for one in found for part in parts(one)]
    language = event.language
    data: dict[str, Any] = {
        "uid": min(one.key for one in found),
        "slug": f"{slugify(event.slug) or 'evenement'}-{min(one.key for one in found)}",
        "title": {language: summary(first)},
        "description": {language: event.one_sentence},
        "longDescription": {language: _long(event, selection)},
        "conditions": {language: price_alone(event)},
        "keywords": {language: categories(event)},
        **_picture(first, selection),
        "timings": timings,
        "firstTiming": timings[0],
        "lastTiming": timings[-1],
        "timezone": str(first.start.tzinfo),
        "attendanceMode": MODES[first.attendance],
        "onlineAccessLink": first.online_url or None,
        "status": status_of(first),
        "state": PUBLISHED,
        "featured": False,
        "license": tool.url if tool and tool.url else None,
        "accessibility": accessibility(first),
        "age": {"min": event.age_min, "max": event.age_max},
        "registration": _registration(first),
        "links": [{"link": event.full_url}],
        "canonicalUrl": event.full_url,
        "originAgenda": {"title": selection.title, "url": selection.url},
        "location": _location(first.place, first) if first.place else None,
        "extIds": [
            {"key": "communs-event", "value": event.uuid},
            *({"key": "communs-occurrence", "value": one.uuid} for one in found),
        ],
        "createdAt": min(one.created_at for one in found).isoformat(timespec="seconds"),
        "updatedAt": max(one.changed_at for one in found).isoformat(timespec="seconds"),
    }
    return data


def _picture(occasion: Occasion, selection: Selection) -> dict[str, Any]:
    """`base` and `filename` are one address, as it exports them; `url` is what it takes when an event is sent to it."""
    picture = picture_of(occasion, selection.pictures)
    if picture is None:
        return {}
    base, slash, filename = picture.url.rpartition("/")
    size = {"width": picture.width, "height": picture.height}
    image = {"filename": filename, "base": base + slash, "size": size, "variants": [], "url": picture.url}
    return {"image": image, "imageCredits": cut(clean(picture.credit), LONGEST_CREDIT)}


def _long(event: Event, selection: Selection) -> str:
    return "\n\n".join(filter(None, (event.text, works(event, selection), reuse(event))))


def accessibility(occasion: Occasion) -> dict[str, bool]:
    """The five codes: yes where one of their aspects is there, in whole or in part."""
    there = {one.aspect for one in access_of(occasion) if one.answer in {AccessAnswer.YES, AccessAnswer.PARTLY}}
    return {code: bool(aspects & there) for code, aspects in CODES.items()}


def _registration(occasion: Occasion) -> list[dict[str, str]]:
    event = occasion.event
    if event.registration == Registration.HERE:
        return [{"type": "link", "value": occasion.full_url}]
    if event.registration == Registration.ELSEWHERE and event.registration_url:
        return [{"type": "link", "value": event.registration_url}]
    if event.registration == Registration.CONTACT and event.registration_contact:
        kind = "email" if "@" in event.registration_contact else "phone"
        return [{"type": kind, "value": event.registration_contact}]
    return []


def _location(place: Place, occasion: Occasion) -> dict[str, Any]:
    return {
        "uid": place.key,
        "name": place.name,
        "address": place.address,
        "city": place.town,
        "postalCode": place.postal_code,
        "insee": place.insee_code,
        "district": place.neighbourhood,
        "countryCode": COUNTRY,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "timezone": str(occasion.start.tzinfo),
        "phone": place.phone,
        "email": place.email,
        "website": place.website or place.full_url,
        "access": {"fr": access(occasion)},
        "description": {"fr": occasion.room},
    }

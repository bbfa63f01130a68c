"""Events for machines: schema.org's Event an occurrence, Festival an edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community.context.place_jsonld import place_node
from legaltools import catalogue
from legaltools.metadata.jsonld import agents
from programme.context.pictures import picture_of
from programme.context.selections import pictures_in, works_named
from programme.enums import Kind, Price, Role, SeatsLeft, Status
from programme.exports.words import access_of, cleaned, credit, topic_name, where
from web.jsonld import data_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.utils.safestring import SafeString

    from programme.context.pictures import PublicPicture
    from programme.context.selections import UsedWork
    from programme.context.values import Event, Occasion, Organiser, Programme

SCHEMA = "https://schema.org/"
TYPES = {
    Kind.WORKSHOP: "EducationEvent",
    Kind.TALK: "EducationEvent",
    Kind.SCREENING: "ScreeningEvent",
    Kind.EXHIBITION: "ExhibitionEvent",
    Kind.PARTY: "SocialEvent",
    Kind.MAPPING: "Hackathon",
}
WORK_TYPES = {"guide": "LearningResource", "explainer": "LearningResource", "kit": "Collection"}
MEDIA_TYPES = {"image": "ImageObject", "sound": "AudioObject", "video": "VideoObject", "document": "DigitalDocument"}
MODES = {"onsite": "Offline", "online": "Online", "mixed": "Mixed"}
CURRENCY = "EUR"
# The next ones: each says the rest on its own page, and this one stays light.
MOST_IN_AN_EDITION = 12
MOST_OF_AN_EVENT = 60


def event_jsonld(occasions: Iterable[Occasion], programme: Programme | None = None) -> SafeString:
    """Every occurrence of an event, each an Event with an address of its own, as search engines ask for them."""
    shown = list(occasions)[:MOST_OF_AN_EVENT]
    works = works_named(shown)
    parent = _parent(programme) if programme else None
    pictures = pictures_in(programme) if programme else {}
    return _block([event_node(one, works, pictures, parent=parent) for one in shown])


def edition_jsonld(programme: Programme, *, now: datetime) -> SafeString:
    """A Festival with its days and what takes place there; what lasts all year is a series."""
    shown = sorted(programme.occasions, key=lambda one: (one.end <= now, one.start, one.key))[:MOST_IN_AN_EDITION]
    tool = catalogue.by_key().get(programme.licence)
    node = {
        **_parent(programme),
        "description": programme.one_sentence,
        "startDate": programme.starts_on.isoformat() if programme.starts_on else "",
        "endDate": programme.ends_on.isoformat() if programme.ends_on else "",
        "location": _locations(shown),
        # Of the texts of the programme: an event has no licence, what tells of it has.
        "subjectOf": {"@type": "WebPage", "url": programme.full_url, "license": tool.url} if tool and tool.url else "",
        "subEvent": [_short(one) | {"location": _location(one, access=False)} for one in shown],
    }
    return _block([node])


def event_node(
    occasion: Occasion, works: Mapping[str, UsedWork], pictures: Mapping[int, PublicPicture] | None = None, *,
    parent: Mapping[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One occurrence, without `@context`. Its address ends on the mark of its place in the page."""
    event = occasion.event
    node = {
        **_short(occasion),
        "url": occasion.full_url,
        "description": event.one_sentence or event.text[:300],
        "inLanguage": event.language,
        "organizer": [_organiser(one) for one in event.organisers],
        "offers": _offer(occasion),
        "isAccessibleForFree": event.price == Price.FREE,
        "audience": [{"@type": "Audience", "audienceType": label} for label in event.audience_labels],
        "typicalAgeRange": _ages(event),
        "maximumAttendeeCapacity": occasion.seats,
        "keywords": [topic_name(topic) for topic in event.topics],
        "superEvent": parent,
        "image": _image(picture_of(occasion, pictures or {})),
        **_works(event, works),
    }
    node["subjectOf"] = [_text(event), *node["subjectOf"]]
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _image(picture: PublicPicture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    said = {
        "@type": "ImageObject",
        "@id": picture.url,
        "contentUrl": picture.url,
        "encodingFormat": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "name": picture.title,
        "description": picture.alt,
        "license": picture.licence_url,
        "creator": agents(picture.authors),
        "creditText": picture.credit,
        "acquireLicensePage": picture.page,
    }
    return {key: value for key, value in said.items() if value}


def _text(event: Event) -> dict[str, Any]:
    """An event has no licence and no author: what tells of it has."""
    tool = event.work.licence
    said = {
        "@type": "WebPage",
        "url": event.full_url,
        "license": tool.url if tool else "",
        "author": agents(event.authors),
        "creditText": credit(event),
    }
    return {key: value for key, value in said.items() if value}


def _block(nodes: list[dict[str, Any]]) -> SafeString:
    graph = [{key: value for key, value in node.items() if value not in (None, "", [], {})} for node in nodes]
    return data_block(cleaned({"@context": SCHEMA, "@graph": graph}))


def _parent(programme: Programme) -> dict[str, Any]:
    return {
        "@type": "EventSeries" if programme.all_year else "Festival",
        "@id": programme.full_url,
        "url": programme.full_url,
        "name": programme.title,
    }


def _short(occasion: Occasion) -> dict[str, Any]:
    event = occasion.event
    moved = occasion.previous_start if status_of(occasion) == "EventRescheduled" else None
    node = {
        "@type": TYPES.get(Kind(event.kind), "Event"),
        "@id": occasion.full_url,
        "name": event.title,
        "startDate": occasion.start.date().isoformat() if occasion.all_day else occasion.start.isoformat(),
        "endDate": occasion.last_day.isoformat() if occasion.all_day else occasion.end.isoformat(),
        "eventStatus": SCHEMA + status_of(occasion),
        # Only with a date that took its place.
        "previousStartDate": moved.isoformat() if moved else "",
        "eventAttendanceMode": f"{SCHEMA}{MODES[occasion.attendance]}EventAttendanceMode",
        "location": _location(occasion),
    }
    return {key: value for key, value in node.items() if value}


def status_of(occasion: Occasion) -> str:
    """schema.org's name for its state. What is full is scheduled, and its offer is sold out."""
    if occasion.status == Status.CANCELLED:
        return "EventCancelled"
    if occasion.status == Status.POSTPONED:
        return "EventPostponed"
    return "EventRescheduled" if occasion.previous_start else "EventScheduled"


def _location(occasion: Occasion, *, access: bool = True) -> Any:
    place = occasion.place
    found: list[dict[str, Any]] = []
    if place:
        fields = {
            name: getattr(place, name)
            for name in ("street_address", "postal_code", "town", "latitude", "longitude", "phone", "email", "website")
        }
        found.append(
            place_node(fields, name=place.name, url=place.full_url, access=access_of(occasion) if access else ())
        )
    if occasion.online_url:
        found.append({"@type": "VirtualLocation", "url": occasion.online_url})
    found = found or [{"@type": "Place", "name": where(occasion), "address": where(occasion)}]
    return found if len(found) > 1 else found[0]


def _locations(occasions: Iterable[Occasion]) -> list[dict[str, Any]]:
    """The towns of a festival: search engines ask where it is."""
    towns = dict.fromkeys(one.place.town for one in occasions if one.place and one.place.town)
    return [
        {
            "@type": "Place",
            "name": town,
            "address": {"@type": "PostalAddress", "addressLocality": town, "addressCountry": "FR"},
        }
        for town in towns
    ]


def _offer(occasion: Occasion) -> dict[str, Any]:
    event = occasion.event
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": event.registration_url or occasion.full_url,
        "availability": SCHEMA + _availability(occasion),
    }
    if event.price == Price.FREE:
        offer |= {"price": 0, "priceCurrency": CURRENCY}
    if event.price_note:
        offer["description"] = event.price_note
    return offer


def _availability(occasion: Occasion) -> str:
    if occasion.is_full:
        return "SoldOut"
    return "LimitedAvailability" if occasion.seats_left == SeatsLeft.FEW else "InStock"


def _organiser(one: Organiser) -> dict[str, Any]:
    return {"@type": "Organization", "name": one.name} | ({"url": one.full_url} if one.full_url else {})


def _ages(event: Event) -> str:
    if event.age_min is None and event.age_max is None:
        return ""
    return f"{event.age_min or 0}-{'' if event.age_max is None else event.age_max}"


def _works(event: Event, works: Mapping[str, UsedWork]) -> dict[str, list[dict[str, Any]]]:
    """What is used or recommended is featured; a sound, a film or a picture made there is a recording of it."""
    groups: dict[str, list[dict[str, Any]]] = {"workFeatured": [], "recordedIn": [], "subjectOf": []}
    for id_, role, _use, _note in event.works:
        work = works.get(id_)
        if work is None:
            continue
        made = role == Role.PRODUCED
        name = "recordedIn" if made and work.type == "media" else "subjectOf" if made else "workFeatured"
        groups[name].append(_work(work))
    return groups


def _work(work: UsedWork) -> dict[str, Any]:
    node = {
        "@type": MEDIA_TYPES.get(work.sort) or WORK_TYPES.get(work.type, "CreativeWork"),
        "name": work.title,
        "url": work.url,
        "license": work.licence_url,
        "creditText": work.credit,
    }
    return {key: value for key, value in node.items() if value}

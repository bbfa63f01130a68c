"""The programme for programs: `GET /events` of the API, an occurrence a result."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 -- the schemas are read when they are made
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.decorators import decorate_view
from ninja.renderers import JSONRenderer

from commons.guides.enums import Audience
from commons.library.enums import Language
from community.models.place import AccessAnswer, AccessAspect
from legaltools import catalogue
from programme.context.narrowed import CHOSEN, MOST_CHOSEN, narrowed
from programme.context.pictures import picture_of, pictures_of
from programme.context.selections import last_change, programmes, works_named
from programme.enums import Kind, Price, Registration, Role, Status
from programme.exports.words import credit, named
from web.api.errors import BadParameter, UnacceptableQuery
from web.api.parameters import LANGUAGE, answer_language, parameter
from web.api.schemas import Licence, Problems, licence_out
from web.page_cache.generation import cached_texts
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.http import HttpRequest

    from programme.context.narrowed import Narrowed
    from programme.context.pictures import PublicPicture
    from programme.context.selections import UsedWork
    from programme.context.values import Access, Event, Occasion, Place, Programme

router = Router(tags=["programme"])
JSON = JSONRenderer()
PER_PAGE = 50
LAST_PAGE = 9999
YES = "oui"


class KeyOut(Schema):
    key: str
    label: str


class AccessOut(Schema):
    """`description` says how: a box that is ticked does not."""

    aspect: str
    answer: str
    label: str
    description: str


class PlaceOut(Schema):
    """`url` is empty, and so is the rest but the name, for a place whose page is not public."""

    name: str
    url: str
    address: str
    postal_code: str
    town: str
    neighbourhood: str
    latitude: float | None
    longitude: float | None
    access: list[AccessOut]
    access_checked_on: date | None


class OrganiserOut(Schema):
    name: str
    url: str


class AuthorOut(Schema):
    """Who wrote the text of an event; `role` is “author”, “translator”… or free words."""

    name: str
    role: str
    url: str


class WorkOut(Schema):
    """An item of the pool; `role` is used, recommended or produced."""

    id: str
    role: str
    title: str
    url: str
    licence: str
    licence_url: str
    credit: str


class PictureOut(Schema):
    """`url` is the file as it was uploaded, `page` where it can be taken from, `alt` its words."""

    url: str
    media_type: str
    width: int
    height: int
    alt: str
    page: str
    licence: str
    licence_url: str
    credit: str


class EventOut(Schema):
    """One occurrence, with what is told of its event. Times are those of the clock in the edition's zone.

    `seats_left` is open, few (a fifth of the seats, three at least) or full, and empty where nobody counts: never a
    number, from which each registration could be told. `authors` wrote the text, and `credit` is the line to copy.
    `image` is a picture that anybody may see and pass on, to be shown with its `credit`.
    `id` never changes. `end` is not part of it: of whole days, midnight after the last one. `updated_at` is its last
    real change, and `sequence` counts those of time, place and state.
    """

    id: str
    event: str
    edition: str
    title: str
    url: str
    one_sentence: str
    text: str
    kind: KeyOut
    start: datetime
    end: datetime
    all_day: bool
    hours: str
    zone: str
    status: KeyOut
    status_note: str
    previous_start: datetime | None
    full: bool
    seats: int | None
    seats_left: str
    place: PlaceOut | None
    room: str
    online_url: str
    organisers: list[OrganiserOut]
    themes: list[KeyOut]
    audience: list[KeyOut]
    age_min: int | None
    age_max: int | None
    price: KeyOut
    price_note: str
    registration: KeyOut
    registration_url: str
    language: str
    licence: Licence | None
    authors: list[AuthorOut]
    credit: str
    image: PictureOut | None
    works: list[WorkOut]
    carries_label: bool
    sequence: int
    updated_at: datetime


class EventsOut(Schema):
    count: int
    page: int
    pages: int
    results: list[EventOut]


PARAMETERS = [
    parameter("edition", "Slug of an edition, as in its address; all of them without it."),
    parameter("a-venir", "“oui”: what is not over yet.", {"enum": [YES]}),
    parameter("jour", "Days, from four to four, such as 2026-10-02; several are alternatives.", {"format": "date"}),
    parameter("mois", "Months, such as 2026-10.", {"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
    parameter("lieu", "Slugs of places."),
    parameter("quartier", "Neighbourhoods."),
    parameter("theme", "Slugs of themes."),
    parameter("type", "Kinds of event.", {"enum": list(Kind.values)}),
    parameter("public", "Audiences.", {"enum": list(Audience.values)}),
    parameter("association", "Slugs of associations that organise."),
    parameter("langue", "Languages.", {"enum": list(Language.values)}),
    parameter(
        "accessible", "Aspects of access that must be there; “oui” for the entrance.",
        {"enum": [YES, *AccessAspect.values]},
    ),
    parameter("age", "For somebody of this age.", {"type": "integer", "minimum": 0}),
    parameter("gratuit", "“oui”: free ones.", {"enum": [YES]}),
    parameter("en-ligne", "“oui”: those that one follows online.", {"enum": [YES]}),
    parameter("q", "Words.", {"maxLength": 100}),
    parameter(CHOSEN, f"Identifiers of occurrences with commas between, {MOST_CHOSEN} at most."),
    parameter("page", "Page, from 1.", {"type": "integer", "minimum": 1}),
    LANGUAGE,
]  # fmt: skip
OURS = ("edition", "a-venir", "page", "lang")


@router.get(
    "/events",
    response={200: EventsOut, 422: Problems},
    openapi_extra={"parameters": PARAMETERS},
    summary="The programme",
    operation_id="events",
)
@decorate_view(cache_with_query)
def events(request: HttpRequest) -> HttpResponse:
    """Occurrences in the order of time, fifty a page; those that are cancelled too, which say so."""
    answer_language(request, parameters=(one["name"] for one in PARAMETERS))
    asked = narrowed(request.GET, others=OURS)
    now = timezone.now().replace(second=0, microsecond=0)
    minute = now.isoformat() if _yes(request, "a-venir") else ""

    def written() -> tuple[bytes]:
        """As ninja would write it, once for all who ask for the same."""
        out = EventsOut.model_validate(_found(request, asked, now)).model_dump()
        return (JSON.render(request, out, response_status=200),)

    (content,) = cached_texts(f"api-events:{minute}:{request.GET.urlencode()}", written)
    return HttpResponse(content, content_type=f"{JSON.media_type}; charset=utf-8")


def _found(request: HttpRequest, asked: Narrowed, now: datetime) -> dict[str, Any]:
    chosen = _editions(request.GET.get("edition", ""))
    found = [one for part in chosen for one in part.occasions if asked.matches is None or asked.matches(one)]
    if _yes(request, "a-venir"):
        found = [one for one in found if one.end > now]
    found.sort(key=lambda one: (one.start, one.key))
    shelf = Paginator(found, PER_PAGE)
    number = _page(request.GET.get("page", "1"), shelf.num_pages)
    shown = list(shelf.page(number))
    works, pictures = works_named(shown), pictures_of(shown)
    slugs = {part.key: part.slug for part in chosen}
    return {
        "count": shelf.count,
        "page": number,
        "pages": shelf.num_pages,
        "results": [_out(one, slugs[one.event.edition], works, pictures) for one in shown],
    }


def _editions(slug: str) -> list[Programme]:
    found = [one for one in programmes() if not slug or one.slug == slug]
    if slug and not found:
        raise UnacceptableQuery(BadParameter("edition", _("No public edition has this address.")))
    return found


def _yes(request: HttpRequest, name: str) -> bool:
    value = request.GET.get(name, "")
    if value not in {"", YES}:
        raise UnacceptableQuery(BadParameter(name, _("Write “oui”, or leave it out.")))
    return value == YES


def _page(text: str, last: int) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE))
    if not digits or not 1 <= int(text) <= max(1, last):
        raise UnacceptableQuery(
            BadParameter("page", _("There are pages from 1 to %(last)d.") % {"last": max(1, last)})
        )  # fmt: skip
    return int(text)


def _out(
    one: Occasion, edition: str, works: Mapping[str, UsedWork], pictures: Mapping[int, PublicPicture]
) -> dict[str, Any]:  # fmt: skip
    event, tool = one.event, catalogue.by_key().get(one.event.licence)
    return {
        "id": one.uuid,
        "event": event.uuid,
        "edition": edition,
        "title": event.title,
        "url": one.full_url,
        "one_sentence": event.one_sentence,
        "text": event.text,
        "kind": _key(Kind(event.kind)),
        **_when(one),
        "status": _key(Status(one.status)),
        "status_note": one.status_note,
        "previous_start": one.previous_start,
        "full": one.is_full,
        "seats": one.seats,
        "seats_left": one.seats_left,
        "place": _place(one.place) if one.place else None,
        "room": one.room,
        "online_url": one.online_url,
        "organisers": [{"name": who.name, "url": who.full_url} for who in event.organisers],
        "themes": [{"key": topic.slug, "label": topic.name} for topic in event.topics],
        "audience": [_key(Audience(key)) for key in event.audience],
        "age_min": event.age_min,
        "age_max": event.age_max,
        **_taking_part(event),
        "language": event.language,
        "licence": licence_out(tool) if tool else None,
        "authors": [{"name": who.name, "role": who.role, "url": who.url} for who in event.authors],
        "credit": credit(event),
        "image": picture_of(one, pictures),
        "works": list(_works(event, works)),
        "carries_label": event.carries_label,
        "sequence": one.sequence,
        "updated_at": last_change(one),
    }


def _taking_part(event: Event) -> dict[str, Any]:
    return {
        "price": _key(Price(event.price)),
        "price_note": event.price_note,
        "registration": _key(Registration(event.registration)),
        "registration_url": event.registration_url,
    }


def _when(one: Occasion) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "all_day": one.all_day,
        "hours": one.hours,
        "zone": str(one.start.tzinfo),
    }


def _works(event: Event, works: Mapping[str, UsedWork]) -> Iterator[dict[str, str]]:
    for id_, role, _use, _note in event.works:
        if work := works.get(id_):
            yield {
                "id": id_, "role": str(Role(role)), "title": work.title, "url": work.url, "licence": work.licence,
                "licence_url": work.licence_url, "credit": work.credit,
            }  # fmt: skip


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "url": place.full_url,
        "address": place.address,
        "postal_code": place.postal_code,
        "town": place.town,
        "neighbourhood": place.neighbourhood,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "access": _access(place.access),
        "access_checked_on": place.access_checked_on,
    }


def _access(lines: Iterable[Access]) -> list[dict[str, str]]:
    return [
        {
            "aspect": line.aspect,
            "answer": line.answer,
            "label": named(str(AccessAspect(line.aspect).label), str(AccessAnswer(line.answer).label)),
            "description": line.description,
        }
        for line in lines
    ]


def _key(choice: Any) -> dict[str, str]:
    return {"key": str(choice.value), "label": str(choice.label)}

"""Places as their pages need them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from community import place_uses, queries
from community.context.place_jsonld import place_jsonld
from community.models.place import AccessAnswer, AccessAspect, PlacePage
from design.addresses import address
from markup.normalize import normalize
from markup.typography import typeset
from web.languages import current_language
from web.page_cache.generation import cached
from web.stored_texts import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.models import Page

    from community.models import PlaceIndexPage

LONGEST = 120


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the list; `entrance` is the answer to the first thing that stops somebody, in words."""

    name: str
    url: str
    address: str
    neighbourhood: str
    kind: str
    entrance: str
    to_come: int = 0


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a place is chosen by, beside what is shown of it; `said` is normalized."""

    key: int
    neighbourhood: str
    kind: str
    said: str
    entrance: str
    row: PlaceRow


def place_list_context(page: PlaceIndexPage, *, request: HttpRequest) -> dict[str, Any]:
    """The places by neighbourhood; no query for them, once the generation has asked."""
    places = cached("places-listed", _listed)
    asked = {name: request.GET.get(name, "").replace("\0", " ")[:LONGEST] for name in ("quartier", "type", "q")}
    entrance = request.GET.get("accessible") == "oui"
    found = [one for one in places if _answers(one, asked, entrance=entrance)]
    counts = place_uses.counts(one.key for one in found)
    rows = [replace(one.row, to_come=counts.get(one.key, 0)) for one in found]
    by_neighbourhood = [(name, list(ones)) for name, ones in groupby(rows, key=lambda row: row.neighbourhood)]
    kinds = {one.kind for one in places}
    return {
        "nav": "places",
        "trail": [(_("Home"), "/"), (_called(page), "")],
        "by_neighbourhood": by_neighbourhood,
        "count": len(rows),
        "has_places": bool(places),
        "asked": {**asked, "accessible": entrance},
        "is_narrowed": any(asked.values()) or entrance,
        "neighbourhoods": sorted({one.neighbourhood for one in places if one.neighbourhood}, key=normalize),
        "kinds": [choice for choice in PlacePage.Kind.choices if choice[0] in kinds],
    }


def _listed() -> tuple[_Listed, ...]:
    """All that anybody may see, in the order of the list; three queries."""
    places = map(_one, queries.public_places().prefetch_related("access_lines"))
    return tuple(sorted(places, key=lambda one: _by_neighbourhood(one.row)))


def _one(place: PlacePage) -> _Listed:
    answer = _entrance(place)
    row = PlaceRow(
        name=place.title, url=address(place), address=place.address_line,
        neighbourhood=place.neighbourhood or place.town, kind=str(PlacePage.Kind(place.kind).label),
        entrance=str(AccessAnswer(answer).label) if answer else "",
    )  # fmt: skip
    said = normalize(f"{place.title} {place.neighbourhood} {place.town} {place.street_address}")
    return _Listed(place.pk, place.neighbourhood, place.kind, said, answer, row)


def _answers(place: _Listed, asked: dict[str, str], *, entrance: bool) -> bool:
    return (
        (not asked["quartier"] or place.neighbourhood == asked["quartier"])
        and (not asked["type"] or place.kind == asked["type"])
        and all(word in place.said for word in normalize(asked["q"]).split())
        and (not entrance or place.entrance == AccessAnswer.YES)
    )


def _entrance(place: PlacePage) -> str:
    return next((one.answer for one in place.access_lines.all() if one.aspect == AccessAspect.ENTRANCE), "")


def _by_neighbourhood(row: PlaceRow) -> tuple[bool, str, str]:
    return (not row.neighbourhood, normalize(row.neighbourhood), normalize(row.name))


def place_context(page: PlacePage, *, request: HttpRequest) -> dict[str, Any]:
    parent = page.get_parent()
    return {
        "nav": "places",
        "place": page,
        "kind": str(PlacePage.Kind(page.kind).label),
        "trail": [(_("Home"), "/"), (_called(parent), parent.get_url(request)), (page.title, "")],
        "description": mark_safe(typeset(expanded(page.description), language=settings.LANGUAGE_CODE)),  # noqa: S308 -- cleaned by Wagtail when stored
        "access": list(access_rows(page)),
        "map_url": map_url(page),
        "uses": place_uses.of_place(page),
        "jsonld": place_jsonld(page),
    }


def access_rows(place: PlacePage) -> Iterable[dict[str, Any]]:
    """Lines of access as components/access_list.html takes them, in the order of the way there."""
    order = {key: number for number, key in enumerate(AccessAspect.values)}
    for line in sorted(place.access_lines.all(), key=lambda line: order.get(line.aspect, len(order))):
        yield {
            "aspect": line.get_aspect_display(), "answer": line.get_answer_display(), "description": line.description,
            "is_of_the_event": False, "language": settings.LANGUAGE_CODE,
        }  # fmt: skip


def map_url(place: PlacePage) -> str:
    """Where phones and browsers show it on a map of their own; empty without coordinates."""
    if place.coordinates is None:
        return ""
    latitude, longitude = place.coordinates
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=18/{latitude}/{longitude}"


def _called(index: Page) -> str:
    """The list of places as its title says it; to who reads another language, in theirs."""
    return index.title if current_language() == settings.LANGUAGE_CODE else _("Places")

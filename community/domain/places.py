"""Verbs for places: the one that somebody means, and a new one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from community.models import PlaceIndexPage, PlacePage
from community.models.place import PlaceAccess
from design.addresses import free_slug
from markup.normalize import normalize
from search.publishing import IMPORT, add_draft, publish

if TYPE_CHECKING:
    from collections.abc import Iterable

SAME_PLACE = 50  # metres, for names that look alike
SAME_NAME = 1_000  # metres: of one name, farther apart, they are two
ALIKE = 0.6
LONGEST_SLUG = 80
_EARTH = 6_371_000  # metres
_WORD = re.compile(r"[^\w]+")
# What people write short, in names of places and of towns.
_SHORT = {
    "st": "saint", "ste": "sainte", "med": "mediatheque", "mediath": "mediatheque", "bib": "bibliotheque",
    "bibl": "bibliotheque", "ctre": "centre", "soc": "social", "mq": "maison quartier", "mpt": "maison pour tous",
    "asso": "association", "univ": "universite", "amphi": "amphitheatre", "gd": "grand", "gde": "grande",
    "mun": "municipale", "poly": "polyvalente",
}  # fmt: skip
# Words that say nothing of which one.
_SMALL = frozenset("a au aux d de des du en et l la le les salle the of".split())  # noqa: SIM905 -- words read best so


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was recognised: `by_name`, or by where it lies; `distance` in metres where both lie somewhere."""

    place: PlacePage
    by_name: bool
    distance: float | None = None


def find_place(
    name: str, *, coordinates: tuple[float, float] | None = None, town: str = "",
    among: Iterable[PlacePage] | None = None,
) -> Found | None:  # fmt: skip
    """The place that this name means, drafts included; None when nothing says so for certain.

    It bears that name (or had it: `other_names`) and nothing speaks against it: not another town, not a kilometre
    between them. Or it lies within 50 metres, and its name looks alike. One query, none with `among`.
    """
    places = list(PlacePage.objects.all() if among is None else among)
    key = _key(name)
    if not key:
        return None
    named = [_found(place, coordinates, by_name=True) for place in places if key in _keys(place)]
    named = [one for one in named if _may_be(one, town)]
    if not town and all(one.distance is None for one in named) and len({_key(one.place.town) for one in named}) > 1:
        named = [one for one in named if not one.place.town]  # of several towns, and nothing says which
    if named:
        return min(named, key=lambda one: (one.distance is None, one.distance or 0, bool(town) and not one.place.town,
                                           one.place.pk))  # fmt: skip
    near = [_found(place, coordinates, by_name=False) for place in places if coordinates and place.coordinates]
    near = [one for one in near if (one.distance or 0) <= SAME_PLACE and _alike(key, one.place)]
    return min(near, key=lambda one: (one.distance or 0, one.place.pk), default=None)


@transaction.atomic
def create_place(name: str, *, by: Any = None, **fields: Any) -> PlacePage:
    """Add a place; published at once when somebody could find it, else a draft. `fields` are those of `PlacePage`.

    Raises ValidationError for a field that is wrong, PlaceIndexPage.DoesNotExist on a site without a list of places.
    """
    index = PlaceIndexPage.objects.get()
    lines = fields.pop("access", ())
    place = PlacePage(
        title=name,
        slug=slug_of_place(name, index),
        owner=by,
        live=False,
        **fields,
    )
    for order, (aspect, answer, description) in enumerate(lines):
        place.access_lines.add(PlaceAccess(aspect=aspect, answer=answer, description=description, sort_order=order))
    add_draft(place, under=index)
    if place.publication_problems():
        place.save_revision(user=by, clean=False)
    else:
        publish(place, by=by, told=IMPORT)
    return PlacePage.objects.get(pk=place.pk)


def distance_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points given in degrees of latitude and longitude, on a sphere."""
    (north, east), (north2, east2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def _found(place: PlacePage, coordinates: tuple[float, float] | None, *, by_name: bool) -> Found:
    own = place.coordinates
    return Found(place, by_name, distance_between(own, coordinates) if own and coordinates else None)


def _may_be(found: Found, town: str) -> bool:
    """Whether nothing speaks against it: every town has its “salle polyvalente”."""
    if found.distance is not None:
        return found.distance <= SAME_NAME
    return not town or not found.place.town or _key(town) == _key(found.place.town)


def _key(name: str) -> str:
    words = [_SHORT.get(word, word) for word in _WORD.split(normalize(name)) if word]
    return " ".join([word for word in words if word not in _SMALL] or words)


def slug_of_place(name: str, index: PlaceIndexPage) -> str:
    """The end of an address that nothing below `index` has. One query."""
    return free_slug(name, under=index, empty="lieu", longest=LONGEST_SLUG)


def _keys(place: PlacePage) -> set[str]:
    return {_key(name) for name in (place.title, *place.other_names) if isinstance(name, str)}


def _alike(key: str, place: PlacePage) -> bool:
    return any(
        SequenceMatcher(None, key, other).ratio() >= ALIKE or set(key.split()) <= set(other.split())
        or set(other.split()) <= set(key.split())
        for other in _keys(place) if other
    )  # fmt: skip

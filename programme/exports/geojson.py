"""GeoJSON (RFC 7946): an occurrence a point. uMap and QGIS read it from its address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from programme.context.pictures import picture_of
from programme.exports.base import Export, Scope
from programme.exports.words import access, categories, cleaned, credit, licence_of, summary, where

if TYPE_CHECKING:
    from programme.context.selections import Selection
    from programme.context.values import Occasion


class GeoJson(Export):
    identifier = "geojson"
    filename = "programme.geojson"
    content_type = "application/geo+json; charset=utf-8"
    scopes = frozenset({Scope.EDITION, Scope.EVERYTHING})
    label = _("Map (GeoJSON)")
    text = _("For uMap or QGIS: each date at its place. What has no place with coordinates is not in it.")

    def write(self, selection: Selection, *, here: str) -> bytes:
        tool = licence_of(selection.licence)
        collection = {
            "type": "FeatureCollection",
            "name": selection.title,
            "date": selection.changed_at.isoformat(timespec="seconds"),
            "licence": {"label": tool.label, "url": tool.url} if tool else None,
            "attribution": selection.site,
            "source": here,
            "features": [
                _feature(one, selection) for one in selection.occasions if one.place and one.place.latitude is not None
            ],
        }
        return (json.dumps(cleaned(collection), ensure_ascii=False) + "\n").encode()


def _feature(occasion: Occasion, selection: Selection) -> dict[str, Any]:
    event, place, tool = occasion.event, occasion.place, licence_of(occasion.event.licence)
    picture = picture_of(occasion, selection.pictures)
    return {
        "type": "Feature",
        "id": occasion.uuid,
        # The longitude first: RFC 7946, section 3.1.1.
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place else None,
        "properties": {
            "name": summary(occasion),
            "description": event.one_sentence,
            "start": occasion.start.isoformat(),
            "end": occasion.end.isoformat(),
            "all_day": occasion.all_day,
            "hours": occasion.hours,
            "status": occasion.status,
            "where": where(occasion),
            "place": place.name if place else "",
            "neighbourhood": place.neighbourhood if place else "",
            "access": access(occasion),
            "kind": event.kind,
            "categories": categories(event),
            "organisers": [one.name for one in event.organisers],
            "free": event.is_free,
            "url": occasion.full_url,
            "licence": tool.url if tool else "",
            "authors": [one.name for one in event.authors],
            "credit": credit(event),
            "image": picture.url if picture else "",
            "image_credit": picture.credit if picture else "",
            "updated": occasion.changed_at.isoformat(timespec="seconds"),
        },
    }

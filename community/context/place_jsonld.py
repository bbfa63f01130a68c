"""A place for machines: schema.org's Place, with what is told of access."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community.models.place import AccessAnswer, AccessAspect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COUNTRY = "FR"


def place_node(fields: Mapping[str, Any], *, name: str, url: str, access: Iterable[Any]) -> dict[str, Any]:
    """Without `@context`, to be put in an event. `fields` are those of a place, `access` its lines; empty ones are out.

    Search engines ask for a name and an address: where nothing of an address is told, the name stands for it.
    """
    address = {
        "@type": "PostalAddress",
        "streetAddress": fields.get("street_address"),
        "postalCode": fields.get("postal_code"),
        "addressLocality": fields.get("town"),
    }
    known = {key: value for key, value in address.items() if value}
    latitude, longitude = fields.get("latitude"), fields.get("longitude")
    point = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    node = {
        "@type": "Place",
        "@id": url,
        "url": url,
        "name": name,
        "address": known | {"addressCountry": COUNTRY} if len(known) > 1 else name,
        "geo": point if latitude is not None else None,
        "telephone": fields.get("phone"),
        "email": fields.get("email"),
        "sameAs": fields.get("website"),
        "amenityFeature": [_feature(line) for line in access],
    }
    return {key: value for key, value in node.items() if value}


def _feature(line: Any) -> dict[str, Any]:
    """“In part” and “on request” are neither yes nor no: their words are the value."""
    answer = AccessAnswer(line.answer)
    sure = {AccessAnswer.YES: True, AccessAnswer.NO: False}
    feature = {
        "@type": "LocationFeatureSpecification",
        "name": str(AccessAspect(line.aspect).label),
        "value": sure.get(answer, str(answer.label)),
    }
    return feature | ({"description": line.description} if line.description else {})

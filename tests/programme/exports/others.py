"""What other programs ask of the files of a programme, as JSON Schemas of our own words, and readers that are not ours.

The facts are those of RFC 7946, of OpenAgenda's export (API v2) and of Giggity's menu (Wilm0r/giggity, tools/menu-schema.json).
"""

from __future__ import annotations

import csv
import io

from jsonschema import Draft202012Validator
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = {"type": "string", "pattern": "^https?://"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def exactly(required, optional=None, **more):
    """An object with these fields and no other."""
    return {
        "type": "object", "properties": {**required, **(optional or {})}, "required": [*required],
        "additionalProperties": False, **more,
    }  # fmt: skip


def in_languages(value):
    """Words by language: never words alone."""
    return {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z]{2,3}$"},
        "additionalProperties": value,
        "minProperties": 1,
    }


def listed(value, **more):
    return {"type": "array", "items": value, **more}


def or_null(value):
    return {"anyOf": [{"type": "null"}, value]}


_NUMBER, _TEXT, _BOOLEAN = {"type": "integer"}, {"type": "string"}, {"type": "boolean"}
_TIMING = exactly({"begin": MOMENT, "end": MOMENT})
_PLACE = exactly({
    "uid": _NUMBER, "name": {"type": "string", "minLength": 1}, "address": _TEXT, "city": _TEXT, "postalCode": _TEXT,
    "insee": _TEXT, "district": _TEXT, "countryCode": {"const": "FR"},
    "latitude": or_null({"type": "number", "minimum": -90, "maximum": 90}),
    "longitude": or_null({"type": "number", "minimum": -180, "maximum": 180}),
    "timezone": _TEXT, "phone": _TEXT, "email": _TEXT, "website": _TEXT, "access": in_languages(_TEXT),
    "description": in_languages(_TEXT),
})  # fmt: skip
_AGENDA_EVENT = exactly(
    {
        "uid": _NUMBER, "slug": {"type": "string", "pattern": "^[a-z0-9_-]+$"},
        "title": in_languages({"type": "string", "minLength": 1}), "description": in_languages(_TEXT),
        "longDescription": in_languages(_TEXT), "conditions": in_languages(_TEXT), "keywords": in_languages(listed(_TEXT)),
        "timings": listed(_TIMING, minItems=1), "firstTiming": _TIMING, "lastTiming": _TIMING,
        "timezone": {"type": "string", "pattern": "^[A-Z][a-z]+/"}, "attendanceMode": {"enum": [1, 2, 3]},
        "onlineAccessLink": or_null(ADDRESS), "status": {"enum": [1, 2, 3, 4, 5, 6]}, "state": {"const": 2},
        "featured": _BOOLEAN, "license": or_null(ADDRESS),
        "accessibility": exactly(dict.fromkeys(("hi", "ii", "vi", "pi", "mi"), _BOOLEAN)),
        "age": exactly({"min": or_null(_NUMBER), "max": or_null(_NUMBER)}),
        "registration": listed(exactly({"type": {"enum": ["link", "email", "phone"]}, "value": _TEXT})),
        "links": listed(exactly({"link": ADDRESS})), "canonicalUrl": ADDRESS,
        "originAgenda": exactly({"title": _TEXT, "url": ADDRESS}), "location": or_null(_PLACE),
        "extIds": listed(exactly({"key": _TEXT, "value": {"type": "string", "format": "uuid"}}), minItems=2),
        "createdAt": MOMENT, "updatedAt": MOMENT,
    },
    {
        "image": exactly({
            "filename": _TEXT, "base": {"type": "string", "pattern": "^https?://.*/$"}, "url": ADDRESS,
            "size": exactly({"width": _NUMBER, "height": _NUMBER}), "variants": listed({}),
        }),
        "imageCredits": {"type": "string", "maxLength": 255},
    },
    # Where one goes, or how one follows it; a place is missing only where nobody knows it yet.
    dependentRequired={"image": ["imageCredits"]},
)  # fmt: skip
OPENAGENDA = exactly({"total": {"type": "integer", "minimum": 0}, "events": listed(_AGENDA_EVENT)})

_POINT = exactly({
    "type": {"const": "Point"},
    "coordinates": {
        "type": "array", "minItems": 2, "maxItems": 2,
        "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}],
    },
})  # fmt: skip
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": listed({
            "type": "object", "required": ["type", "id", "geometry", "properties"],
            "properties": {
                "type": {"const": "Feature"}, "id": {"type": ["string", "number"]}, "geometry": _POINT,
                "properties": {
                    "type": "object", "required": ["name", "start", "end", "status", "url", "licence", "credit"],
                    "properties": {"start": MOMENT, "end": MOMENT, "url": ADDRESS},
                },
            },
            # Of another type of object each is a name that is taken (section 7.1).
            "not": {"anyOf": [{"required": ["coordinates"]}, {"required": ["geometries"]}, {"required": ["features"]}]},
        }),
    },
    "not": {"anyOf": [{"required": ["coordinates"]}, {"required": ["geometry"]}, {"required": ["properties"]}]},
}  # fmt: skip

# A date with two digits behind it, as zones of DNS are numbered.
_VERSION = {"type": "integer", "minimum": 2008010100, "maximum": 2029123199}
GIGGITY = exactly({
    "version": _VERSION,
    "schedules": listed(exactly(
        {
            "id": {"type": "string", "pattern": "^[a-z0-9_-]{4,}$"}, "version": _VERSION, "url": ADDRESS,
            "title": {"type": "string", "minLength": 1}, "start": DAY, "end": DAY,
        },
        {
            "refresh_interval": {"type": "integer", "minimum": 300, "maximum": 604800},
            "timezone": {"type": "string", "pattern": "^[A-Z][a-z]+/"},
            "metadata": exactly({}, {
                "icon": ADDRESS,
                "links": listed(exactly({"url": {"type": "string", "pattern": "^(geo:|https?://)"}}, {"title": _TEXT, "type": _TEXT})),
                "rooms": listed(exactly(
                    {"name": {"type": "string", "format": "regex", "minLength": 1}, "latlon": {
                        "type": "array", "minItems": 2, "maxItems": 2,
                        "prefixItems": [{"type": "number", "minimum": -90, "maximum": 90}, {"type": "number", "minimum": -180, "maximum": 180}],
                    }},
                    {"show_name": _TEXT},
                )),
            }),
        },
    ), minItems=1, maxItems=1),
})  # fmt: skip


def faults(schema, data):
    """What a schema says against some data; an empty list where it says nothing."""
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:120]}" for one in checker.iter_errors(data)]


def rows_of(content):
    """A table as a spreadsheet reads it: with its mark, semicolons, quotes; each row as wide as the first."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def entries_of(content):
    """The entries of an Atom feed, where it has all that RFC 4287 asks for (sections 4.1.1 and 4.1.2)."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for one in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert [len(found.text.strip()) > 0 for found in one.findall(f"{ATOM}{name}")] == [True]
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == ["self"]
    for one in entries:
        assert one.find(f"{ATOM}link") is not None or one.find(f"{ATOM}content") is not None
    names = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(names)) == len(names)
    return entries

"""The indexes of a booklet: what takes place where, by whom, about what; each with the pages of its dates."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from markup.normalize import normalize
from programme.context.when import day_in_words
from programme.exports.words import topic_name
from programme.papers.entries import access_lines, french, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Occasion, Place


def places_of(occasions: Iterable[Occasion]) -> list[dict[str, Any]]:
    """By name; a place that is not public has its name alone."""
    found: dict[int, tuple[Place, list[str]]] = {}
    for one in occasions:
        if one.place:
            found.setdefault(one.place.key, (one.place, []))[1].append(label_of(one))
    rows = sorted(found.values(), key=lambda row: (normalize(row[0].name), row[0].key))
    return [{**place_of(place), "to": to} for place, to in rows]


def place_of(place: Place) -> dict[str, Any]:
    checked = place.access_checked_on
    return {
        "name": french(place.name) or place.slug,
        "street": french(place.address),
        "near": french(place.neighbourhood),
        "access": access_lines(place),
        "checked": _("checked on %(day)s") % {"day": day_in_words(checked, with_year=True)} if (
            checked and place.access
        ) else "",
        "unknown": "" if place.access else _("Nobody has described the access yet: ask the organisers."),
        "phone": place.phone,
    }  # fmt: skip


def associations_of(occasions: Iterable[Occasion]) -> list[dict[str, Any]]:
    return _index((who.name, label_of(one)) for one in occasions for who in one.event.organisers)


def themes_of(occasions: Iterable[Occasion]) -> list[dict[str, Any]]:
    return _index((topic_name(topic), label_of(one)) for one in occasions for topic in one.event.topics)


def _index(pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, to in pairs:
        found[name].append(to)
    names = sorted(found, key=lambda name: (normalize(name), name))
    return [{"name": french(name), "to": found[name]} for name in names]

"""Sheets for walls: a day on A4, and what takes place behind a door."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from design.drawing.covers import cover_svg
from exporting.pdf.papers import Paper
from markup.normalize import normalize
from programme.papers.base import HERE, Printed
from programme.papers.entries import entry_of
from programme.papers.indexes import place_of
from programme.papers.wording import address_of, common_words, day_head, events_in_words, head_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Occasion, Place
    from programme.papers.base import Asked

ROPE = "rope.svg"
FLAGS = 14


class DaySheets(Printed):
    identifier = "days"
    filename = "feuilles-de-jour.pdf"
    label = gettext_lazy("A sheet for each day (PDF, A4)")
    text = gettext_lazy("For a wall, a counter, a window: what is on that day, hour by hour.")

    def paper(self, asked: Asked) -> Paper:
        return _paper("days.typ", asked, {"days": list(_days(asked)), "words": {**common_words(), **_words()}})


class DoorSheets(Printed):
    identifier = "doors"
    filename = "feuilles-de-porte.pdf"
    label = gettext_lazy("A sheet for the door of each place (PDF, A4)")
    text = gettext_lazy("In large letters: what takes place here, day by day, and how one gets in.")

    def paper(self, asked: Asked) -> Paper:
        doors = list(_doors(asked))
        codes = [one["url"] for one in doors if one["url"]]
        return _paper("doors.typ", asked, {"doors": doors, "words": {**common_words(), **_words()}}, *codes)


def _paper(template: str, asked: Asked, data: dict[str, Any], *addresses: str) -> Paper:
    programme = asked.programme
    return Paper(
        template=HERE / template,
        data={**head_of(asked), **data, "rope": ROPE},
        drawings={ROPE: cover_svg(programme.title, theme="culture", columns=FLAGS, rows=1)},
        addresses=(programme.full_url, *addresses),
        updated=programme.changed_on,
    )


def _days(asked: Asked) -> Iterable[dict[str, Any]]:
    """Days on which something begins; what lasts for weeks stands on each of them, folded. With those alone, theirs."""
    short = [one for one in asked.occasions if not one.is_long]
    long = [one for one in asked.occasions if one.is_long]
    days = {day: list(ones) for day, ones in groupby(short, key=lambda one: one.day)}
    if not days:
        days = {one.day: [] for one in long}
    for day, ones in days.items():
        still = [one for one in long if one.day <= day <= one.last_day]
        yield {
            **day_head(day, with_year=True),
            "count": events_in_words(len({one.event.key for one in ones})) if ones else "",
            "slots": [
                {"time": time, "entries": list(entries)}
                for time, entries in groupby(map(entry_of, ones), key=lambda entry: entry["hours"])
            ],
            "long": [entry_of(one) for one in still],
        }


def _doors(asked: Asked) -> Iterable[dict[str, Any]]:
    """By name, those alone whose page anybody may see: a sheet says where one is."""
    found: dict[int, tuple[Place, list[Occasion]]] = {}
    for one in asked.occasions:
        if one.place and one.place.url:
            found.setdefault(one.place.key, (one.place, []))[1].append(one)
    for place, ones in sorted(found.values(), key=lambda row: (normalize(row[0].name), row[0].key)):
        days = defaultdict(list)
        for one in ones:
            if not one.is_long:
                days[one.day].append(entry_of(one))
        yield {
            **place_of(place),
            **address_of(place.full_url),
            "url": place.full_url,
            "days": [{**day_head(day), "entries": entries} for day, entries in days.items()],
            "long": [entry_of(one) for one in ones if one.is_long],
        }


def _words() -> dict[str, str]:
    return {
        "here": _("Here"),
        "nothing": _("Nothing is announced yet."),
        "whole": _("The whole programme"),
    }

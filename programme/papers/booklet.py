"""The programme from its cover to its back: folded out of A4 sheets, page by page, or in large print."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from design.drawing.covers import cover_svg
from exporting.pdf.papers import Paper
from programme.papers.base import HERE, Printed
from programme.papers.credits import credits_of, figure
from programme.papers.entries import entry_of, label_of
from programme.papers.indexes import associations_of, places_of, themes_of
from programme.papers.wording import (
    associations_in_words,
    common_words,
    day_head,
    events_in_words,
    head_of,
    places_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from programme.context.values import Occasion
    from programme.papers.base import Asked

FOLDED, PAGES = "livret", "pages"
COVER, ROPE = "cover.svg", "rope.svg"
# One a day; a photocopier makes nothing of more.
MOST_PICTURES = 24


class Booklet(Printed):
    identifier = "booklet"
    filename = "programme.pdf"
    label = gettext_lazy("The booklet (PDF, A5)")
    text = gettext_lazy("Print it on both sides of A4, turned over the short edge; fold it, and put two staples in.")
    formats = {FOLDED: gettext_lazy("to fold"), PAGES: gettext_lazy("page by page, to read on a screen")}
    shows_pictures = True

    def paper(self, asked: Asked) -> Paper:
        data, pictures = _data(asked)
        return Paper(
            template=HERE / "booklet.typ",
            data=data,
            pictures={key: one.file for key, one in pictures.items()},
            drawings={
                COVER: cover_svg(asked.programme.title, theme="culture", columns=4, rows=3),
                ROPE: cover_svg(asked.programme.title, theme="culture", columns=14, rows=1),
            },
            addresses=(asked.programme.full_url,),
            updated=asked.programme.changed_on,
            is_folded=asked.format == FOLDED,
        )


class LargePrint(Printed):
    identifier = "large"
    filename = "programme-grands-caracteres.pdf"
    label = gettext_lazy("In large print (PDF, A4)")
    text = gettext_lazy("Letters of 18 points, one column, black on white, no word cut in two.")

    def paper(self, asked: Asked) -> Paper:
        data, _pictures = _data(asked)
        return Paper(
            template=HERE / "large.typ",
            data=data,
            addresses=(asked.programme.full_url,),
            updated=asked.programme.changed_on,
        )


def _data(asked: Asked) -> tuple[dict[str, Any], dict[str, Any]]:
    short = [one for one in asked.occasions if not one.is_long]
    long = [one for one in asked.occasions if one.is_long]
    days = [(day, list(ones)) for day, ones in groupby(short, key=lambda one: one.day)]
    pictures = _pictures(asked, days)
    first = dict[int, str]()
    data = {
        **head_of(asked),
        "cover": COVER,
        "rope": ROPE,
        "counts": _counts(asked),
        "long": [_told(one, first) for one in long],
        "days": [
            {
                **day_head(day, with_year=asked.programme.all_year),
                "count": events_in_words(len(ones)),
                "entries": [_told(one, first) for one in ones],
                "figure": figure(key, pictures[key]) if (key := f"jour-{day.isoformat()}") in pictures else None,
            }
            for day, ones in days
        ],
        "places": places_of([*long, *short]),
        "associations": associations_of([*long, *short]),
        "themes": themes_of([*long, *short]),
        "rights": credits_of(asked, pictures.values()),
        "words": {**common_words(), **_words()},
    }
    return data, pictures


def _told(one: Occasion, first: dict[int, str]) -> dict[str, Any]:
    """An event is told once; its other dates are a line that leads there."""
    entry = entry_of(one)
    told = first.setdefault(one.event.key, label_of(one))
    return entry | {"told": told if told != label_of(one) else ""}


def _pictures(asked: Asked, days: Iterable[tuple[date, list[Occasion]]]) -> dict[str, Any]:
    """One a day, of the first event that takes place and has one; each picture once."""
    found: dict[str, Any] = {}
    shown = set[int]()
    for day, ones in days:
        for one in ones:
            key = one.event.image or 0
            if key in asked.rights.pictures and key not in shown and not one.is_cancelled:
                found[f"jour-{day.isoformat()}"] = asked.rights.pictures[key]
                shown.add(key)
                break
        if len(found) == MOST_PICTURES:
            break
    return found


def _counts(asked: Asked) -> str:
    events = {one.event.key for one in asked.occasions}
    places = {one.place.key for one in asked.occasions if one.place}
    organisers = {who.name for one in asked.occasions for who in one.event.organisers}
    said = [
        events_in_words(len(events)),
        places_in_words(len(places)) if places else "",
        associations_in_words(len(organisers)) if organisers else "",
    ]
    return " · ".join(filter(None, said)) if events else ""


def _words() -> dict[str, str]:
    return {
        "contents": _("Day by day"),
        "places": _("Places"),
        "associations": _("Who organises"),
        "themes": _("Themes"),
        "programme": _("Programme"),
        "notes": _("Notes"),
        "by": pgettext("organisers", "by"),
        "where": _("Where"),
        "public": _("For whom"),
        "who": _("Organised by"),
        "also": _("told on page"),
        "nothing": _("Nothing is announced yet."),
        "pictures": _("Pictures"),
    }

"""A poster for one event: what, when, where, how one gets in, and a code that leads to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from design.drawing.covers import cover_svg
from exporting.pdf.figures import credit_on_paper
from exporting.pdf.papers import Paper
from programme.context.event_page import registration
from programme.context.rows import for_whom_in_words
from programme.context.when import when_in_words
from programme.enums import Registration, Status
from programme.papers.base import EVENT, HERE, Printed
from programme.papers.credits import figure
from programme.papers.entries import capital, entry_of, french, price_of, primary, registration_of, titled, words
from programme.papers.wording import address_of, common_words, head_of
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Occasion
    from programme.papers.base import Asked

# Flags above it, as many as there is room for.
COVERS = {"cover.svg": (4, 2), "band.svg": (8, 2), "rope.svg": (12, 1)}
PICTURE = "poster"
# As many dates as somebody reads in the street.
MOST_DATES = 6


class Poster(Printed):
    identifier = "poster"
    filename = "affiche.pdf"
    scope = EVENT
    label = gettext_lazy("The poster (PDF)")
    text = gettext_lazy("With a code that leads to this page.")
    formats = {"a4": "A4", "a3": "A3"}
    shows_pictures = True

    def paper(self, asked: Asked) -> Paper:
        event = asked.event
        if event is None:
            raise LookupError(self.filename)
        picture = asked.rights.pictures.get(event.image or 0)
        return Paper(
            template=HERE / "poster.typ",
            data=_data(asked, figure(PICTURE, picture) if picture else None),
            pictures={PICTURE: picture.file} if picture else {},
            drawings={
                name: cover_svg(event.title, theme=event.palette, columns=columns, rows=rows)
                for name, (columns, rows) in COVERS.items()
            },
            addresses=(event.full_url,),
            updated=asked.programme.changed_on,
        )


def _data(asked: Asked, drawn: dict[str, Any] | None) -> dict[str, Any]:
    event, work = asked.event, asked.rights.work
    assert event is not None  # noqa: S101 -- `paper` asked for it
    shown = _dates(asked)
    head = head_of(asked)
    return {
        **head,
        "edition": head["title"],
        "lang": primary(current_language()),
        "spoken": primary(event.language),
        "a3": asked.format == "a3",
        "title": titled(event),
        "sentence": words(event.one_sentence, event),
        "kind": capital(event.kind_label),
        "who": [french(one.name) for one in event.organisers],
        "figure": drawn,
        "covers": list(COVERS),
        "stamp": _stamp(asked.occasions),
        "dates": [_date(one) for one in shown],
        "more": _more(len(asked.occasions) - len(shown)),
        "places": _places(shown),
        "facts": [{"label": label, "value": value} for label, value in _facts(asked, shown) if value],
        "credit": credit_on_paper(work, current_language()) if work else [],
        **address_of(event.full_url),
        "words": {**common_words(), **_words()},
    }


def _dates(asked: Asked) -> list[Occasion]:
    """The next ones; where all is over, the first ones."""
    coming = [one for one in asked.occasions if one.last_day >= asked.today]
    return (coming or list(asked.occasions))[:MOST_DATES]


def _more(count: int) -> str:
    return ngettext("and %(count)d other date", "and %(count)d other dates", count) % {"count": count} if count else ""


def _date(one: Occasion) -> dict[str, Any]:
    return {**entry_of(one), "when": capital(when_in_words(one, with_year=True))}


def _stamp(occasions: Iterable[Occasion]) -> str:
    """What all of its dates say: that it does not take place."""
    states = {one.status for one in occasions}
    if states == {Status.CANCELLED}:
        return pgettext("a poster", "Cancelled")
    return pgettext("a poster", "Postponed") if states == {Status.POSTPONED} else ""


def _places(occasions: Iterable[Occasion]) -> list[dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for entry in map(entry_of, occasions):
        key = (entry["place"], entry["street"])
        found.setdefault(key, {name: entry[name] for name in ("place", "street", "online")})
    return list(found.values())


def _facts(asked: Asked, shown: list[Occasion]) -> Iterable[tuple[str, str]]:
    event = asked.event
    assert event is not None  # noqa: S101 -- as above
    yield _("Price"), capital(price_of(event))
    yield _("For whom"), capital(for_whom_in_words(event))
    if _stamp(shown):
        pass  # nobody is told to come to what does not take place
    elif event.registration == Registration.NONE:
        yield _("Taking part"), registration(event)["sentence"]
    else:
        yield _("Taking part"), capital(next(filter(None, map(registration_of, shown)), ""))
    ways = dict.fromkeys(entry["access"] for entry in map(entry_of, shown) if entry["access"])
    note = words(event.access_note, event)
    yield _("Access"), capital(french(" ; ".join(filter(None, [*ways, note]))))


def _words() -> dict[str, str]:
    return {
        "when": _("When"),
        "where": _("Where"),
        "to_come": _("To be announced."),
        "whole": _("All about it, and changes"),
        "picture": _("Picture:"),
        "text": _("Text:"),
    }

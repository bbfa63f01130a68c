"""What is told of one date on paper, as data of the templates: short words, and nothing that asks to be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.models.place import AccessAnswer, AccessAspect
from exporting.pdf.addresses import linked, spelled
from exporting.pdf.glyphs import drawable
from markup.typography import NBSP, typeset
from programme.context.filters import access_of
from programme.context.rows import row_of
from programme.enums import Registration
from programme.exports.words import price_alone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Access, Event, Occasion, Place

Entry = dict[str, Any]
# Beyond, an address is not typed: the page of the event has it.
LONGEST_TYPED = 60
_ORDER = {key: number for number, key in enumerate(AccessAspect.values)}


def entry_of(one: Occasion) -> Entry:
    event, row = one.event, row_of(one)
    language = primary(event.language)
    return {
        "to": label_of(one),
        "lang": language,
        "title": titled(event),
        "url": linked(event.full_url),
        "hours": breaking(row.hours),
        "when": row.when,
        "kind": row.kind,
        "sentence": words(event.one_sentence, event),
        "who": typeset(row.who, language="fr"),
        "for_whom": row.for_whom,
        "price": price_of(event),
        "registration": registration_of(one),
        "access": " · ".join(_short(line) for line in _in_order(access_of(one).values())),
        "access_note": words(event.access_note, event),
        "marks": [{"tone": mark.tone, "words": mark.words} for mark in row.marks if mark.tone != "good"],
        "note": words(one.status_note, event),
        "is_off": row.is_off,
        **where_of(one),
    }


def breaking(hours: str) -> str:
    """For a narrow column: a line may end after the dash, and before what is in brackets."""
    return hours.replace(f"{NBSP}–{NBSP}", f"{NBSP}– ").replace(f"{NBSP}(", " (")


def label_of(one: Occasion) -> str:
    """What its place in the paper is called, for the numbers of pages."""
    return f"seance-{one.key}"


def primary(language: str) -> str:
    """The tag of two or three letters that Typst takes."""
    code = language.partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in {2, 3} else "fr"


def titled(event: Event) -> str:
    """A heading is never empty, whatever of it can be drawn."""
    return drawable(words(event.title, event)).strip() or event.slug


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def words(text: str, event: Event) -> str:
    return typeset(text, language=event.language)


def french(text: str) -> str:
    return typeset(text, language="fr")


def price_of(event: Event) -> str:
    return typeset(price_alone(event), language=event.language)


def where_of(one: Occasion) -> Entry:
    """`place` is never empty; `near` is where in town it is, `online` the address, or where to find it."""
    place, online = one.place, ""
    if one.online_url:
        address = spelled(one.online_url)
        online = address if len(address) <= LONGEST_TYPED else _("the link is on the page of the event")
    named = ", ".join(filter(None, (place.name if place else "", one.room)))
    said = french(named) or (pgettext("an event", "online") if one.online_url else _("place to come"))
    return {
        "place": capital(said),
        "near": french(place.neighbourhood or place.town) if place else "",
        "street": french(place.address) if place else "",
        "online": online,
        "room": capital(french(one.room)),
    }


def registration_of(one: Occasion) -> str:
    """How one takes part, in a few words; "" where one comes as one is, or where nobody can any more."""
    event = one.event
    if one.is_full or one.is_cancelled:
        return ""
    how = {
        Registration.NONE: "",
        Registration.HERE: _("on the page of the event"),
        Registration.ELSEWHERE: spelled(event.registration_url),
        Registration.CONTACT: words(event.registration_contact, event),
    }[Registration(event.registration)]
    if len(how) > LONGEST_TYPED and event.registration == Registration.ELSEWHERE:
        how = _("on the page of the event")
    return _("registration: %(how)s") % {"how": how} if how else ""


def _short(line: Access) -> str:
    return f"{AccessAspect(line.aspect).label} ({AccessAnswer(line.answer).label})"


def _in_order(lines: Iterable[Access]) -> list[Access]:
    """In the order of the way there."""
    return sorted(lines, key=lambda line: _ORDER.get(line.aspect, len(_ORDER)))


def access_lines(place: Place) -> list[Entry]:
    """What is said of a place, each aspect with how."""
    return [
        {
            "aspect": str(AccessAspect(line.aspect).label),
            "answer": str(AccessAnswer(line.answer).label),
            "how": french(line.description),
        }
        for line in _in_order(place.access)
    ]

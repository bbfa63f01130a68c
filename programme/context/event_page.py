"""An event as its page needs it: what is told of it, each time it takes place, where, and how one gets in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commons.library.context.credit_rows import credit_rows
from commons.library.enums import Language
from commons.library.rendering import picture_credit, picture_element, prepare_pictures
from community.models.place import AccessAnswer, AccessAspect
from community.permissions.visibility import in_the_open
from design.addresses import address
from licences.context.licence_box import licence_box
from markup.typography import ages, typeset
from programme.context.filters import access_of
from programme.context.notices import notices_of
from programme.context.reading import event_value
from programme.context.rows import machine_time, marks_of
from programme.context.when import when_in_words
from programme.enums import Kind, Price, Registration, SeatsLeft, Status
from web.languages import current_language
from web.stored_texts import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from programme.context.rows import Mark
    from programme.context.values import Access, Event, Occasion, Place
    from programme.models import EventPage


@dataclass(frozen=True, slots=True)
class AccessRow:
    aspect: str
    answer: str
    description: str
    is_of_the_event: bool
    language: str


@dataclass(frozen=True, slots=True)
class Time:
    """One occurrence on the page; `machine` is when it begins, as in `programme.context.rows`."""

    occasion: Occasion
    when: str
    machine: str
    marks: tuple[Mark, ...]
    seats: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the event, with how one gets in: what the event says stands before what the place says."""

    place: Place
    rooms: tuple[str, ...]
    access: tuple[AccessRow, ...]
    checked_on: date | None


def event_page_context(
    event: EventPage, occasions: list[Occasion], *, now: datetime, value: Event | None = None
) -> dict[str, Any]:  # fmt: skip
    """All that templates/programme/event_page.html names; one query for notices, those of the picture besides.

    `value` is the event as its programme has it, where this is no preview: what is known of it is not asked again.
    """
    language = current_language()
    value = value or event_value(event)
    edition = event.edition
    return {
        "page": event,
        "nav": "programme",
        "trail": [
            (_("Programme"), address(edition.get_parent())),
            (edition.title, address(edition)),
        ],
        "edition": edition,
        "event": value,
        "edition_url": address(edition),
        "body": rich(event.body, event.language),
        "facts": facts(value),
        "to_come": [_time(one) for one in occasions if one.end > now],
        "over": [_time(one) for one in occasions if one.end <= now],
        "wheres": wheres(occasions),
        "event_access": [] if any(one.place for one in occasions) else access_rows(value.access, (), value.language),
        "registration": registration(value),
        "may_come": may_come(occasions, now),
        "is_off": off_in_words(occasions, now),
        "changes": notices_of(event),
        "credits": credit_rows(event.credits),
        "themes": event.theme_list,
        "pool_id": f"event:{event.pk}" if event.live else "",
        **_picture(event),
        **licence_box(event, language),
    }


def rich(html: str, language: str) -> SafeString:
    """A stored text with its links found and its spaces made no-break."""
    return mark_safe(typeset(expanded(html), language=language))  # noqa: S308 -- cleaned by Wagtail when stored


def facts(event: Event) -> list[dict[str, str]]:
    """The bar under the title, as components/fact_bar.html takes it."""
    language = current_language()
    spoken = str(Language(event.language).label) if event.language in Language.values else event.language
    kind = [{"label": _("Kind"), "value": event.kind_label}] if event.kind != Kind.OTHER else []
    return [
        *kind,
        {
            "label": _("For whom"), "value": ", ".join(event.audience_labels) or _("everybody"),
            "detail": ages(event.age_min, event.age_max, language=language),
        },
        {
            "label": _("Price"), "value": str(Price(event.price).label), "detail": event.price_note,
            "written_in": event.language,
        },
        {"label": _("Language"), "value": spoken},
        {
            "label": pgettext("an event", "Label"),
            "value": pgettext("a label", "of the commons") if event.carries_label else "",
        },
    ]  # fmt: skip


def registration(event: Event) -> dict[str, str]:
    """How one takes part: `kind` of `Registration`, a sentence, and where to go."""
    return {
        "kind": event.registration,
        "sentence": {
            Registration.NONE: _("No registration: come as you are."),
            Registration.HERE: _("Register here, by e-mail alone: no account is needed."),
            Registration.ELSEWHERE: _("Registration is at another address."),
            Registration.CONTACT: _("To register, write to the organisers or call them:"),
        }[Registration(event.registration)],
        "url": event.registration_url if event.registration == Registration.ELSEWHERE else "",
        "contact": event.registration_contact if event.registration == Registration.CONTACT else "",
    }  # fmt: skip


def may_come(occasions: Iterable[Occasion], now: datetime) -> bool:
    """Whether somebody may still take part: nobody is told to come to what is over, or does not take place."""
    times = list(occasions)
    off = {Status.CANCELLED, Status.POSTPONED}
    return not times or any(one.end > now and one.status not in off for one in times)


def off_in_words(occasions: Iterable[Occasion], now: datetime) -> str:
    """What whoever opens the page must read first, where none of the dates to come takes place; empty elsewhere."""
    states = {one.status for one in occasions if one.end > now}
    if states == {Status.CANCELLED}:
        return _("This event is cancelled.")
    if states and states <= {Status.CANCELLED, Status.POSTPONED}:
        return _("This event is postponed: its new date is to come.")
    return ""


def wheres(occasions: Iterable[Occasion]) -> list[Where]:
    """The places of an event, each once, in the order of its times."""
    found: dict[int, list[Occasion]] = {}
    for one in occasions:
        if one.place:
            found.setdefault(one.place.key, []).append(one)
    return [_where(ones) for ones in found.values()]


def _where(ones: list[Occasion]) -> Where:
    place = ones[0].place
    assert place is not None  # noqa: S101 -- `wheres` gives those that have one
    rooms = tuple(dict.fromkeys(one.room for one in ones if one.room))
    lines = access_of(ones[0]).values()
    return Where(place, rooms, tuple(access_rows(lines, ones[0].event.access, ones[0].event.language)),
                 place.access_checked_on)  # fmt: skip


def access_rows(lines: Iterable[Access], own: Iterable[Access], language: str) -> list[AccessRow]:
    """Lines of access in words, in the order of the way there; `own` are those that the event says itself."""
    order = {key: number for number, key in enumerate(AccessAspect.values)}
    said = set(own)
    return [
        AccessRow(
            str(AccessAspect(line.aspect).label), str(AccessAnswer(line.answer).label), line.description,
            line in said, language if line in said else "fr",
        )
        for line in sorted(lines, key=lambda line: order.get(line.aspect, len(order)))
    ]  # fmt: skip


def _time(one: Occasion) -> Time:
    marks = tuple(mark for mark in marks_of(one) if mark.tone != "good")
    return Time(one, when_in_words(one, with_year=True), machine_time(one), marks, _seats(one))


def _seats(one: Occasion) -> str:
    """Whether seats are left, of what is registered here and takes place."""
    if not one.seats_left or one.is_full or one.status in {Status.CANCELLED, Status.POSTPONED}:
        return ""
    words = str(SeatsLeft(one.seats_left).label)
    return words[:1].upper() + words[1:]


def _picture(event: EventPage) -> dict[str, Any]:
    if event.image is None or not in_the_open([event.image]):
        return {"image": "", "image_credit": ""}
    prepare_pictures([event.image])
    return {
        "image": picture_element(event.image, sizes="(min-width: 60rem) 20rem, 92vw", lazy=False),
        "image_credit": mark_safe(picture_credit(event.image)),  # noqa: S308 -- legaltools escapes what it writes
    }

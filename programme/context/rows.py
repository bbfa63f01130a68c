"""An occasion as lists draw it: one row of plain words, so that a template looks up little for each of hundreds."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from markup.normalize import normalize
from markup.typography import ages, typeset
from programme.context.when import day_in_words, hours_in_words, time_in_words, when_in_words
from programme.enums import Kind, Price, Status
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from programme.context.values import Event, Occasion


@dataclass(frozen=True, slots=True)
class Mark:
    """What must be seen at once: `tone` is “off” (it does not take place), “changed” or “good”."""

    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """`when` is whole, `hours` without the day; `machine` is when it begins, by the clock of the edition (ISO 8601)."""

    key: int
    url: str
    title: str
    language: str
    letter: str
    palette: str
    when: str
    hours: str
    start: datetime
    machine: str
    all_day: bool
    kind: str
    where: str
    who: str
    for_whom: str
    label: str
    one_sentence: str
    marks: tuple[Mark, ...]
    note: str
    is_off: bool
    # What a browser remembers of a favourite: its identity, and how often it has changed.
    uuid: str = ""
    sequence: int = 0


def rows_of(occasions: Iterable[Occasion], *, with_year: bool = False) -> list[Row]:
    """In the language of the moment, in the order given; no query."""
    return [row_of(one, with_year=with_year) for one in occasions]


def row_of(one: Occasion, *, with_year: bool = False) -> Row:
    event = one.event
    return Row(
        key=one.key, url=one.url, title=event.title, language=event.language, letter=_letter(event.title),
        palette=event.palette, when=when_in_words(one, with_year=with_year), hours=hours_in_words(one), start=one.start,
        machine=machine_time(one), all_day=one.all_day, kind="" if event.kind == Kind.OTHER else event.kind_label,
        where=where_in_words(one),
        who=", ".join(who.name for who in event.organisers), for_whom=for_whom_in_words(event),
        label=label_in_words(event),
        one_sentence=event.one_sentence, marks=tuple(marks_of(one)), note=one.status_note,
        is_off=one.status in {Status.CANCELLED, Status.POSTPONED}, uuid=one.uuid, sequence=one.sequence,
    )  # fmt: skip


def machine_time(one: Occasion) -> str:
    """The day alone of what lasts whole days: no clock but the edition's knows which day its midnight belongs to."""
    return one.start.date().isoformat() if one.all_day else one.start.isoformat()


def where_in_words(one: Occasion) -> str:
    """“La Corderie, Recouvrance”, “online”, both, or that it is not known yet."""
    named = (one.place.name, one.place.neighbourhood or one.place.town) if one.place else ()
    place = typeset(", ".join(filter(None, named)), language="fr")
    online = pgettext("an event", "online") if one.online_url else ""
    return pgettext("a place", "%(place)s and %(online)s") % {"place": place, "online": online} if (
        place and online
    ) else place or online or _("place to come")  # fmt: skip


def for_whom_in_words(event: Event) -> str:
    """“teenagers, from 12 years”; empty where nothing is said."""
    parts = [*event.audience_labels, ages(event.age_min, event.age_max, language=current_language())]
    return ", ".join(part for part in parts if part)


def label_in_words(event: Event) -> str:
    """That it carries the label of the commons; "" of one that does not."""
    return pgettext("an event", "label of the commons") if event.carries_label else ""


def marks_of(one: Occasion) -> Iterable[Mark]:
    """What changed or is not as usual, in words, the gravest first; then what opens a door."""
    if one.status != Status.CONFIRMED:
        yield Mark("changed" if one.status == Status.TENTATIVE else "off", str(Status(one.status).label))
    if one.previous_start and one.previous_start != one.start and one.status in {Status.CONFIRMED, Status.TENTATIVE}:
        yield Mark("changed", _("moved: it was to be on %(before)s") % {"before": _before(one)})
    if one.is_full and one.status in {Status.CONFIRMED, Status.TENTATIVE}:
        yield Mark("off", pgettext("an occurrence", "full"))
    if one.event.price in {Price.FREE, Price.CHOSEN}:
        yield Mark("good", str(Price(one.event.price).label))


def _before(one: Occasion) -> str:
    before = one.previous_start or one.start
    day = day_in_words(before.date())
    return day if one.all_day else f"{day}, {time_in_words(before)}"


def _letter(title: str) -> str:
    """The flag that it is known by; that of the site for a title without a Latin letter."""
    return next((letter.upper() for letter in normalize(title) if letter in ascii_lowercase), "C")

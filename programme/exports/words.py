"""Words that several files share: where, for whom, how much, what one may reuse. Plain text, no control characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.models.place import AccessAnswer, AccessAspect
from legaltools import catalogue
from legaltools.credit import credit_text
from markup.typography import ages as ages_in_words
from programme.context.pictures import picture_of
from programme.context.when import day_in_words
from programme.enums import Price, Registration, Role, Status
from web.languages import current_language

if TYPE_CHECKING:
    from legaltools.tool import Tool
    from programme.context.selections import Selection, UsedWork
    from programme.context.values import Access, Event, Occasion

# Neither XML 1.0 nor iCalendar takes them; half of a pair (surrogates) is no character at all.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without control characters; lines end as on Unix."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(value: Any) -> Any:
    """Data for JSON, each text of it clean."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): cleaned(one) for key, one in value.items()}
    return [cleaned(one) for one in value] if isinstance(value, list | tuple) else value


def summary(occasion: Occasion) -> str:
    """Its title; many programs show nothing else of what is cancelled."""
    title = clean(occasion.event.title)
    if occasion.status == Status.CANCELLED:
        return _("CANCELLED – %(title)s") % {"title": title}
    if occasion.status == Status.POSTPONED:
        return _("POSTPONED – %(title)s") % {"title": title}
    return title


def where(occasion: Occasion) -> str:
    """One line, never empty: a program drops what has no place (Giggity)."""
    place = occasion.place
    named = f"{place.name} ({occasion.room})" if place and occasion.room else place.name if place else occasion.room
    parts = [named, place.address if place else "", _("online") if occasion.online_url else ""]
    line = ", ".join(filter(None, parts)) or _("Place to be announced")
    return clean(line[:1].upper() + line[1:])


def categories(event: Event) -> list[str]:
    return list(dict.fromkeys([event.kind_label, *(topic_name(topic) for topic in event.topics)]))


def topic_name(topic: Any) -> str:
    return topic.name_fr or topic.name


def licence_of(key: str) -> Tool | None:
    """The licence of the catalogue; None for a key that it does not have."""
    return catalogue.by_key().get(key)


def description(occasion: Occasion, selection: Selection) -> str:
    """What somebody reads in their calendar, in paragraphs."""
    event = occasion.event
    note = occasion.status_note
    parts = [
        note,
        event.one_sentence,
        event.text,
        named(_("Hours"), occasion.hours),
        for_whom(event),
        price(event),
        registration(occasion),
        named(_("Organised by"), ", ".join(one.name for one in event.organisers)),
        access(occasion),
        works(event, selection),
        reuse(event),
        picture_credit(occasion, selection),
        occasion.full_url,
    ]
    return clean("\n\n".join(filter(None, parts)))


def named(label: str, said: str) -> str:
    """“Price: free”; empty where nothing is said."""
    return f"{label}{_(': ')}{said}" if said else ""


def for_whom(event: Event) -> str:
    said = [*event.audience_labels, ages(event)]
    return named(_("For whom"), ", ".join(filter(None, said)))


def ages(event: Event) -> str:
    """“de 8 à 12 ans”; empty where nothing is said."""
    return ages_in_words(event.age_min, event.age_max, language=current_language())


def price(event: Event) -> str:
    return named(_("Price"), price_alone(event))


def price_alone(event: Event) -> str:
    return ", ".join(filter(None, (str(Price(event.price).label), event.price_note)))


def registration(occasion: Occasion) -> str:
    event = occasion.event
    if occasion.is_full:
        return pgettext("an occurrence", "Full.")
    how = {
        Registration.NONE: "",
        Registration.HERE: occasion.full_url,
        Registration.ELSEWHERE: event.registration_url,
        Registration.CONTACT: event.registration_contact,
    }[Registration(event.registration)]
    return named(_("To register"), how)


def access(occasion: Occasion) -> str:
    """What the event says of an aspect stands for what its place says of it."""
    lines = [access_line(one) for one in access_of(occasion)]
    place = occasion.place
    if place and place.access_checked_on and place.access:
        lines.append(_("checked on %(day)s") % {"day": day_in_words(place.access_checked_on, with_year=True)})
    if occasion.event.access_note:
        lines.append(occasion.event.access_note)
    return named(_("Access"), "; ".join(lines))


def access_of(occasion: Occasion) -> list[Access]:
    """One row an aspect, the event's own before those of the place."""
    rows = {one.aspect: one for one in (occasion.place.access if occasion.place else ())}
    rows |= {one.aspect: one for one in occasion.event.access}
    return list(rows.values())


def access_line(one: Access) -> str:
    said = named(str(AccessAspect(one.aspect).label), str(AccessAnswer(one.answer).label))
    return f"{said} ({one.description})" if one.description else said


def works_of(event: Event, selection: Selection) -> list[tuple[UsedWork, str]]:
    """Items of the pool that anybody may see, each with what it is to the event (a key of `Role`)."""
    return [(selection.works[id_], role) for id_, role, _use, _note in event.works if id_ in selection.works]


def works(event: Event, selection: Selection) -> str:
    unknown = _("licence unknown")
    lines = [
        named(f"– {work.title} ({Role(role).label}), {work.licence or unknown}", work.url)
        for work, role in works_of(event, selection)
    ]
    title = _("Commons of the event") + _(": ").rstrip(" ")
    return "\n".join([title, *lines]) if lines else ""


def credit(event: Event) -> str:
    """The line that whoever reuses its text copies: title, authors, licence, address."""
    return clean(credit_text(event.work, current_language()))


def reuse(event: Event) -> str:
    """What one may do with the text, and whom to name; "" where nobody said either."""
    return named(_("Text"), credit(event)) if event.authors or licence_of(event.licence) else ""


def picture_credit(occasion: Occasion, selection: Selection) -> str:
    """Whom to name for its picture, where a file has it."""
    picture = picture_of(occasion, selection.pictures)
    return named(_("Picture"), clean(picture.credit)) if picture else ""


def cut(text: str, most: int) -> str:
    """At most so many characters, cut after a whole word where there is one.

    >>> cut("par Awa Diallo", 14), cut("par Awa Diallo", 13), cut("parAwaDiallo", 6)
    ('par Awa Diallo', 'par Awa…', 'parAw…')
    """
    if len(text) <= most:
        return text
    whole, space, _rest = text[:most].rpartition(" ")
    return f"{whole.rstrip(' ,;:(–') if space else text[: most - 1]}…"

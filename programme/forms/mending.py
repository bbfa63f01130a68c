"""What the form of an event says while its coordinators may change it too (`programme.domain.mending`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from community.queries import is_open, public_places
from markup.writing import to_markdown
from programme.domain.mending import TIMES, event_stamp, merge
from programme.enums import Role, Usage
from programme.forms.steps import WORKS, WhatForm, WhenForm, WhoForm, WhomForm, address_of_item
from programme.forms.times import place_choices, row_in_words, row_of_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import PlacePage
    from programme.domain.mending import Merged
    from programme.models import EditionPage, EventPage, Submission

LONGEST_SHOWN = 400


class Conflict(NamedTuple):
    """A field that both sides changed: what it is called, and what the coordinators say."""

    label: str
    said: str


def data_now(submission: Submission) -> dict[str, Any]:
    """What the form says; of an event that was sent, with all that whoever coordinates changed of it meanwhile."""
    data: dict[str, Any] = {"language": settings.LANGUAGE_CODE, **submission.data}
    return data if submission.event is None else {**data, **merged_now(submission).data}


def merged_now(submission: Submission) -> Merged:
    """Of an event that was sent: what is stored of its mending, joined with the event as it is by now."""
    data, theirs = submission.data, event_now(submission)
    if data.get("mending") is not True:
        return merge(theirs, theirs, theirs)
    return merge(data.get("base") or theirs, data, theirs)


def event_now(submission: Submission) -> dict[str, Any]:
    """The event of a submission as the form would say it."""
    assert submission.event is not None  # noqa: S101 -- asked for what was sent
    return data_of_event(submission.event.get_latest_revision_as_object(), with_times=True)


def mended(submission: Submission, typed: Mapping[str, Any], *, seen: str) -> dict[str, Any]:
    """What is to be stored of a step: of an event that was sent, with what it is compared to.

    `seen` is the stamp of the event that the step was filled in from (`stamp_of`). Where the event is still the same,
    whoever typed had all of it before their eyes; else what they did not touch is not theirs.
    """
    data: dict[str, Any] = submission.data
    if submission.event is None:
        return {**data, **typed}
    theirs = event_now(submission)
    if seen == stamp_of(submission):
        return {**data_now(submission), **typed, "mending": True, "base": theirs}
    if data.get("mending") is True:
        return {**data, **typed, "base": data.get("base") or theirs}
    # What was sent last is what the coordinators began from; of its times nothing tells which they were.
    base = {name: data.get(name, said) for name, said in theirs.items() if name != TIMES} | {TIMES: []}
    return {**data, **base, **typed, "mending": True, "base": base}


def stamp_of(submission: Submission) -> str:
    """Of the event as it is; "" while there is none."""
    return event_stamp(submission.event) if submission.event else ""


def conflicts_of(submission: Submission) -> list[Conflict]:
    """What both sides changed, in the order of the form."""
    if submission.event is None:
        return []
    edition, found = submission.edition, merged_now(submission).conflicts
    if not found:
        return []
    places = place_choices(public_places())
    forms = (WhatForm(edition=edition), WhenForm(edition=edition, places=places), WhomForm(edition=edition),
             WhoForm(edition=edition))  # fmt: skip
    told = [
        Conflict(str(field.label), _in_words(field, found[name]))
        for form in forms for name, field in form.fields.items() if name in found
    ]  # fmt: skip
    return told + [Conflict(_("Date"), row_in_words(row)) for row in found.get(TIMES, ())]


def _in_words(field: Any, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    choices = {}
    for key, label in getattr(field, "choices", ()):
        inside = label if isinstance(label, (list, tuple)) else [(key, label)]
        choices |= {str(one): str(words) for one, words in inside}
    words = ", ".join(choices.get(str(one), str(one)) for one in values)
    return words[:LONGEST_SHOWN] or _("nothing")


def data_of_event(event: EventPage, *, with_times: bool) -> dict[str, Any]:
    """An event as the form would say it, to begin from or to mend it; its dates only where they are asked for."""
    names = [one.title for one in event.associations.all()]
    names += [name.strip() for name in event.other_organisers.split(",") if name.strip()]
    rows = list(event.occurrences.select_related("place"))
    first = rows[0] if rows else None
    is_told = with_times or not (first and first.place) or is_open(first.place)
    place = str(first.place_id) if first and first.place and first.place.live and is_told else ""
    data: dict[str, Any] = {
        "title": event.title, "one_sentence": event.one_sentence, "kind": event.kind,
        "language": event.language, "body": to_markdown(event.body), **_works(event),
        "place": place, "room": first.room if first and is_told else "", "online_url": "",
        "themes": [theme.slug for theme in event.themes.all()], "audience": list(event.audience),
        "price": event.price, "price_note": event.price_note, "registration": event.registration,
        "registration_url": event.registration_url, "registration_contact": event.registration_contact,
        "access_note": event.access_note, "organisers": "\n".join(names), "licence": event.licence,
        **{name: str(value) if (value := getattr(event, name)) is not None else ""
           for name in ("age_min", "age_max", "capacity")},
    }  # fmt: skip
    if with_times:
        data["online_url"] = first.online_url if first else ""
        data |= _described(first.place if first else None)
        data["times"] = [_row(one, event.edition, place) for one in rows]
    return data


def _works(event: EventPage) -> dict[str, str]:
    """Addresses of its commons by field of the form, without what was made there."""
    rows = {(row["value"]["item"], row["value"]["role"]): row["value"].get("use") for row in event.works.raw_data}
    lines: dict[str, list[str]] = {name: [] for name in WORKS}
    for (item, role), use in rows.items():
        is_said = (role, Usage.CHANGED if role == Role.USED and use == Usage.CHANGED else Usage.SHOWN)
        for name, said in WORKS.items():
            if said == is_said and (address := address_of_item(item)):
                lines[name].append(address)
    return {name: "\n".join(found) for name, found in lines.items()}


def _described(place: PlacePage | None) -> dict[str, str]:
    """A place that is a draft yet was described here: it is described again, and is the same one."""
    if place is None or place.live:
        return dict.fromkeys(("place_name", "place_address", "place_postal_code", "place_town", "place_access"), "")
    line = place.access_lines.first()
    return {
        "place_name": place.title, "place_address": place.street_address, "place_postal_code": place.postal_code,
        "place_town": place.town, "place_access": line.description if line else "",
    }  # fmt: skip


def _row(occurrence: Any, edition: EditionPage, place: str) -> dict[str, str]:
    own = str(occurrence.place_id) if occurrence.place and occurrence.place.live else ""
    return row_of_time(
        uuid=str(occurrence.uuid), start=edition.local(occurrence.starts_at), end=edition.local(occurrence.ends_at),
        all_day=occurrence.all_day, hours=occurrence.hours, place=own if own != place else "",
    )  # fmt: skip

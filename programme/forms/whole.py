"""A proposed event as a whole: what its four steps say together, and an event as they would say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from community.queries import is_open, public_places
from markup.writing import to_markdown
from programme.domain.submitting import Proposal, Time
from programme.forms.steps import WhatForm, WhenForm, WhoForm, WhomForm, address_of_item, fields_of_event
from programme.forms.times import TimeForm, forms_of, place_choices, row_of_time

if TYPE_CHECKING:
    from community.models import PlacePage
    from programme.models import EditionPage, EventPage, Submission

STEPS = (1, 2, 3, 4)


@dataclass(slots=True)
class Whole:
    """`missing`: what is wrong or missing, by step: the name of the field and a sentence. `proposal`: None until all
    is right.
    """

    what: WhatForm
    when: WhenForm
    times: list[TimeForm]
    whom: WhomForm
    who: WhoForm
    missing: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    proposal: Proposal | None = None

    @property
    def is_complete(self) -> bool:
        return not self.missing


def whole(submission: Submission, *, places: list[PlacePage] | None = None) -> Whole:
    """All that was said, read together."""
    edition, data = submission.edition, data_now(submission)
    places = list(public_places()) if places is None else places
    choices = place_choices(places)
    contact = {"name": submission.name, "email": submission.email, "phone": submission.phone}
    found = Whole(
        what=WhatForm(data, edition=edition),
        when=WhenForm(data, edition=edition, places=choices),
        times=forms_of(data.get("times") or [], zone=edition.zone, places=choices),
        whom=WhomForm(data, edition=edition),
        who=WhoForm({**data, **contact}, edition=edition),
    )
    for number, form in zip(STEPS, (found.what, found.when, found.whom, found.who), strict=True):
        wrong = [(_label(form, name), str(said)) for name, all_said in form.errors.items() for said in all_said]
        if wrong:
            found.missing[number] = wrong
    wrong = [
        (_("date %(number)d") % {"number": number}, str(said))
        for number, form in enumerate(found.times, 1)
        for all_said in form.errors.values()
        for said in all_said
    ]
    if not found.times:
        wrong.append((_("Date"), _("Say at least once when it takes place.")))
    if wrong:
        found.missing.setdefault(2, []).extend(wrong)
    if found.is_complete:
        found.proposal = _proposal(found, {str(place.pk): place for place in places})
    return found


def data_now(submission: Submission) -> dict[str, Any]:
    """What the form says; of an event that was sent and is not being mended, what it is by now: whoever coordinates
    may have changed it.
    """
    data: dict[str, Any] = submission.data
    if submission.event is None or data.get("mending") is True:
        return data
    return {**data, **data_of_event(submission.event.get_latest_revision_as_object(), with_times=True)}


def _proposal(found: Whole, places: dict[str, PlacePage]) -> Proposal:
    where, who = found.when.cleaned_data, found.who.cleaned_data
    described = found.when.new_place()
    times = []
    for form in found.times:
        elsewhere = form.cleaned_data["place"]
        assert form.when is not None  # noqa: S101 -- a form without errors has read its time
        times.append(
            Time(
                when=form.when, uuid=form.cleaned_data["uuid"], place=places.get(elsewhere or where["place"]),
                is_new_place=described is not None and not elsewhere, room="" if elsewhere else where["room"],
                online_url=where["online_url"],
            )
        )  # fmt: skip
    return Proposal(
        fields=fields_of_event(found.what.cleaned_data, found.whom.cleaned_data, who),
        themes=tuple(found.whom.cleaned_data["themes"]), associations=tuple(who["organisers"][0]),
        times=tuple(times), new_place=described,
    )  # fmt: skip


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else ""


def data_of_event(event: EventPage, *, with_times: bool) -> dict[str, Any]:
    """An event as the form would say it, to begin from or to mend it; its dates only where they are asked for."""
    names = [one.title for one in event.associations.all()]
    names += [name.strip() for name in event.other_organisers.split(",") if name.strip()]
    rows = list(event.occurrences.select_related("place"))
    first = rows[0] if rows else None
    is_told = with_times or not (first and first.place) or is_open(first.place)
    place = str(first.place_id) if first and first.place and first.place.live and is_told else ""
    data: dict[str, Any] = {
        "title": event.title, "one_sentence": event.one_sentence, "kind": event.kind, "body": to_markdown(event.body),
        "place": place, "room": first.room if first and is_told else "", "online_url": "",
        "themes": [theme.slug for theme in event.themes.all()], "audience": list(event.audience),
        "price": event.price, "price_note": event.price_note, "registration": event.registration,
        "registration_url": event.registration_url, "registration_contact": event.registration_contact,
        "access_note": event.access_note, "organisers": "\n".join(names), "licence": event.licence,
        "works": "\n".join(filter(None, (address_of_item(row["value"]["item"]) for row in event.works.raw_data))),
        **{name: str(value) if (value := getattr(event, name)) is not None else ""
           for name in ("age_min", "age_max", "capacity")},
    }  # fmt: skip
    if with_times:
        data["online_url"] = first.online_url if first else ""
        data |= _described(first.place if first else None)
        data["times"] = [_row(one, event.edition, place) for one in rows]
    return data


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

"""A proposed event as a whole: what its four steps say together, and an event as they would say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from community.queries import public_places
from programme.domain.mending import TIMES, changed_fields, same_time
from programme.domain.submitting import Proposal, Time
from programme.forms.mending import data_now, event_now
from programme.forms.steps import WhatForm, WhenForm, WhoForm, WhomForm, fields_of_event
from programme.forms.times import TimeForm, forms_of, place_choices

if TYPE_CHECKING:
    from community.models import PlacePage
    from programme.models import Submission

STEPS = (1, 2, 3, 4)
# What says where each time takes place that says nothing of its own.
PLACED = frozenset(WhenForm.base_fields)


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
        theirs = event_now(submission) if submission.event else None
        found.proposal = _proposal(found, {str(place.pk): place for place in places}, data, theirs)
    return found


def _proposal(
    found: Whole, places: dict[str, PlacePage], data: dict[str, Any], theirs: dict[str, Any] | None
) -> Proposal:  # fmt: skip
    """`theirs` is the event as it is, of one that was sent: what says the same of it is not written again."""
    where, who = found.when.cleaned_data, found.who.cleaned_data
    described = found.when.new_place()
    changed = None if theirs is None else changed_fields(data, theirs)
    known = {row["uuid"]: row for row in (theirs or {}).get(TIMES, ())}
    times = []
    for form, row in zip(found.times, data.get(TIMES) or [], strict=True):
        before = known.get(row.get("uuid", ""))
        elsewhere = form.cleaned_data["place"]
        assert form.when is not None  # noqa: S101 -- a form without errors has read its time
        times.append(
            Time(
                when=form.when, uuid=form.cleaned_data["uuid"], place=places.get(elsewhere or where["place"]),
                is_new_place=described is not None and not elsewhere, room="" if elsewhere else where["room"],
                online_url=where["online_url"],
                is_moved=before is None or not same_time(row, before, but=["place"]),
                is_placed=before is None or not PLACED.isdisjoint(changed or ()) or row["place"] != before["place"],
            )
        )  # fmt: skip
    return Proposal(
        fields=fields_of_event(found.what.cleaned_data, found.whom.cleaned_data, who),
        themes=tuple(found.whom.cleaned_data["themes"]), associations=tuple(who["organisers"][0]),
        times=tuple(times), new_place=described, changed=changed,
    )  # fmt: skip


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label) if name in form.fields else ""

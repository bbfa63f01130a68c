"""“Every Wednesday from 2 to 4 p.m., not in the holidays”, on the page of the organisers: parse, call, render."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.context.repeated import left_out_sentences, made_in_words
from programme.domain.changes import NotPossible
from programme.domain.moving import add_new, times_there
from programme.repeat_form import RepeatedForm, first_said, stamp_of, times_of
from programme.time_forms import known_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from community.models import PlacePage
    from programme.models import EventPage, Occurrence

PREVIEW, ADD = "preview", "add-these"
DOES = {PREVIEW, ADD}


@dataclass(slots=True)
class Repeated:
    """What programme/repeat_form.html draws. `dates`: .value, .words, .is_there, .is_ticked; `new` of them are not
    there yet.
    """

    form: RepeatedForm
    dates: tuple[dict[str, Any], ...] = ()
    told: tuple[str, ...] = ()
    seen: str = ""
    new: int = 0
    is_open: bool = False
    status: int = 200


def empty(event: EventPage, last: Occurrence | None, places: Mapping[int, PlacePage]) -> Repeated:
    return Repeated(RepeatedForm(places=places, initial=first_said(event.edition, last)))


def answered(request: HttpRequest, event: EventPage) -> Repeated | None:
    """The dates to look at, or what is wrong; None once they are added. To look writes nothing."""
    form = RepeatedForm(request.POST, places=known_places())
    made = form.made(event.edition.zone) if form.is_valid() else None
    if made is None:
        return Repeated(form, is_open=True, status=422)
    where = form.where()
    there, times, seen = times_there(event, where), times_of(made), stamp_of(made, where)
    was_seen = form.cleaned_data["seen"] == seen
    ticked = set(request.POST.getlist("days"))
    dates = []
    for (start, end), when in zip(made.times, times, strict=True):
        value, is_there = start.date().isoformat(), (when.starts_at, when.ends_at) in there
        dates.append({"value": value, "words": made_in_words(start, end), "is_there": is_there,
                      "is_ticked": not is_there and (not was_seen or value in ticked)})  # fmt: skip
    new = sum(not one["is_there"] for one in dates)
    found = Repeated(form, tuple(dates), tuple(left_out_sentences(made)), seen, new, is_open=True)
    if request.POST.get("do") != ADD:
        return found
    if not was_seen:
        form.add_error(None, _("The rhythm or the place is another than what you looked at: look at its dates first."))
    elif wanted := [when for when, one in zip(times, dates, strict=True) if one["value"] in ticked]:
        try:
            added = add_new(event, wanted, where, capacity=form.cleaned_data["capacity"], by=request.user)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            said = ngettext("%(count)d time is added.", "%(count)d times are added.", len(added))
            messages.success(request, said % {"count": len(added)})
            return None
    else:
        form.add_error(None, _("Tick at least one date."))
    found.status = 422
    return found

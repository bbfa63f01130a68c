"""When and where an event takes place, for those who organise it: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from programme.context.coordination import told_time
from programme.context.reading import occasions_of
from programme.context.when import when_in_words
from programme.domain.changes import NotPossible
from programme.domain.deciding import PUBLIC, Meanwhile, state_of, state_words
from programme.domain.moving import add_once, change_occurrence, remove_unknown, stamp
from programme.domain.seats import too_many
from programme.models import Occurrence
from programme.queries import coordinates
from programme.time_forms import OccurrenceForm, known_places
from programme.views import repeating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from community.models import PlacePage
    from programme.models import EventPage

NEW = "nouvelle"


class Bound(NamedTuple):
    """A form that did not pass, with what was typed; `name` is that of its occurrence, or NEW."""

    name: str
    form: OccurrenceForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, event: EventPage) -> HttpResponse:
    if request.method == "POST" and request.POST.get("do") in repeating.DOES:
        repeat = repeating.answered(request, event)
        if repeat is None:
            return HttpResponseRedirect(request.path)
        return _drawn(request, event, None, repeat=repeat, status=repeat.status)
    if request.method == "POST":
        bound = save_time(request, event, time_asked(request, event))
        return HttpResponseRedirect(request.path) if bound is None else _drawn(request, event, bound, status=422)
    return _drawn(request, event, None)


def _drawn(
    request: HttpRequest, event: EventPage, bound: Bound | None, *, repeat: repeating.Repeated | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    edition = event.edition
    state = state_of(event)
    places = known_places()
    forms = forms_of(event, places=places, bound=bound)
    last = next((one["form"].occurrence for one in reversed(forms) if one["occasion"]), None)
    context = {
        "page": event, "edition": edition, "nav": "programme", "state": state, "state_words": state_words(state),
        "is_public": state == PUBLIC, "is_frozen": edition.is_frozen,
        "forms": forms, "repeat": repeat or repeating.empty(event, last, places),
        "coordinates": coordinates(request.user, edition), "new": NEW,
    }  # fmt: skip
    return render(request, "programme/organiser_times.html", context, status=status)


def forms_of(
    event: EventPage, *, places: Mapping[int, PlacePage], bound: Bound | None, most: int = 400
) -> list[dict[str, Any]]:  # fmt: skip
    """A form for each time of an event, the one to add another last; the one that did not pass is open."""
    edition = event.edition
    rows = list(event.occurrences.select_related("place").order_by("starts_at", "pk")[:most])
    told = {one.key: one for one in occasions_of(Occurrence.objects.filter(pk__in=[row.pk for row in rows]), edition)}
    forms = []
    for row in rows:
        mine = bound if bound and bound.name == row.uuid.hex else None
        form = mine.form if mine else OccurrenceForm(
            edition=edition, places=places, occurrence=row, auto_id=f"id_{row.uuid.hex[:8]}_%s"
        )  # fmt: skip
        one = told[row.pk]
        forms.append({"name": row.uuid.hex, "form": form, "is_open": mine is not None, "occasion": one,
                      "when": when_in_words(one), **told_time(one), "anchor": row.anchor})  # fmt: skip
    mine = bound if bound and bound.name == NEW else None
    added = mine.form if mine else OccurrenceForm(edition=edition, places=places, auto_id="id_new_%s")
    forms.append({"name": NEW, "form": added, "is_open": mine is not None or not rows, "occasion": None})
    return forms


def time_asked(request: HttpRequest, event: EventPage) -> Occurrence | None:
    """The occurrence that a form is of; None for the one that adds another. Raises Http404 for one that is gone."""
    name = request.POST.get("seance", NEW)
    if name == NEW:
        return None
    found = next((row for row in event.occurrences.select_related("place", "event") if row.uuid.hex == name), None)
    if found is None:
        raise Http404
    return found


def save_time(request: HttpRequest, event: EventPage, occurrence: Occurrence | None) -> Bound | None:
    """Do what the form of a time asks; the form with what was typed where it cannot be done."""
    if occurrence and request.POST.get("do") == "remove":
        return _remove(request, event, occurrence)
    name = occurrence.uuid.hex if occurrence else NEW
    auto_id = f"id_{occurrence.uuid.hex[:8]}_%s" if occurrence else "id_new_%s"
    places = known_places()
    form = OccurrenceForm(request.POST, edition=event.edition, places=places, occurrence=occurrence, auto_id=auto_id)
    if not form.is_valid():
        return Bound(name, form)
    try:
        _save(request, event, occurrence, form)
    except Meanwhile as quicker:
        typed_is_here = _("What you typed is still in the form: send it again if it still holds.")
        messages.warning(request, f"{quicker} {typed_is_here}")
        fresh = Occurrence.objects.select_related("place", "event").get(pk=occurrence.pk)  # type: ignore[union-attr]
        typed = request.POST.copy()
        typed["seen"] = stamp(fresh)
        return Bound(
            name,
            OccurrenceForm(typed, edition=event.edition, places=places, occurrence=fresh, auto_id=auto_id),
        )
    except NotPossible as wrong:
        form.add_error(None, str(wrong))
        return Bound(name, form)
    return None


def _save(request: HttpRequest, event: EventPage, occurrence: Occurrence | None, form: OccurrenceForm) -> None:
    if occurrence is None:
        _added, is_new = add_once(event, form.wanted(), by=request.user)
        said = _("The time is added.") if is_new else _("This time was there already: nothing is added twice.")
        messages.success(request, said)
        return
    changed = change_occurrence(occurrence, form.wanted(), seen=form.cleaned_data["seen"], by=request.user)
    messages.success(request, _("Saved."))
    if sentence := too_many(changed):
        messages.warning(request, sentence)


def _remove(request: HttpRequest, event: EventPage, occurrence: Occurrence) -> Bound | None:
    """Of a draft; what visitors know is cancelled, with a reason, by its state."""
    try:
        remove_unknown(occurrence, seen=request.POST.get("seen", ""), by=request.user)
    except NotPossible as wrong:
        messages.warning(request, str(wrong))
        form = OccurrenceForm(
            edition=event.edition, places=known_places(), occurrence=occurrence,
            auto_id=f"id_{occurrence.uuid.hex[:8]}_%s",
        )  # fmt: skip
        return Bound(occurrence.uuid.hex, form)
    messages.success(request, _("The time is removed."))
    return None

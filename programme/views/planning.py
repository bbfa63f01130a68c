"""The grid of a day, what is worth a look, versions and the archive: parse, call, render."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from design.addresses import address
from programme.context import notices
from programme.context.checked import grouped, sentences_of, warnings_of
from programme.context.coordination import times_of
from programme.context.grid import QUARTERS, days_of, grid_of, later
from programme.context.heat import heat
from programme.context.values import DAY_BEGINS
from programme.context.when import when_in_words
from programme.domain import moving, releasing
from programme.domain.changes import NotPossible
from programme.domain.occurrences import Where, check_year
from programme.models import EventPage, Occurrence
from programme.time_forms import known_places
from web.typed import number_in, words_in

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from programme.domain.occurrences import When
    from programme.models import EditionPage

STEPS = {"earlier": -15, "later": 15}
MOST_SHOWN = 200


@never_cache
@require_safe
def grid(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    context = grid_of(edition, request.GET.get("jour", ""), known_places())
    more = {"page": edition, "nav": "programme", "tab": "grid", "opened": request.GET.get("ouvre", ""),
            "quarters": QUARTERS}  # fmt: skip
    return render(request, "programme/coordination/grid.html", {**context, **more})


@never_cache
@require_http_methods(["POST"])
def move(request: HttpRequest, edition: EditionPage, uuid: UUID) -> HttpResponse:
    """A button, a form or a drop: all send the same. Back to the day where it is now, with what happened in words."""
    events = EventPage.objects.child_of(edition).order_by().values("pk")
    found = Occurrence.objects.select_related("event", "place").filter(uuid=uuid, event__in=events).first()
    if found is None:
        raise Http404
    try:
        when, where = _asked(request, edition, found)
        found = moving.put(found, seen=request.POST.get("seen", ""), when=when, where=where, by=request.user)
    except NotPossible as wrong:
        messages.error(request, str(wrong))
        found.refresh_from_db()
    else:
        _tell(request, edition, found)
    day = words_in(request.POST, "day", 10) if request.POST.get("stay") else ""
    return HttpResponseRedirect(_grid_address(edition, found, day))


def _grid_address(edition: EditionPage, occurrence: Occurrence, day: str) -> str:
    shown = day or (edition.local(occurrence.starts_at) - DAY_BEGINS).date().isoformat()
    return f"{address(edition)}coordination/grille/?jour={shown}&ouvre={occurrence.uuid}#seance-{occurrence.uuid}"


def _asked(
    request: HttpRequest, edition: EditionPage, occurrence: Occurrence
) -> tuple[When | None, Where | None]:  # fmt: skip
    """When and where it is to be; None where that stays. Raises NotPossible for what is no time or no place."""
    step = STEPS.get(request.POST.get("do", ""))
    if step:
        return moving.starting_at(occurrence, later(edition, occurrence, step)), None
    when = moving.starting_at(occurrence, _moment(request, edition, occurrence))
    if "place" not in request.POST:
        return when, None
    said = request.POST["place"]
    places = known_places()
    chosen = places.get(number_in(said) or 0)
    if said and chosen is None and said != str(occurrence.place_id):
        raise NotPossible(_("This place is not there any more: choose another one."))
    place = chosen or (occurrence.place if said else None)
    room = occurrence.room if place == occurrence.place else ""
    return when, Where(place=place, room=room, online_url=occurrence.online_url)


def _moment(request: HttpRequest, edition: EditionPage, occurrence: Occurrence) -> datetime:
    now = edition.local(occurrence.starts_at)
    try:
        day = date.fromisoformat(request.POST.get("day") or now.date().isoformat())
        clock = time.fromisoformat(request.POST.get("time") or f"{now:%H:%M}")
    except ValueError as wrong:
        raise NotPossible(_("Check the day and the hour: “2027-10-02”, “14:30”.")) from wrong
    check_year(day)
    moment = datetime.combine(day, clock.replace(tzinfo=None), edition.zone)
    if not moving.exists(moment):
        raise NotPossible(_("This hour does not exist that night: the clock goes forward over it."))
    return moment


def _tell(request: HttpRequest, edition: EditionPage, occurrence: Occurrence) -> None:
    """What it is now, then what is worth a look: a warning keeps nobody from anything."""
    times = times_of(edition)
    one = next(one for one in times if one.key == occurrence.pk)
    where = one.place.name if one.place else (_("online") if one.online_url else _("no place"))
    words = _("“%(title)s”: %(when)s, %(where)s.")
    messages.success(request, words % {"title": one.event.title, "when": when_in_words(one), "where": where})
    for sentence in sentences_of(warnings_of(edition, times), one.key)[:3]:
        messages.warning(request, sentence)


@never_cache
@require_safe
def heat_map(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    times = times_of(edition)
    context = {"page": edition, "nav": "programme", "tab": "heat", "heat": heat(times, days_of(edition, times))}
    return render(request, "programme/coordination/heat.html", context)


@never_cache
@require_safe
def warned(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    times = times_of(edition)
    found = warnings_of(edition, times)
    by_key = {one.key: one for one in times}
    groups = [
        (label, len(rows), [(row.sentence, [by_key[key] for key in row.keys]) for row in rows[:MOST_SHOWN]])
        for label, rows in grouped(found)
    ]
    context = {"page": edition, "nav": "programme", "tab": "warnings", "groups": groups, "count": len(found)}
    return render(request, "programme/coordination/warnings.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def releases(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    typed = {"name": "", "comment": ""}
    if request.method == "POST":
        typed = {"name": words_in(request.POST, "name", 200), "comment": words_in(request.POST, "comment", 3000)}
        try:
            done = _DONE[request.POST.get("do", "")](request, edition, typed)
        except KeyError:
            raise Http404 from None
        except NotPossible as wrong:
            messages.error(request, str(wrong))
        else:
            return done
    return _releases(request, edition, typed, status=422 if request.method == "POST" else 200)


def _releases(request: HttpRequest, edition: EditionPage, typed: dict[str, str], *, status: int) -> HttpResponse:
    coming = releasing.preview(edition)
    rows = [change.row for name in notices.LISTS for change in getattr(coming.changes, name)]
    events = EventPage.objects.child_of(edition).in_bulk({row["event"] for row in rows})
    context = {
        "page": edition, "nav": "programme", "tab": "releases", "coming": coming,
        "lists": notices.lists_of(coming.changes, events), "releases": edition.releases.defer("rows").all(),
        "name": typed["name"] or releasing.next_name(edition), "comment": typed["comment"],
    }  # fmt: skip
    return render(request, "programme/coordination/releases.html", context, status=status)


def _release(request: HttpRequest, edition: EditionPage, typed: dict[str, str]) -> HttpResponse:
    done = releasing.release(edition, typed["name"], typed["comment"], by=request.user)
    messages.success(request, _("The version “%(name)s” is public.") % {"name": done.release.name})
    if done.held_back:
        count = len(done.held_back)
        words = ngettext(
            "%(count)d accepted event is not in it: what it lacks stands below.",
            "%(count)d accepted events are not in it: what they lack stands below.",
            count,
        )
        messages.warning(request, words % {"count": count})
    return HttpResponseRedirect(request.path)


_DONE = {"release": _release}

"""Registering for an event by e-mail alone: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from design.addresses import address
from programme.context.seats import choices, seat_context, seat_of, token_of
from programme.domain.changes import NotPossible
from programme.domain.seats import ask, cancel, confirm, why_closed
from programme.forms.seats import SeatForm
from programme.mail.seats import send_question, tell
from web.page_cache.policies import private
from wiki import limits

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from programme.models import EventPage, SeatRequest


def unlisted(response: HttpResponse) -> HttpResponse:
    """Of an address that holds a key, or that only a person needs: no search engine and no other site learns it."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


@private
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, event: EventPage) -> HttpResponseBase:
    """The form, for whichever dates are open; what they say instead where none is."""
    when = choices(event)
    if not when:
        return _asked(request, event, None, status=410 if request.method == "POST" else 200)
    if request.method != "POST":
        return _asked(request, event, SeatForm(is_visitor=True, when=when, initial=_chosen(request, event)))
    form = SeatForm(request.POST, is_visitor=True, when=when)
    if not form.is_valid():
        return _asked(request, event, form, status=422)
    if not limits.may_ask_seat(request, form.cleaned_data["email"]):
        form.add_error(None, _("Too many mails were asked for: look among those you got, or come back tomorrow."))
        return _asked(request, event, form, status=429)
    return _taken(request, event, form)


def _taken(request: HttpRequest, event: EventPage, form: SeatForm) -> HttpResponse:
    if not form.spend_proof(request):
        return _asked(request, event, form, status=422)
    occurrence = event.occurrences.select_related("event", "place").get(pk=form.cleaned_data["occurrence"])
    try:
        seat = ask(occurrence, language=get_language() or "fr", origin=limits.origin_of(request), **form.seat())
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return _asked(request, event, form, status=422)
    # The same answer whether the address is registered already: nobody learns where others go.
    context = {"page": event, "event_url": address(event), "is_sent": send_question(seat)}
    return unlisted(render(request, "programme/seat_asked.html", context))


def _chosen(request: HttpRequest, event: EventPage) -> dict[str, int]:
    """The date whose button led here."""
    asked = request.GET.get("seance", "")
    found = next((row for row in event.occurrences.all() if row.anchor == asked), None)
    return {"occurrence": found.pk} if found else {}


def _asked(request: HttpRequest, event: EventPage, form: SeatForm | None, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "page": event, "event_url": address(event), "form": form, "erased_after_days": settings.SEATS_KEPT_DAYS,
    }  # fmt: skip
    if form is None:
        context["closed"] = _why_none(event)
    return unlisted(render(request, "programme/seat_form.html", context, status=status))


def _why_none(event: EventPage) -> str:
    """Why no date is open: what the last of them says."""
    last = event.occurrences.order_by("-starts_at").select_related("event").first()
    return why_closed(last) if last else _("No date is known yet.")


@private
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a mail leads to. It is a button that does things: programs that read mail open links."""
    found = seat_of(token)
    if found is None:
        return unlisted(render(request, "programme/seat_gone.html", status=410))
    problem = ""
    if request.method == "POST":
        problem = _done(request, found)
        if not problem:
            return HttpResponseRedirect(reverse("seat", args=[token_of(found)]))
    return unlisted(_drawn(request, found, problem))


def _done(request: HttpRequest, found: SeatRequest) -> str:
    """Do what the button says; a sentence where that cannot be done any more."""
    verb = request.POST.get("do", "")
    if not limits.may_change_seat(request, found.pk):
        return _("You pressed this button many times just now: try again in an hour.")
    try:
        if verb == "confirm":
            tell([confirm(found)])
        elif verb == "cancel":
            tell(cancel(found))
    except NotPossible as refused:
        return str(refused)
    return ""


def _drawn(request: HttpRequest, found: SeatRequest, problem: str) -> HttpResponse:
    context = {**seat_context(found), "problem": problem}
    return render(request, "programme/seat.html", context, status=409 if problem else 200)

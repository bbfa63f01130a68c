"""Registrations as the organisers of an event see them: parse, call, render."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from design.addresses import address
from programme.context.seats import list_context
from programme.domain.changes import NotPossible
from programme.domain.seats import add_by_hand, cancel
from programme.forms.seats import AddedSeatForm
from programme.mail.seats import tell
from programme.models import Occurrence, SeatRequest
from programme.queries import organises
from programme.views.seats import unlisted
from web.page_cache.policies import private
from web.spreadsheets import as_text, without_controls
from web.typed import number_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from programme.models import EventPage


@private
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest, event: EventPage) -> HttpResponseBase:
    """Who comes, with what they may add and cancel by hand."""
    if (refused := _refused(request, event)) is not None:
        return refused
    if request.POST.get("do") == "cancel":
        return _cancelled(request, event)
    context = list_context(event)
    form = AddedSeatForm(request.POST or None, when=[(one["key"], one["when"]) for one in context["groups"]])
    if request.method == "POST" and (done := _added(request, event, form)) is not None:
        return done
    context |= {"page": event, "event_url": address(event), "form": form}
    return unlisted(render(request, "programme/seats.html", context, status=422 if form.errors else 200))


@private
@never_cache
@require_safe
def seats_table(request: HttpRequest, event: EventPage) -> HttpResponseBase:
    """The same as a table that a spreadsheet opens, and runs nothing of."""
    if (refused := _refused(request, event)) is not None:
        return refused
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([_("Date"), _("State"), _("Name"), _("E-mail address"), _("How many people"), _("Note")])
    for group in list_context(event)["groups"]:
        for row in (*group["confirmed"], *group["waiting"]):
            cells = (group["when"], row.get_state_display(), row.name, row.email, row.places, row.note)
            table.writerow([as_text(without_controls(cell)) for cell in cells])
    # With the mark by which spreadsheets know UTF-8.
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="inscriptions-{event.slug}.csv"'
    return unlisted(response)


def _refused(request: HttpRequest, event: EventPage) -> HttpResponseBase | None:
    """The log-in for whoever has none; PermissionDenied for who does not organise it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not organises(request.user, event):
        raise PermissionDenied
    return None


def _added(request: HttpRequest, event: EventPage, form: AddedSeatForm) -> HttpResponseBase | None:
    """None, with sentences in the form, where nobody was added."""
    if not form.is_valid():
        return None
    occurrence = Occurrence.objects.select_related("event").get(event=event, pk=form.cleaned_data["occurrence"])
    try:
        added = add_by_hand(occurrence, **form.seat())
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
    tell([added])
    messages.success(request, _("%(name)s is registered.") % {"name": added.name})
    return redirect(request.path)


def _cancelled(request: HttpRequest, event: EventPage) -> HttpResponseBase:
    asked = request.POST.get("seat", "")
    key = number_in(asked) or 0
    found = get_object_or_404(SeatRequest.objects.select_related("occurrence__event"), pk=key, occurrence__event=event)
    freed = cancel(found, by_themselves=False)
    found.refresh_from_db()
    tell([found, *freed])
    messages.success(request, _("The registration of %(name)s is cancelled.") % {"name": found.name})
    return redirect(request.path)

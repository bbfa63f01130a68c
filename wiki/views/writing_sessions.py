"""Writing sessions as their facilitator runs them: open one, print its slips, see all of it on one screen, end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wiki.context.writing_sessions import counted, session_context, session_rows, slips
from wiki.domain import writing_sessions as verbs
from wiki.domain.session_texts import Gone, HasOne, drafts_in, take_over
from wiki.domain.session_writers import take_name_off
from wiki.forms.writing_sessions import SessionForm
from wiki.views.session_drafts import NotSent, send_draft

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wiki.models import WritingSession

MOST_LISTED = 100
LONGEST_NUMBER = 9


@never_cache
@login_required
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """One's own sessions; all of them for whoever decides on what others write. The others are told what this is."""
    user: Any = request.user
    found = counted(verbs.sessions_of(user))[:MOST_LISTED]
    context = {
        "rows": session_rows(found),
        "may_open": verbs.may_open(user),
        "watches_all": verbs.watches_all(user),
        "user_key": user.pk,
    }
    return render(request, "wiki/sessions/list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not verbs.may_open(user):
        raise PermissionDenied
    form = SessionForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        try:
            session = verbs.open_session(by=user, **form.cleaned_data)
        except (verbs.TooMany, verbs.NotAnEnd):
            form.add_error(
                None,
                _("You have %(count)s sessions open: end one of them first.") % {"count": verbs.MOST_OPEN},
            )
        else:
            messages.success(request, _("The session is open. Print its slips, or show them on a screen."))
            return redirect("writing_session", key=session.pk)
    return render(request, "wiki/sessions/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _session(request: HttpRequest, key: int) -> WritingSession:
    """Raises Http404 for whoever may not see it: that it is there is nobody else's business."""
    session: WritingSession = get_object_or_404(verbs.sessions_of(request.user), pk=key)
    return session


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, key: int) -> HttpResponse:
    found = _session(request, key)
    runs_it = verbs.may_run(request.user, found)
    if request.method == "POST":
        if not runs_it:
            raise PermissionDenied
        return _Running(request, found).answer()
    context = {**session_context(found, request.user), "runs_it": runs_it}  # type: ignore[arg-type]
    return render(request, "wiki/sessions/session.html", context)


@never_cache
@login_required
@require_safe
def session_slips(request: HttpRequest, key: int) -> HttpResponse:
    """What opens the places: for whoever runs the session, and nobody else."""
    found = _session(request, key)
    if not verbs.may_run(request.user, found):
        raise Http404
    rows = [] if found.is_over else slips(found)
    only = request.GET.get("n", "")
    shown = [row for row in rows if str(row["number"]) == only] if only else rows
    # What a person types: without its scheme, whole where the site has a name.
    typed = urlsplit(settings.BASE_URL).netloc + reverse("enter_session")
    return render(request, "wiki/sessions/slips.html", {"session": found, "slips": shown, "enter_address": typed})


class _Running:
    """One button of the screen of a session: its name, and for some the number of what it is about."""

    def __init__(self, request: HttpRequest, session: WritingSession) -> None:
        self.request, self.session = request, session
        self.verb, _colon, number = request.POST.get("do", "").partition(":")
        self.number = int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else 0

    def answer(self) -> HttpResponse:
        known = {
            "end": self._end, "add": self._add, "replace": self._replace, "close": self._close,
            "send": self._send, "take": self._take, "unsign": self._unsign,
        }  # fmt: skip
        if self.verb not in known:
            raise Http404
        return known[self.verb]() or redirect("writing_session", key=self.session.pk)

    def _end(self) -> None:
        verbs.end_session(self.session)
        messages.success(self.request, _("The session is over. Everything that was written is here."))

    def _add(self) -> None:
        asked = self.request.POST.get("count", "")
        count = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0
        try:
            verbs.add_seats(self.session, count)
        except verbs.TooMany:
            most = {"most": verbs.MOST_SEATS}
            messages.error(self.request, _("A session has %(most)s slips at most, while it is open.") % most)
        else:
            messages.success(self.request, _("Added: print them."))

    def _replace(self) -> None:
        seat = get_object_or_404(self.session.seats, number=self.number)
        verbs.replace_code(seat)
        said = _("Slip %(number)s has a new code: the one before opens nothing any more.") % {"number": seat.number}
        messages.success(self.request, said)

    def _close(self) -> None:
        seat = get_object_or_404(self.session.seats, number=self.number)
        verbs.close_seat(seat)
        messages.success(
            self.request, _("Slip %(number)s is closed. What was written with it stays.") % {"number": seat.number}
        )

    def _send(self) -> None:
        draft = get_object_or_404(drafts_in(self.session), pk=self.number)
        try:
            send_draft(draft)
        except NotSent as refused:
            messages.error(self.request, refused.sentence)
        else:
            messages.success(self.request, _("Sent, under the name of whoever wrote it: it waits to be read."))

    def _take(self) -> HttpResponse | None:
        draft = get_object_or_404(drafts_in(self.session), pk=self.number)
        try:
            take_over(draft, by=self.request.user)  # type: ignore[arg-type]
        except HasOne:
            messages.error(self.request, _("You are writing on this page yourself: send or discard that first."))
            return None
        except Gone:
            raise Http404 from None
        messages.success(self.request, _("It is among your texts. Its credits still name whoever wrote it."))
        return redirect("my_pages")

    def _unsign(self) -> None:
        take_name_off(get_object_or_404(self.session.writers.select_related("account"), pk=self.number))
        said = _(
            "Nothing is signed with this name any more. Look at the credits of the pages too: they are changed there."
        )
        messages.success(self.request, said)

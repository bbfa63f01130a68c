"""Coming into a writing session with the code of a slip, saying whose name signs, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from community.domain.temporary import BACKEND
from wiki import browser, limits
from wiki.context.writing_sessions import texts_of
from wiki.domain import session_writers as people
from wiki.domain.session_codes import seat_of
from wiki.domain.writing_sessions import LONGEST
from wiki.forms.writing_sessions import CodeForm, NameForm
from wiki.models import Seat, Writer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SEAT = "writing_seat"
LONGEST_NUMBER = 9


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, code: str = "") -> HttpResponse:
    """By the code that is typed, or by the address that a slip's drawing holds.

    To open that address opens nothing, and tells nothing of the code: what looks at links beforehand presses no button.
    """
    data = {"code": code} if code else request.POST
    form = CodeForm(data if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        answer = _let_in(request, form)
        if answer is not None:
            return answer
    if form.is_bound:
        status = 422
    context = {"form": form, "is_by_address": bool(code) and not form.is_bound, "is_tried": bool(code)}
    response = render(request, "wiki/sessions/enter.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    # The address is the key: no other site learns it.
    response["Referrer-Policy"] = "same-origin"
    return response


def _let_in(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    rollback = limits.may_try_code(request)
    if rollback is None:
        form.add_error("code", _("Too many codes were tried from here. Wait ten minutes, or ask your facilitator."))
        return None
    seat = seat_of(form.cleaned_data["code"])
    if seat is None:
        form.add_error("code", _("This code opens nothing. Read it again on your slip: it has no O, no I and no zero."))
        return None
    rollback()
    if not seat.is_open:
        form.add_error(
            "code", _("This session is over. Thank you for coming! Ask your facilitator about the next one.")
        )
        return None
    _sit_down(request, seat)
    return redirect("writing_seat")


def _sit_down(request: HttpRequest, seat: Seat) -> None:
    """Whoever was logged in on this browser no longer is."""
    if (writer := getattr(request, "writer", None)) is not None:
        people.leave(writer)
    logout(request)
    request.session.cycle_key()
    request.session[SEAT] = seat.pk
    _until_the_end(request, seat)


def _until_the_end(request: HttpRequest, seat: Seat) -> None:
    """Long enough to be told of the end, instead of being nobody."""
    request.session.set_expiry(seat.session.ended - timezone.now() + LONGEST)


def _seat(request: HttpRequest) -> Seat | None:
    key = request.session.get(SEAT)
    return Seat.objects.select_related("session__facilitator", "session__association").filter(pk=key).first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest) -> HttpResponse:
    """The place of a slip: who writes there now, what they can do, and who writes next."""
    found = _seat(request)
    if found is None:
        return redirect("enter_session")
    if not found.is_open:
        # Whoever has an account of their own stays logged in: only the place is forgotten.
        if request.user.is_authenticated and not request.user.is_temporary:
            del request.session[SEAT]
        else:
            request.session.flush()
        return render(request, "wiki/sessions/over.html", {"session": found.session}, status=403)
    return _Sitting(request, found).answer()


class _Sitting:
    def __init__(self, request: HttpRequest, seat: Seat) -> None:
        self.request, self.seat = request, seat
        self.writer: Writer | None = getattr(request, "writer", None)

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._drawn()
        verb, _colon, number = self.request.POST.get("do", "").partition(":")
        if verb == "finish":
            return self._finished()
        if verb == "change":
            return self._changed()
        if verb == "again" and number.isdecimal() and len(number) <= LONGEST_NUMBER:
            return self._again(int(number))
        return self._begun()

    def _drawn(self, form: NameForm | None = None) -> HttpResponse:
        context: dict[str, Any] = {"seat": self.seat, "session": self.seat.session}
        if self.writer is not None:
            return render(
                self.request, "wiki/sessions/seat.html", context | texts_of(self.writer) | {"writer": self.writer}
            )
        context |= {
            "form": form or NameForm(),
            "before": self.seat.writers.filter(account__is_active=True).order_by("-pk")[:10],
            "consent": people.consent_text("…"),
        }
        return render(self.request, "wiki/sessions/name.html", context, status=422 if form else 200)

    def _begun(self) -> HttpResponse:
        form = NameForm(self.request.POST)
        if self.writer is not None or not form.is_valid():
            return self._drawn(form)
        try:
            writer = people.begin_writing(
                self.seat, name=form.cleaned_data["name"], written_by=form.cleaned_data["written_by"],
                language=get_language() or "fr",
            )  # fmt: skip
        except people.Over:
            return redirect("writing_seat")
        except people.PlaceFull:
            form.add_error(
                None,
                _("So many people wrote with this slip that nobody else can: ask your facilitator for another one."),
            )
            return self._drawn(form)
        except people.Full:
            form.add_error(
                None,
                _("So many people wrote in this session that nobody else can: ask your facilitator for another one."),
            )
            return self._drawn(form)
        return self._in(writer)

    def _again(self, key: int) -> HttpResponse:
        try:
            writer = people.write_again(self.seat, key)
        except (people.Over, Writer.DoesNotExist):
            return redirect("writing_seat")
        if self.writer is not None and self.writer.pk != writer.pk:
            people.leave(self.writer)
        return self._in(writer)

    def _in(self, writer: Writer) -> HttpResponse:
        login(self.request, writer.account, backend=BACKEND)
        self.request.session[SEAT] = self.seat.pk
        _until_the_end(self.request, self.seat)
        messages.success(self.request, _("Welcome! You can write."))
        return redirect("writing_seat")

    def _changed(self) -> HttpResponse:
        """Somebody else takes the place; what the one before began waits under their name."""
        _sit_down(self.request, self.seat)
        return redirect("writing_seat")

    def _finished(self) -> HttpResponse:
        if self.writer is not None:
            people.leave(self.writer)
        logout(self.request)
        messages.success(self.request, _("You have left the session. What you wrote is kept. Thank you!"))
        response = redirect("enter_session")
        response.delete_cookie(browser.COOKIE)
        return response

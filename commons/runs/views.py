"""Reports of workshops: reading them, sending one, deciding on one: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons.runs.context.runs import known_places, review_context, runs_page
from commons.runs.domain import deciding, reporting
from commons.runs.domain.mail import tell_deciders
from commons.runs.domain.photos import PhotoRefused
from commons.runs.forms import RunForm
from commons.runs.models import LONGEST_REASON, Run
from commons.runs.queries import may_decide
from design.addresses import address
from web.page_cache.policies import cache_with_query, private
from web.typed import words_in
from wiki import limits
from wiki.context.queue import after_the_last, asked_in, next_after
from wiki.views.about import about, not_indexed
from wiki.views.review import drawn

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from wagtail.models import Page


@require_safe
@cache_with_query
def runs(request: HttpRequest, page: Page) -> HttpResponseBase:
    context = {**about(page), "here": _("Workshops that were run"), **runs_page(page, request)}
    return not_indexed(render(request, "runs/list.html", context), page)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, page: Page) -> HttpResponseBase:
    """The form for whoever ran it, with or without an account."""
    is_visitor = not request.user.is_authenticated
    if request.method != "POST":
        return _asked(request, page, RunForm(is_visitor=is_visitor))
    form = RunForm(request.POST, request.FILES, is_visitor=is_visitor)
    if not form.is_valid():
        return _asked(request, page, form, status=422)
    if not limits.may_report(request):
        form.add_error(None, _("Many reports came in just now. Your text is still here: send it again in an hour."))
        return _asked(request, page, form, status=429)
    if not form.spend_proof(request):
        return _asked(request, page, form, status=422)
    # Decoding a picture is slow: after the guard.
    if not form.read_photo():
        return _asked(request, page, form, status=422)
    return _sent(request, page, form)


def _sent(request: HttpRequest, page: Page, form: RunForm) -> HttpResponseBase:
    user: Any = request.user if request.user.is_authenticated else None
    said = form.cleaned_data
    by = reporting.Reporter(
        user=user, name=said.get("name", ""), form=said["stamp"], origin=limits.origin_of(request),
        language=get_language() or "fr",
    )  # fmt: skip
    try:
        run = reporting.report(page, form.report(), by=by, photo=said["photo"])
    except reporting.Full:
        form.add_error(None, _("So many reports wait to be read that no other is taken for now: copy your text."))
        return _asked(request, page, form, status=429)
    except PhotoRefused as refused:
        form.add_error("photo", str(refused))
        return _asked(request, page, form, status=422)
    problem = reporting.show_at_once(run, page)
    if problem:
        messages.warning(request, _("The photo cannot enter the library: %(why)s") % {"why": problem})
    if run.state == Run.State.WAITING:
        tell_deciders(run, page)
        messages.success(request, _("Thank you! Somebody reads your report before it shows. Its authors will be glad."))
    else:
        messages.success(request, _("Thank you! Everybody can read your report now. Its authors will be glad."))
    return redirect(f"{address(page)}animations/")


def _asked(request: HttpRequest, page: Page, form: RunForm, *, status: int = 200) -> HttpResponseBase:
    context = {**about(page), "here": _("I ran this workshop"), "form": form, "offered": known_places(page)}
    had_photo = form.is_bound and bool(request.FILES.get("photo"))
    context |= {
        "is_photo_open": had_photo or any(field.errors for field in form.photo_fields()),
        "had_photo": had_photo,
    }
    return not_indexed(render(request, "runs/form.html", context, status=status), page)


def _waiting_run(request: HttpRequest, key: int) -> tuple[Run, Any]:
    """Raises Http404, and PermissionDenied for whoever may not decide on it."""
    run = get_object_or_404(Run.objects.select_related("page", "author"), pk=key)
    page = run.page.specific
    if not (page.live and may_decide(request.user, page)):
        raise PermissionDenied
    return run, page


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_run(request: HttpRequest, key: int) -> HttpResponse:
    """Shown to everybody, or not shown with a reason; one that is shown may still be taken off."""
    run, page = _waiting_run(request, key)
    if run.state == Run.State.REFUSED:
        messages.info(request, _("Somebody decided not to show this report."))
        return redirect(f"{address(page)}animations/")
    if request.method == "POST" and request.POST.get("do") in {"show", "hide"}:
        return _decided(request, run, page)
    return drawn(request, review_context(run, page), url=_url(run), template="run")


def _url(run: Run) -> str:
    return reverse("review_run", args=[run.pk])


def _decided(request: HttpRequest, run: Run, page: Any) -> HttpResponse:
    user: Any = request.user
    shows = request.POST["do"] == "show"
    reason = words_in(request.POST, "text") or words_in(request.POST, "reason")
    if not shows and not reason:
        return _again(request, run, page, missing=True)
    # Before the decision takes it out of the list.
    following = next_after(user, _url(run), asked_in(request.GET))
    try:
        done = (
            deciding.show(run, page, by=user)
            if shows
            else deciding.refuse(run, page, by=user, reason=reason[:LONGEST_REASON])
        )
    except (PhotoRefused, OSError) as refused:
        messages.error(request, _("The photo cannot enter the library: %(why)s") % {"why": refused})
        return _again(request, run, page)
    if not done:
        messages.warning(request, _("Somebody was quicker: nothing that you did was saved."))
        return redirect(f"{address(page)}animations/")
    messages.success(request, _("The report is shown.") if shows else _("The report is not shown, with your reason."))
    return HttpResponseRedirect(following or _out(user, page, asked_in(request.GET)))


def _out(user: Any, page: Any, asked: dict[str, str]) -> str:
    """The list of what waits is for who reviews; a member of an association is led back to the page."""
    return after_the_last(asked) if user.has_perm("wiki.review_proposal") else f"{address(page)}animations/"


def _again(request: HttpRequest, run: Run, page: Any, *, missing: bool = False) -> HttpResponse:
    context = review_context(run, page) | {"missing": missing}
    return drawn(request, context, url=_url(run), status=422, template="run")


@never_cache
@login_required
@require_safe
def run_photo(request: HttpRequest, key: int) -> HttpResponseBase:
    """The photo of a report that waits, for whoever decides on it."""
    run, _page = _waiting_run(request, key)
    if not run.photo:
        raise Http404
    try:
        stored = run.photo.open("rb")
    except OSError as error:
        raise Http404 from error
    answer = FileResponse(stored, filename=(run.photo.name or "").rpartition("/")[2])
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

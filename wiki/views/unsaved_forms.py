"""Where a person finds again what she typed, and the page of a form that could not be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wiki import browser
from wiki.domain.unsaved_forms import SECRET, forget, unsaved_forms_of, words_of
from wiki.middleware import FILLED_AGAIN, keep
from wiki.models import UnsavedForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
def still_logged_in(request: HttpRequest) -> JsonResponse:
    """What a script of the editor asks when something is refused; `token` is the CSRF token of the present session."""
    here = request.user.is_authenticated
    return JsonResponse({"here": here, "token": get_token(request) if here else ""})


@never_cache
@login_required
def unsaved_forms(request: HttpRequest) -> HttpResponse:
    return render(request, "wiki/unsaved_forms.html", {"kept": unsaved_forms_of(request.user)})


@never_cache
@login_required
def unsaved_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Another person than the one who typed it is told that there is nothing."""
    kept = UnsavedForm.objects.filter(pk=pk, user=request.user).first()
    if kept is None:
        if UnsavedForm.objects.filter(pk=pk).exists():
            raise Http404
        messages.info(request, _("This text is no longer kept: it was saved, or thrown away."))
        return redirect("unsaved_forms")
    context = {
        "kept": kept,
        "words": words_of(kept.fields),
        "address": address(kept),
        "is_filled_again": _is_filled(kept),
    }
    return render(request, "wiki/unsaved_form.html", context)


def address(kept: UnsavedForm) -> str:
    return f"{kept.path}{'&' if '?' in kept.path else '?'}kept={kept.pk}"


def _is_filled(kept: UnsavedForm) -> bool:
    try:
        return resolve(kept.path.partition("?")[0]).view_name in FILLED_AGAIN
    except Resolver404:
        return False


@require_POST
@login_required
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    forget(get_object_or_404(UnsavedForm, pk=pk, user=request.user))
    messages.success(request, _("This text is thrown away."))
    return redirect("unsaved_forms")


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Instead of advice that throws the text away: what was typed, kept or ready to be sent again from this page.

    Only what a page of this site sent: another site's words are neither kept nor repeated.
    """
    context: dict[str, Any] = {"reason": reason}
    if browser.comes_from_here(request):
        kept = keep(request)
        again = [] if kept else [(name, value) for name, values in request.POST.lists() for value in values]
        context |= {
            "kept": kept,
            "again": [(name, value) for name, value in again if not SECRET.search(name)],
            "words": words_of(kept.fields if kept else again),
            "path": request.get_full_path(),
            "had_files": bool(request.FILES) and kept is None,
        }
    return render(request, "403_csrf.html", context, status=403)

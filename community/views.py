from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from community import queries
from community.domain import access
from community.forms import AccessForm, ProfileForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if not form.is_valid():
        # A name that was refused must not show in the head of the page as if it were theirs.
        request.user.refresh_from_db()
        return render(request, "account/profile.html", {"form": form})
    with translation.override(form.save().language):
        messages.success(request, _("This is your name and your language from now on."))
    response = redirect("community_profile")
    # The last choice wins, even over the language link used before.
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


@login_required
def ask_for_access(request: HttpRequest) -> HttpResponse:
    """The form, or where the request stands."""
    form = AccessForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            access.ask_for_access(user=request.user, **form.cleaned_data)
        except access.MayNotAsk as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("community_access")
    latest = queries.latest_request(request.user)
    is_open = latest is not None and latest.is_open
    context = {"form": None if is_open else form, "latest": latest, "may_write": queries.may_contribute(request.user)}
    return render(request, "community/access.html", context)

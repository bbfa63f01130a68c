"""How the history names somebody, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.domain.leaving import LastAdministrator, is_last_administrator, remove_person
from community.forms import LeavingForm, NameInHistoryForm
from design.addresses import address
from wiki.domain.signing import sign_history
from wiki.pool import pool
from wiki.queries import pages_crediting
from wiki.visibility import Readable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name_in_history(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = NameInHistoryForm(request.POST or None, user=user)
    if form.is_valid():
        sign_history(user, **form.wishes())
        messages.success(request, _("It is done: the history names you so from now on."))
        return redirect("name_in_history")
    return render(request, "wiki/name_in_history.html", {"form": form, **_credits(request)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def leave(request: HttpRequest) -> HttpResponse:
    """What stays, what goes, and the choice of a name. Sending it asks for the password once more."""
    user: Any = request.user
    form = LeavingForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            remove_person(user, **form.wishes())
        except LastAdministrator:
            form.add_error(None, _("Nobody else could give rights: make somebody else a superuser first."))
        else:
            logout(request)
            return render(request, "wiki/left.html")
    return render(
        request, "wiki/leave.html", {"form": form, "is_last": is_last_administrator(user), **_credits(request)}
    )


def _credits(request: HttpRequest) -> dict[str, Any]:
    """What wiki/credited_pages.html lists: found by the name that they show, and by the one that they sign with."""
    user: Any = request.user
    names = {user.display_name, user.signature} - {""}
    pages = pages_crediting(names, readable=Readable(request))
    return {
        "credited": [
            {"title": page.title, "url": address(page), "edit_url": f"{address(page)}modifier/"} for page in pages
        ],
        "works": pool().works_crediting(user, names),
    }

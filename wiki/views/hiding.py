"""Hiding one version of a page, and what others are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from design.addresses import address
from web.page_cache.policies import private
from web.typed import words_in
from wiki import queries
from wiki.context.history import version_row
from wiki.domain.hiding import NotHidden, hide_version, show_version
from wiki.models.version import LONGEST_HIDING_REASON
from wiki.views.about import about, not_indexed
from wiki.visibility import may_hide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page

    from wiki.models import Version


@require_http_methods(["GET", "HEAD", "POST"])
@private
def hide(request: HttpRequest, page: Page, number: str) -> HttpResponseBase:
    """What hiding does, with the reason that the log shows."""
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not may_hide(user, page):
        raise PermissionDenied
    version = queries.version_of(page, int(number))
    problem = ""
    if request.method == "POST":
        try:
            hide_version(version, by=user, reason=words_in(request.POST, "reason"))
        except NotHidden as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Version %(number)s is hidden.") % {"number": version.number})
            return redirect(f"{address(page)}historique/")
    context = {
        "version": version_row(version, page_url=address(page), newest=0, sees_hidden=True),
        "problem": problem,
        "typed": request.POST.get("reason", "")[:LONGEST_HIDING_REASON],
        "longest": LONGEST_HIDING_REASON,
    }
    return not_indexed(render(request, "wiki/hide_version.html", {**about(page), **context}), page)


@require_POST
@private
def show(request: HttpRequest, page: Page, number: str) -> HttpResponseBase:
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(f"{address(page)}historique/")
    version = queries.version_of(page, int(number))
    show_version(version, by=user)
    messages.success(request, _("Version %(number)s is shown again.") % {"number": version.number})
    return redirect(f"{address(page)}historique/")


def refusal(request: HttpRequest, page: Page, *versions: Version) -> HttpResponseBase | None:
    """What somebody is told who asks what a hidden version said and may not see it; None where all may be shown."""
    hidden = [version for version in versions if version.is_hidden]
    if not hidden or may_hide(request.user, page):
        return None
    rows = [version_row(version, page_url=address(page), newest=0) for version in hidden]
    response = render(request, "wiki/version_hidden.html", {**about(page), "versions": rows}, status=403)
    return not_indexed(response, page)

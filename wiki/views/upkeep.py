"""The freshness of a page, and the pages that ask for a hand: parse, call, render."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from design.addresses import address
from web.page_cache.policies import cache_with_query, private
from wiki.browser import came_from
from wiki.context.upkeep import pages_in_need, upkeep_page
from wiki.domain import upkeep
from wiki.models import Version
from wiki.views.about import about, not_indexed
from wiki.views.history import LONGEST_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page_upkeep(request: HttpRequest, page: Page) -> HttpResponseBase:
    if request.method == "POST":
        return _done(request, page)
    context = {**about(page), "here": _("Upkeep"), **upkeep_page(page, request)}
    return not_indexed(render(request, "wiki/upkeep.html", context), page)


def _done(request: HttpRequest, page: Page) -> HttpResponseBase:
    """One verb a button; then back to where the button stood."""
    here = f"{address(page)}entretien/"
    if not request.user.is_authenticated:
        return redirect_to_login(here)
    verb = _VERBS.get(request.POST.get("do", ""))
    try:
        if verb is not None:
            messages.success(request, verb(request, page))
    except PermissionDenied:
        messages.error(request, _("This is not yours to say of this page, or somebody was quicker."))
    except Version.DoesNotExist:
        messages.error(request, _("The original has no such version."))
    except upkeep.NotADay:
        messages.error(request, _("Choose a day after today, ten years ahead at most."))
    return redirect(came_from(request) or here)


def _verify(request: HttpRequest, page: Page) -> str:
    user: Any = request.user
    upkeep.verify(page, by=user)
    return _("Thank you! Readers see that you checked this page today.")


def _plan(request: HttpRequest, page: Page) -> str:
    user: Any = request.user
    asked = request.POST.get("day", "")
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        raise upkeep.NotADay from None
    upkeep.plan_review(page, day, by=user)
    return _("The day of the next review is noted.") if day else _("No review is planned any more.")


def _adopt(request: HttpRequest, page: Page) -> str:
    user: Any = request.user
    upkeep.adopt(page, by=user)
    return _("Thank you! You look after this page now: you get a mail when it is to be read again.")


def _leave(request: HttpRequest, page: Page) -> str:
    user: Any = request.user
    upkeep.leave(page, by=user)
    return _("You no longer look after this page.")


def _follow(request: HttpRequest, page: Page) -> str:
    user: Any = request.user
    asked = request.POST.get("version", "")
    upkeep.follow_original(page, int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 0, by=user)
    return _("Thank you! Readers see that this translation says what the original says.")


_VERBS: dict[str, Callable[[HttpRequest, Page], str]] = {
    "verify": _verify,
    "plan": _plan,
    "adopt": _adopt,
    "leave": _leave,
    "follow": _follow,
}


@require_safe
@cache_with_query
def in_need(request: HttpRequest) -> HttpResponseBase:
    response = render(request, "wiki/pages_in_need.html", pages_in_need(request.GET.get("besoin", ""), request))
    response["X-Robots-Tag"] = "noindex"
    return response

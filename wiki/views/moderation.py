"""The public log of moderation, and the levels of trust that it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.models import User
from community.permissions import groups
from web.page_cache.policies import never_cached
from web.pagination import pagination_context
from web.typed import words_in
from wiki.context.moderation import log_rows, trust_rows, vouching_rows
from wiki.domain import trust as levels
from wiki.models import Decision
from wiki.models.proposal import LONGEST_WORD

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50
LONGEST_KEY = 18


@never_cached
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What is shown of a page depends on who reads: made anew for each."""
    decisions = Paginator(Decision.objects.select_related("page", "by", "person"), PER_PAGE)
    shown = decisions.get_page(request.GET.get("page"))
    pages = pagination_context(shown.number, total=decisions.num_pages, url_of=lambda number: f"?page={number}")
    return render(request, "wiki/moderation/log.html", {"rows": log_rows(shown, request), **pages})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trust(request: HttpRequest) -> HttpResponse:
    """For stewards: the level of each person, since when and why; and another one, with a reason."""
    user: Any = request.user
    if not user.has_perm("community.change_user"):
        raise PermissionDenied
    if request.method == "POST":
        return _level_set(request, user)
    sought = words_in(request.GET, "q", 100)
    people = User.objects.filter(is_active=True, ends_at=None).order_by("display_name", "pk")
    if sought:
        people = people.filter(display_name__icontains=sought)
    found = Paginator(people.prefetch_related("groups"), PER_PAGE)
    shown = found.get_page(request.GET.get("page"))
    pages = pagination_context(shown.number, total=found.num_pages, url_of=lambda number: f"?q={sought}&page={number}")
    context = {"people": trust_rows(shown), "sought": sought, "levels": _levels(), **pages}
    return render(request, "wiki/moderation/trust.html", context)


def _levels() -> list[tuple[str, str]]:
    return [(name, groups.label(name)) for name in groups.GROUPS]


def _level_set(request: HttpRequest, user: User) -> HttpResponse:
    person = _person(request)
    reason = words_in(request.POST, "reason", LONGEST_WORD)
    if not reason:
        messages.error(request, _("Say why: the reason is public, without the name of whoever loses a right."))
        return redirect("trust")
    try:
        levels.set_level(person, request.POST.get("level", ""), by=user, reason=reason)
    except ValueError:
        messages.error(request, _("Choose a level."))
    else:
        messages.success(request, _("The level of %(name)s is set.") % {"name": person.get_full_name()})
    return redirect("trust")


def _person(request: HttpRequest) -> User:
    key = request.POST.get("person", "")
    return get_object_or_404(User, pk=int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else 0)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def vouch(request: HttpRequest) -> HttpResponse:
    """For whoever is known: their word for the members of their associations who are not yet, in one click."""
    user: Any = request.user
    if request.method == "POST":
        person = _person(request)
        levels.vouch(person, by=user)
        messages.success(
            request, _("Thank you! %(name)s publishes at once from now on.") % {"name": person.get_full_name()}
        )
        return redirect("vouch")
    return render(request, "wiki/moderation/vouch.html", {"people": vouching_rows(user)})

"""Recent changes of the whole site, their feeds, and what those who watch over them do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from design.addresses import address
from web.page_cache.policies import cache_with_query, private
from wiki import feeds, queries
from wiki.context.recent_changes import asked, recent_changes
from wiki.domain.restoring import MOST_CHANGES, changes_of, undo_changes_of
from wiki.domain.versions import patrol
from wiki.views.history import address_to_return_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase


@require_safe
@cache_with_query
def recent(request: HttpRequest) -> HttpResponseBase:
    user = request.user if request.user.is_authenticated else None
    response = render(request, "wiki/recent_changes.html", recent_changes(asked(request.GET), user))
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@cache_with_query
def atom(request: HttpRequest) -> HttpResponse:
    return feeds.recent_changes(asked(request.GET), here="recent_changes_atom").atom()


@require_safe
@cache_with_query
def json_feed(request: HttpRequest) -> HttpResponse:
    return feeds.recent_changes(asked(request.GET), here="recent_changes_json").json()


@login_required
@require_POST
@private
def patrol_change(request: HttpRequest, key: int) -> HttpResponseBase:
    """One click: read, and nothing to say."""
    user: Any = request.user
    version = get_object_or_404(queries.public_changes(), pk=key)
    patrol(version, by=user)
    messages.success(request, _("Noted: you have read this change of “%(title)s”.") % {"title": version.page.title})
    return redirect(address_to_return_to(request) or "recent_changes")


@login_required
@permission_required("wiki.undo_person", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def undo_person(request: HttpRequest, key: int) -> HttpResponseBase:
    """What somebody changed, with the button that undoes all of it; then what could not be undone, and why."""
    user: Any = request.user
    person = get_object_or_404(get_user_model(), pk=key)
    context: dict[str, Any] = {"person": person, "most": MOST_CHANGES}
    if request.method == "POST":
        undone = undo_changes_of(person, by=user)
        context |= {
            "undone": undone,
            "pages": [(version.page.title, address(version.page)) for version in undone.versions],
            "left": [(version, address(version.page), why) for version, why in undone.left],
        }
    else:
        versions = changes_of(person)
        context |= {"count": min(len(versions), MOST_CHANGES), "more": len(versions) > MOST_CHANGES}
        pages = {version.page_id: version.page for version in versions}
        context["pages"] = [(page.title, address(page)) for page in pages.values()]
    return render(request, "wiki/undo_person.html", context)

"""The public history of a page: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from design.addresses import address
from web.page_cache.generation import cached
from web.page_cache.policies import cache_with_query, private
from web.pagination import pagination_context
from wiki import queries
from wiki.context.authorship import authorship_context
from wiki.context.comparison import comparison, ways_back
from wiki.context.history import version_rows
from wiki.context.version import banner
from wiki.domain.past import as_it_was
from wiki.domain.restoring import NotRestored, restore, undo
from wiki.views.about import about, not_indexed
from wiki.views.hiding import refusal
from wiki.visibility import may_hide

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from django.utils.safestring import SafeString
    from wagtail.models import Page

    from wiki.models import Version

    Verb = Callable[..., Version]

PER_PAGE = 25
LONGEST_NUMBER = 9


@require_safe
def page_history(request: HttpRequest, page: Page) -> HttpResponseBase:
    versions = Paginator(queries.versions_of(page).select_related("restores", "patrolled_by"), PER_PAGE)
    number = versions.get_page(request.GET.get("page")).number
    may_restore = may_publish(request, page)
    hides = may_restore and may_hide(request.user, page)
    context = {
        **about(page),
        "rows": _rows(page, versions, number, may_restore=may_restore, hides=hides),
        "count": versions.count,
        "may_restore": may_restore,
        **pagination_context(number, total=versions.num_pages, url_of=lambda number: f"?page={number}"),
    }
    return not_indexed(render(request, "wiki/history.html", context), page)


def _rows(page: Page, versions: Paginator[Version], number: int, *, may_restore: bool, hides: bool) -> SafeString:
    """The rows of a page of the list, drawn once for all who may not restore."""

    def draw() -> SafeString:
        rows = version_rows(versions.page(number), page_url=address(page), newest=versions.count, sees_hidden=hides)
        context = {"versions": rows, "choosing": versions.count > 1, "may_restore": may_restore, "hides": hides}
        return render_to_string("wiki/history_list.html", context)

    return draw() if may_restore else cached(f"history:{page.pk}:{versions.count}:{number}", draw)


@require_safe
def page_version(request: HttpRequest, page: Page, number: str) -> HttpResponseBase:
    """The page as it looked then, by its own view; an old version shows nothing that its reader may not see today."""
    version = queries.version_of(page, int(number))
    if refused := refusal(request, page, version):
        return refused
    was = as_it_was(page, version)
    # The body of a page that is drawn once for everybody is that of today.
    request.is_preview = True  # type: ignore[attr-defined]
    request.shown_version = banner(version, page, was, newest=queries.newest_number(page))  # type: ignore[attr-defined]
    response = not_indexed(_drawn(was, request), page)
    tool = getattr(was, "legal_tool", None)
    if tool and tool.url:
        response["Link"] += f', <{tool.url}>; rel="license"'
    return response


@require_safe
@cache_with_query
def page_comparison(request: HttpRequest, page: Page) -> HttpResponseBase:
    """`de` and `a` are numbers of versions, the older first; without `de`, the one before."""
    numbers = _asked_numbers(request)
    if numbers is None:
        return redirect(f"{address(page)}historique/")
    old, new = numbers
    if old > new:
        return redirect(f"{address(page)}comparer/?de={new}&a={old}")
    versions = queries.version_of(page, old), queries.version_of(page, new)
    if refused := refusal(request, page, *versions):
        return refused
    context = comparison(*versions, page, newest=queries.newest_number(page), side_by_side=is_beside(request))
    if may_publish(request, page):
        context |= ways_back(*versions, page)
    return not_indexed(render(request, "wiki/comparison.html", {**about(page), **context}), page)


def _asked_numbers(request: HttpRequest) -> tuple[int, int] | None:
    asked = [request.GET.get(name, "") for name in ("de", "a")]
    numbers = [int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0 for text in asked]
    if not numbers[1]:
        return None
    return numbers[0] or max(numbers[1] - 1, 1), numbers[1]


def is_beside(request: HttpRequest) -> bool:
    return request.GET.get("vue") == "cote-a-cote"


@require_safe
def page_authorship(request: HttpRequest, page: Page) -> HttpResponseBase:
    context = cached(f"authorship:{page.pk}:{queries.newest_number(page)}", lambda: authorship_context(page))
    return not_indexed(render(request, "wiki/authorship.html", {**about(page), **context}), page)


@require_POST
@private
def restore_version(request: HttpRequest, page: Page, number: str) -> HttpResponseBase:
    return _changed_back(request, page, number, restore, _("Version %(number)s is what readers see again."))


@require_POST
@private
def undo_version(request: HttpRequest, page: Page, number: str) -> HttpResponseBase:
    return _changed_back(request, page, number, undo, _("The change of version %(number)s is undone."))


def _changed_back(request: HttpRequest, page: Page, number: str, verb: Verb, done: str) -> HttpResponseBase:
    """Do it, say so, and lead to where one came from, or to the history."""
    user: Any = request.user
    if not user.is_authenticated:
        return redirect_to_login(f"{address(page)}historique/")
    version = queries.version_of(page, int(number))
    try:
        verb(version, by=user)
    except NotRestored as refused:
        messages.error(request, " ".join(refused.sentences))
    else:
        messages.success(request, done % {"number": version.number})
    return redirect(address_to_return_to(request) or f"{address(page)}historique/")


def address_to_return_to(request: HttpRequest) -> str:
    """An address of this site that the form names: the list that its button stands in."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else ""


def _drawn(page: Any, request: HttpRequest) -> HttpResponseBase:
    """By the view of the page itself: of a page with several, by the one that answers at its address."""
    if hasattr(page, "resolve_subpage"):
        view, args, kwargs = page.resolve_subpage("/")
        answer: HttpResponseBase = view(request, *args, **kwargs)
        return answer
    served: HttpResponseBase = page.serve(request)
    return served


def may_publish(request: HttpRequest, page: Page) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and page.permissions_for_user(user).can_publish())

"""The public history of a page: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from design.addresses import address, full_address
from web.pagination import pagination_context
from wiki import queries
from wiki.context.history import version_rows
from wiki.context.version import banner
from wiki.domain.past import as_it_was

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page

PER_PAGE = 50


@require_safe
def page_history(request: HttpRequest, page: Page) -> HttpResponseBase:
    versions = Paginator(queries.versions_of(page).select_related("restores"), PER_PAGE)
    shown = versions.get_page(request.GET.get("page"))
    context = {
        **about(page),
        "versions": version_rows(shown, page_url=address(page), newest=versions.count),
        "count": versions.count,
        "may_restore": may_publish(request, page),
        **pagination_context(shown.number, total=versions.num_pages, url_of=lambda number: f"?page={number}"),
    }
    return not_indexed(render(request, "wiki/history.html", context), page)


@require_safe
def page_version(request: HttpRequest, page: Page, number: str) -> HttpResponseBase:
    """The page as it looked then, by its own view; an old version shows nothing that its reader may not see today."""
    version = queries.version_of(page, int(number))
    was = as_it_was(page, version)
    # The body of a page that is drawn once for everybody is that of today.
    request.is_preview = True  # type: ignore[attr-defined]
    request.shown_version = banner(version, page, was, newest=queries.newest_number(page))  # type: ignore[attr-defined]
    return not_indexed(_drawn(was, request), page)


def _drawn(page: Any, request: HttpRequest) -> HttpResponseBase:
    """By the view of the page itself: of a page with several, by the one that answers at its address."""
    if hasattr(page, "resolve_subpage"):
        view, args, kwargs = page.resolve_subpage("/")
        answer: HttpResponseBase = view(request, *args, **kwargs)
        return answer
    served: HttpResponseBase = page.serve(request)
    return served


def about(page: Page) -> dict[str, Any]:
    """What every page about a page says of it."""
    url = address(page)
    return {
        "page": page,
        "language": getattr(page, "language", "fr"),
        "page_url": url,
        "history_url": f"{url}historique/",
    }


def may_publish(request: HttpRequest, page: Page) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and page.permissions_for_user(user).can_publish())


def not_indexed(response: HttpResponseBase, page: Page) -> HttpResponseBase:
    """A page about a page, or of the past: whoever searches is led to what it says now."""
    response["X-Robots-Tag"] = "noindex"
    response["Link"] = f'<{full_address(page)}>; rel="canonical"'
    return response

"""Wagtail's view of pages, with fewer queries on the way: the page of an address is found at once.

Wagtail looks each part of the address up below the one before, and loads every page on the way whole. The rest is its
own: the page's `route`, hooks, view restrictions.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404
from django.http.request import split_domain_port
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as serve_page

from web.page_cache.generation import cached

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

# Nobody files pages so deep; whoever asks is answered by Wagtail, one step at a time.
DEEPEST = 12


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    site = _site_of(request)
    if site is not None and not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        _find(request, site, [part for part in path.split("/") if part])
    return serve_page(request, path)


def _site_of(request: HttpRequest) -> Site | None:
    """The site that answers for this host; those of the site's own names alone are cached."""
    host = split_domain_port(request.get_host())[0]
    site = cached(f"site:{host}:{request.get_port()}", lambda: Site.find_for_request(request), shared=False)
    request._wagtail_site = copy(site)  # type: ignore[attr-defined]  # noqa: SLF001 -- where Wagtail keeps it
    return site


def _find(request: HttpRequest, site: Site, parts: list[str]) -> None:
    """Leave the page where Wagtail looks for it; nothing where only Wagtail can tell."""
    chain = _chain(site, parts) if len(parts) <= DEEPEST else []
    if not chain or any(_has_addresses_of_its_own(kind) for _pk, kind, _depth in chain[:-1]):
        return
    pk, kind, depth = chain[-1]
    model = _model(kind)
    page = next(iter(model.objects.filter(pk=pk)), None) if model else None
    if page is None:
        return
    try:
        route = page.route(request, parts[depth:])
    except Http404:
        route = None
    else:
        _spare_questions(route.page)
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # noqa: SLF001 -- where Wagtail keeps it


def _chain(site: Site, parts: list[str]) -> list[tuple[int, int, int]]:
    """Key, type and depth below the root of the pages along the address, from the root on; one query."""
    root = site.root_page
    paths = {root.url_path: 0}
    for depth, part in enumerate(parts, start=1):
        paths[f"{list(paths)[-1]}{part}/"] = depth
    # Addresses have no index, the names in them have.
    named = Q(pk=root.pk) | Q(slug__in=parts, url_path__in=list(paths)[1:])
    rows = Page.objects.filter(named).order_by("depth").values_list("pk", "content_type_id", "url_path")
    return [(pk, kind, paths[url_path]) for pk, kind, url_path in rows if url_path in paths]


def _model(kind: int) -> type[Page] | None:
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    return model


def _has_addresses_of_its_own(kind: int) -> bool:
    """A page that finds what is below it in its own way, such as one of several views, is asked first."""
    model = _model(kind)
    return model is None or model.route is not Page.route


def _spare_questions(page: Page) -> None:
    """Where no page at all is restricted, the page need not look for restrictions of those above it."""
    if not PageViewRestriction.objects.exists():
        page.get_view_restrictions = PageViewRestriction.objects.none

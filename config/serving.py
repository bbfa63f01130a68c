"""Wagtail's view of pages, with fewer queries on the way: the page of an address is found at once.

Wagtail looks each part of the address up below the one before, and loads every page on the way whole. The rest is its
own: the page's `route`, hooks, view restrictions.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.http import Http404
from django.http.request import split_domain_port
from django.urls import Resolver404
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.views import serve as serve_page

from web.page_cache.generation import cached, cached_many

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class Link(NamedTuple):
    """A page along an address: `kind` is its content type, `depth` how far below the root of the site it stands."""

    pk: int
    kind: int
    depth: int
    url_path: str


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
    page, depth = _in_its_list(site, parts) if 0 < len(parts) <= DEEPEST else (None, 0)
    if page is None:
        page, depth = _anywhere(site, parts) if len(parts) <= DEEPEST else (None, 0)
    if page is None:
        return
    try:
        route = page.route(request, parts[depth:])
    except Http404:
        route = None
    else:
        _spare_queries(route.page)
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # noqa: SLF001 -- where Wagtail keeps it


def _in_its_list(site: Site, parts: list[str]) -> tuple[Page | None, int]:
    """The page at the end of the address, where the page above holds pages of one kind: one query.

    What stands above is the same for all the pages of a list, and is asked for once a generation.
    """
    *above, slug = parts
    prefix = "/".join(above)

    def whole(_prefixes: list[str]) -> dict[str, list[Link]]:
        chain = _chain(site, above)
        return {prefix: chain} if len(chain) == len(parts) else {}

    chain = cached_many(f"pages-above:{site.root_page_id}", [prefix], whole).get(prefix, [])
    if not chain or any(_is_asked_first(link, parts) for link in chain):
        return None, 0
    model = _only_kind_below(chain[-1].kind)
    if model is None:
        return None, 0
    wanted = model.objects.raw(_sql_of(model._meta.label), [slug, f"{chain[-1].url_path}{slug}/"])
    return next(iter(wanted), None), len(parts)


@cache
def _sql_of(label: str) -> str:
    """The query of a page by its slug and its address: it takes longer to be written than to be answered."""
    sql, _parameters = apps.get_model(label).objects.filter(slug="", url_path="").order_by().query.sql_with_params()
    return str(sql)


def _only_kind_below(kind: int) -> type[Page] | None:
    model = _model(kind)
    kinds = model.allowed_subpage_models() if model else []
    return kinds[0] if len(kinds) == 1 else None


def _anywhere(site: Site, parts: list[str]) -> tuple[Page | None, int]:
    """The last page along the address, and how many parts of it lead there: two queries."""
    chain = _chain(site, parts)
    if not chain or any(_is_asked_first(link, parts) for link in chain[:-1]):
        return None, 0
    last = chain[-1]
    model = _model(last.kind)
    return (next(iter(model.objects.filter(pk=last.pk).order_by()), None) if model else None), last.depth


def _chain(site: Site, parts: list[str]) -> list[Link]:
    """The pages along the address, from the root on; one query."""
    root = site.root_page
    paths = {root.url_path: 0}
    for depth, part in enumerate(parts, start=1):
        paths[f"{list(paths)[-1]}{part}/"] = depth
    # Addresses have no index, the names in them have.
    named = Q(pk=root.pk) | Q(slug__in=parts, url_path__in=list(paths)[1:])
    rows = Page.objects.filter(named).order_by("depth").values_list("pk", "content_type_id", "url_path")
    return [Link(pk, kind, paths[url_path], url_path) for pk, kind, url_path in rows if url_path in paths]


def _model(kind: int) -> type[Page] | None:
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    return model


def _is_asked_first(link: Link, parts: list[str]) -> bool:
    """Whether a page finds what is below it in its own way; one of several views does where a view has that address."""
    model: Any = _model(link.kind)
    if model is None or model.route not in {Page.route, RoutablePageMixin.route}:
        return True
    if model.route is Page.route:
        return False
    try:
        model.get_resolver().resolve(f"/{'/'.join(parts[link.depth :])}/")
    except Resolver404:
        return False
    return True


def _spare_queries(page: Page) -> None:
    """Where no page at all is restricted, the page need not look for restrictions of those above it.

    Asked each time, whatever is cached: a page that was closed is closed at once.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {PageViewRestriction._meta.db_table} LIMIT 1")  # noqa: S608 -- a name of Wagtail's
        if cursor.fetchone() is None:
            page.get_view_restrictions = PageViewRestriction.objects.none

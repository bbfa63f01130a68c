"""The pages of text that the head and the foot of every page link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils.functional import SimpleLazyObject

from home.models import PlainPage
from look.generation import current_generation

if TYPE_CHECKING:
    from django.http import HttpRequest

Links = dict[str, list[dict[str, str]]]


def links(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site_links.menu` and `site_links.footer`, fetched only by the pages that draw them."""
    return {"site_links": SimpleLazyObject(lambda: _kept_links(request))}


def _kept_links(request: HttpRequest) -> Links:
    key = f"site-links:{current_generation()}"
    found: Links | None = cache.get(key)
    if found is None:
        found = _links(request)
        cache.set(key, found)
    return found


def _links(request: HttpRequest) -> Links:
    pages = PlainPage.objects.live().public().order_by("path")
    return {
        "menu": [_link(page, request) for page in pages.filter(show_in_menus=True)],
        "footer": [_link(page, request) for page in pages.filter(in_footer=True)],
    }


def _link(page: PlainPage, request: HttpRequest) -> dict[str, str]:
    return {"label": page.title, "url": page.get_url(request) or "", "slug": page.slug}

"""Where the head and the foot of every page lead: the lists of the pool, and pages of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from commons.guides.models import GuideIndexPage
from community.models import AssociationIndexPage
from home.models import PlainPage
from licences.explainers.models import ExplainerIndexPage
from web.page_cache.generation import kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.models import Page

Links = dict[str, Any]


def links(request: HttpRequest) -> dict[str, Any]:
    """Context processor, fetched only by the pages that draw it.

    `site_links.guides`, `.associations` and `.explainers` are addresses; `.menu` and `.footer` are pages of text.
    """
    return {"site_links": SimpleLazyObject(lambda: kept("site-links", lambda: _links(request)))}


def _links(request: HttpRequest) -> Links:
    pages = in_language(PlainPage.objects.live().public().defer("body").order_by("path"))
    return {
        "guides": _address(GuideIndexPage, request),
        "associations": _address(AssociationIndexPage, request),
        "explainers": _address(ExplainerIndexPage, request),
        "menu": [_link(page, request) for page in pages if page.show_in_menus],
        "footer": [_link(page, request) for page in pages if page.in_footer],
    }


def in_language(pages: Iterable[PlainPage]) -> list[PlainPage]:
    """One version of each page: the reader's where there is one, else the original, else what is there.

    The places are the original's.
    """
    found = list(pages)
    known = {page.pk for page in found}
    mine = {page.translation_of_id: page for page in found if page.language == get_language()}
    chosen = []
    for page in found:
        if page.translation_of_id not in known:
            version = mine.get(page.pk, page)
            version.show_in_menus, version.in_footer = page.show_in_menus, page.in_footer
            chosen.append(version)
    return chosen


def _address(kind: type[Page], request: HttpRequest) -> str:
    """The address of the only page of a kind, wherever the site keeps it; the front page where there is none."""
    page = kind.objects.live().first()
    return (page and page.get_url(request)) or "/"


def _link(page: PlainPage, request: HttpRequest) -> dict[str, str]:
    return {"label": page.title, "url": page.get_url(request) or "", "slug": page.slug, "language": page.language}

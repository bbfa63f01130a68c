"""Where the head and the foot of every page lead: the sections of the site, and pages of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.models import PlainPage
from web.page_cache.generation import cached
from web.sections import FIND, MapGroup, MapLink, sections
from web.sections import urls as section_urls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from web.sections import Section

Links = dict[str, Any]


def links(request: HttpRequest) -> dict[str, Any]:
    """Context processor, fetched only by the pages that draw it.

    `site_links.guides`, and so on for each section, is an address; `.menu` and `.footer` are lists of links: .label and
    .url, of a section .name and .symbol, of a page of text .language.
    """
    return {"site_links": SimpleLazyObject(lambda: cached("site-links", lambda: _links(request)))}


def _links(request: HttpRequest) -> Links:
    pages = in_language(PlainPage.objects.live().public().defer("body").order_by("path"))
    urls = section_urls(sections(), request)
    return {
        **urls,
        "menu": [_section_link(one, one.menu, urls) for one in sections() if one.menu]
        + [_page_link(page, request) for page in pages if page.show_in_menus],
        "footer": [_page_link(page, request) for page in pages if page.in_footer]
        + [_section_link(one, one.footer, urls) for one in sections() if one.footer],
    }


def in_language(pages: Iterable[PlainPage]) -> list[PlainPage]:
    """One version of each page: the reader's where there is one, else the original, else what is there.

    The places are the original's.
    """
    every_page = list(pages)
    keys = {page.pk for page in every_page}
    mine = {page.translation_of_id: page for page in every_page if page.language == get_language()}
    chosen = []
    for page in every_page:
        if page.translation_of_id not in keys:
            version = mine.get(page.pk, page)
            version.show_in_menus, version.in_footer = page.show_in_menus, page.in_footer
            chosen.append(version)
    return chosen


def _section_link(section: Section, label: object, urls: dict[str, str]) -> dict[str, str]:
    of_section = {"name": section.name, "symbol": section.menu_symbol}
    return {"label": str(label), "url": urls[section.name], "language": "", **of_section}


def _page_link(page: PlainPage, request: HttpRequest) -> dict[str, str]:
    return {"label": page.title, "url": page.get_url(request) or "", "language": page.language}


def site_map(request: HttpRequest) -> list[MapGroup]:
    """Every way into the site: the groups of the sections in their order, those of one title together."""
    groups = {str(FIND): [MapLink(_("Home"), "/")]}
    urls = section_urls(sections(), request)
    for section in sections():
        for title, links in section.site_map(urls[section.name]):
            groups.setdefault(title, []).extend(links)
    pages = in_language(PlainPage.objects.live().public().defer("body").order_by("path"))
    groups[_("About this site")] = [MapLink(page.title, page.get_url(request) or "", page.language) for page in pages]
    return [MapGroup(title, links) for title, links in groups.items() if links]

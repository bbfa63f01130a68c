"""Addresses of pages, without a request: the table of the site's hosts is read once a generation, not for each page."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.text import slugify
from wagtail.models import Site

from web.page_cache.generation import cached

if TYPE_CHECKING:
    from wagtail.models import Page


def address(page: Page) -> str:
    """Where links lead: local on a server of one site, whole where there are several; empty for what has none."""
    return _with_its_site(page).url or ""


def full_address(page: Page) -> str:
    """With the name of its site, for machines and credits."""
    return _with_its_site(page).full_url or ""


def is_answered(slug: str, *, under: Page) -> bool:
    """Whether something that is no page below `under` answers at that address: a page there would never be seen.

    It is a pattern of the site’s (`/guides/historique/`), or a route of `under` (`/programme/2027/carte/`). No query.
    """
    routes = getattr(under.specific_class, "get_resolver", None)
    try:
        if routes and routes().resolve(f"/{slug}/"):
            return True
    except Resolver404:
        pass
    path = urlsplit(address(under)).path
    try:
        return bool(path) and resolve(f"{path}{slug}/").url_name != "wagtail_serve"
    except Resolver404:
        return False


def free_slug(title: str, *, under: Page, wanted: str = "", empty: str = "page", longest: int = 240) -> str:
    """The end of an address that nothing below `under` has: `wanted`, or words of the title, numbered from the second.

    `empty` stands for a title that has no Latin letters; of the words there are at most `longest` characters, behind
    which a number fits into the 255 of an address. One query.
    """
    words = wanted[:longest] or slugify(title)[:longest].strip("-") or empty
    taken = set(under.get_children().filter(slug__startswith=words).values_list("slug", flat=True))
    slugs = (f"{words}-{number}" if number > 1 else words for number in count(1))
    return next(slug for slug in slugs if slug not in taken and not is_answered(slug, under=under))


def _with_its_site(page: Page) -> Page:
    page._wagtail_cached_site_root_paths = cached("site-roots", Site.get_site_root_paths, shared=False)  # noqa: SLF001 -- where Wagtail keeps it
    return page

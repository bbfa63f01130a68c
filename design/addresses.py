"""Addresses of pages, without a request: the table of the site's hosts is read once a generation, not for each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def _with_its_site(page: Page) -> Page:
    page._wagtail_cached_site_root_paths = cached("site-roots", Site.get_site_root_paths, shared=False)  # noqa: SLF001 -- where Wagtail keeps it
    return page

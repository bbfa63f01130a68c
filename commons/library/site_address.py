"""The full address of a page that is no page of Wagtail's tree, without a request: for credits, search and machines."""

from __future__ import annotations

from wagtail.models import Site

from web.page_cache.generation import cached


def root_url() -> str:
    """`https://example.org`, of the site that answers by default; "" while there is none."""
    return cached("default-root-url", _root_url, shared=False)


def _root_url() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""

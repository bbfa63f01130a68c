"""Addresses of what leads to pages: below every page, and those of the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path

from wiki.pages import PAGE, below_pages
from wiki.views import links

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView

urlpatterns = [path("pages-demandees/", links.wanted, name="wanted_pages")]


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page of the wiki stands."""
    return [re_path(PAGE + r"liens/$", below_pages(links.links_to_page, otherwise=serve), name="linked_pages")]

"""Addresses of the public history: below every page, and those of the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import re_path

from wiki.pages import PAGE, below_pages
from wiki.views import history

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page of the wiki stands."""
    below = [
        (r"historique/$", history.page_history, "page_history"),
        (r"historique/(?P<number>[1-9]\d{0,8})/$", history.page_version, "page_version"),
    ]
    return [re_path(PAGE + rest, below_pages(view, otherwise=serve), name=name) for rest, view, name in below]

"""Addresses of the freshness of pages: below every page, and the list of those that ask for a hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path

from wiki.pages import PAGE, below_pages
from wiki.views import upkeep

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView

urlpatterns = [path("entretien/", upkeep.in_need, name="pages_in_need")]


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page of the wiki stands."""
    return [re_path(PAGE + r"entretien/$", below_pages(upkeep.page_upkeep, otherwise=serve), name="page_upkeep")]

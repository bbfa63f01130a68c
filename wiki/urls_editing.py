"""Addresses of writing: below every page, and those of the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, re_path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from web.page_cache.policies import private
from wiki.pages import PAGE
from wiki.views import editing
from wiki.views.given_back import form_below_pages

if TYPE_CHECKING:
    from django.urls import URLPattern

    from wiki.pages import PageView

_own = [
    path("ecrire/", editing.write, name="write"),
    path("ecrire/<slug:name>/", editing.new_page, name="new_page"),
    path("ecrire/<slug:name>/commencer/", editing.begin, name="begin_page"),
    path("ecrire/<slug:name>/<int:key>/", editing.new_page, name="new_page_draft"),
    path("mes-pages/", editing.my_pages, name="my_pages"),
]
# Each depends on who asks.
urlpatterns = decorate_urlpatterns(_own, private)


def patterns(serve: PageView) -> list[URLPattern]:
    """`serve` answers for an address below which no page of the wiki stands."""
    edit = form_below_pages(private(editing.edit), otherwise=serve, for_editing=True)
    return [re_path(PAGE + r"modifier/$", edit, name="edit_page")]

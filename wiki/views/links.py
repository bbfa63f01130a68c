"""Who leads to a page, and which pages are asked for: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from web.page_cache.policies import cache_with_query
from wiki.context.links import linked_pages, wanted_pages
from wiki.views.about import about, not_indexed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page


@require_safe
@cache_with_query
def links_to_page(request: HttpRequest, page: Page) -> HttpResponseBase:
    context = {**about(page), "here": _("Linked pages"), **linked_pages(page, request)}
    return not_indexed(render(request, "wiki/linked_pages.html", context), page)


@require_safe
@cache_with_query
def wanted(request: HttpRequest) -> HttpResponseBase:
    response = render(request, "wiki/wanted_pages.html", wanted_pages(request))
    response["X-Robots-Tag"] = "noindex"
    return response

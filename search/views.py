"""The search page and the titles offered while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from search.page_context import page_context
from search.query import parse_leniently
from search.service import find, suggest

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What cannot be understood in the address is left out, and the page says so."""
    query, problems = parse_leniently(request.GET)
    result = find(query)
    if query.page > result.pages:
        result = find(query.only(page=result.pages))
    context: dict[str, Any] = {**page_context(result), "problems": problems}
    return _answer(request, "search/results.html", context, keep=result.ready and not result.is_simpler)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Links to put under a search field."""
    titles = suggest(request.GET.get("q", ""))
    return _answer(request, "search/suggestions.html", {"suggestions": titles}, keep=True)


def _answer(request: HttpRequest, template: str, context: dict[str, Any], *, keep: bool) -> HttpResponse:
    response = render(request, template, context)
    if not keep:
        # The next visitor must see the index again as soon as it is back.
        add_never_cache_headers(response)
    return response

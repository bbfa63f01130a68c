"""The search page and the titles offered while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from search.engines.base import EngineUnavailable
from search.page_context import page_context
from search.query import parse_form, parse_leniently
from search.service import find, report, suggest
from search.why import document_named, why

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What cannot be understood in the address is left out, and the page says so."""
    query, problems = parse_form(request.GET)
    result = find(query)
    if query.page > result.pages:
        result = find(query.only(page=result.pages))
    context: dict[str, Any] = {**page_context(result), "problems": problems}
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Links to put under a search field."""
    titles = suggest(request.GET.get("q", ""))
    # Not even a line feed where there are none: the list would be drawn as one that has some.
    return HttpResponse(render_to_string("search/suggestions.html", {"suggestions": titles}, request).strip())


@require_safe
def why_result(request: HttpRequest) -> HttpResponse:
    """Why one item answers a question: a page, or its middle alone with `part`, for the list that asks."""
    query, _problems = parse_leniently(request.GET)
    document = document_named(request.GET.get("item", ""))
    if document is None:
        raise Http404
    try:
        context: dict[str, Any] = {"why": why(query, document), "document": document, "nav": "search"}
    except EngineUnavailable as error:
        report(error)
        context = {"why": None, "document": document, "nav": "search"}
    context |= {"query": query, "back_url": reverse("search:results") + query.to_querystring()}
    template = "search/why_part.html" if request.GET.get("part") else "search/why.html"
    return render(request, template, context)

"""Pages of the programme: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone

from programme import queries
from programme.context.edition import NOW, edition_context
from programme.context.editions import edition_head, index_context
from programme.context.figure_lines import figure_lines
from programme.context.selections import figures_of_edition
from programme.context.values import programme_of
from programme.jsonld import edition_jsonld
from web.page_cache.policies import cache_with_query, never_cached

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programme.models import EditionPage, ProgrammeIndexPage


@never_cached
def show_programme(request: HttpRequest, page: ProgrammeIndexPage) -> HttpResponse:
    """Made anew each time: it says what is on now."""
    context = index_context(queries.public_editions(), now=timezone.now())
    return render(request, page.template, {"page": page, "nav": "programme", **context})


def show_edition(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    """What is on now is true for minutes: that view alone is not cached."""
    view = _show_now if request.GET.get("quand") == NOW else _show
    return view(request, edition)  # type: ignore[return-value]  # what `render` gives


@cache_with_query
def _show(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    return render(request, edition.template, _context(request, edition))


@never_cached
def _show_now(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    return render(request, edition.template, _context(request, edition))


def _context(request: HttpRequest, edition: EditionPage) -> dict[str, Any]:
    programme, now = programme_of(edition), timezone.now()
    shown = edition_context(programme, request.GET, now=now)
    # The whole programme is at the address without a query; its other views are the same again.
    jsonld = "" if request.GET else edition_jsonld(programme, now=now)
    # Of the whole of it: a part has figures of its own in its files.
    tells_figures = (edition.is_over or edition.is_frozen) and not request.GET and programme.occasions
    lines = figure_lines(figures_of_edition(edition)) if tells_figures else []
    return {"page": edition, "nav": "programme", "jsonld": jsonld, "lines": lines, **edition_head(edition), **shown}

"""Pages of the programme: parse, call, render."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from programme import queries
from programme.archive.shown import figures_shown, programme_shown
from programme.context.edition import NOW, edition_context
from programme.context.editions import edition_head, index_context
from programme.context.figure_lines import figure_lines
from programme.jsonld import edition_jsonld
from web.page_cache.generation import cached_texts, since
from web.page_cache.policies import cache_with_query, never_cached

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse, QueryDict

    from programme.context.values import Programme
    from programme.models import EditionPage, ProgrammeIndexPage

# How long what is drawn holds, where nothing changes: the hour that a page tells is that of a minute, and days begin
# at four, by clocks that differ from UTC by quarters of an hour.
A_MINUTE, A_QUARTER = timedelta(minutes=1), timedelta(minutes=15)


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
    return render(request, edition.template, _context(request, edition, A_QUARTER))


@never_cached
def _show_now(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    return render(request, edition.template, _context(request, edition, A_MINUTE))


def _context(request: HttpRequest, edition: EditionPage, lasting: timedelta) -> dict[str, Any]:
    """What is the same for everybody who asks for the same is drawn once, until something public changes."""
    programme, moment = programme_shown(edition, request.GET), since(timezone.now(), lasting)
    name = f"edition:{edition.pk}:{moment.isoformat()}:{request.GET.urlencode()}"
    is_narrowed, jsonld, body = cached_texts(name, lambda: _drawn(programme, request.GET, moment))
    # Of the whole of it: a part has figures of its own in its files.
    tells_figures = (edition.is_over or edition.is_frozen) and not request.GET and programme.occasions
    lines = figure_lines(figures_shown(edition)) if tells_figures else []
    return {
        "page": edition, "nav": "programme", "programme": programme, "has_nothing": not programme.occasions,
        "is_narrowed": is_narrowed, "jsonld": jsonld, "body": body, "lines": lines, **edition_head(edition),
    }  # fmt: skip


def _drawn(programme: Programme, asked: QueryDict, now: datetime) -> tuple[bool, SafeString, SafeString]:
    """Whether it is less than the whole, the block for machines, and what stands below the head."""
    shown = edition_context(programme, asked, now=now)
    # The whole programme is at the address without a query; its other views are the same again.
    jsonld = SafeString() if asked else edition_jsonld(programme, now=now)
    body = render_to_string("programme/edition_body.html", shown)
    return bool(shown["query"] or shown["asked"].pairs()), jsonld, body

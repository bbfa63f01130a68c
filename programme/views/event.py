"""The page of an event: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone

from commons.guides.views import edit_url
from programme.archive.shown import programme_shown
from programme.context.event_page import event_page_context
from programme.context.reading import occasions_of
from programme.jsonld import event_jsonld
from programme.queries import occurrences_of_event

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programme.context.values import Occasion
    from programme.models import EventPage


def show_event(request: HttpRequest, event: EventPage) -> HttpResponse:
    told = [] if getattr(request, "is_preview", False) else _as_told(event)
    occasions = told or occasions_of(occurrences_of_event(event), event.edition)
    context = event_page_context(event, occasions, now=timezone.now(), value=told[0].event if told else None)
    # Of an archive, nobody is led to a form that saves nothing.
    may_edit = not event.edition.is_frozen
    context |= {"edit_url": edit_url(event, request) if may_edit else "", "occasions": occasions}
    context["jsonld"] = event_jsonld(occasions, programme_shown(event.edition))
    response = render(request, event.template, context)
    if event.legal_tool and event.legal_tool.url:
        response["Link"] = f'<{event.legal_tool.url}>; rel="license"'
    return response


def _as_told(event: EventPage) -> list[Occasion]:
    """As the programme has them already; none of a draft, or of what only some may see: those are in the database."""
    if not event.live:
        return []
    return [one for one in programme_shown(event.edition).occasions if one.event.key == event.pk]

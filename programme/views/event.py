"""The page of an event: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from programme.context.values import occasions_of
from programme.queries import public_occurrences

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programme.models import EventPage


def show_event(request: HttpRequest, event: EventPage) -> HttpResponse:
    occasions = occasions_of(public_occurrences().filter(event=event), event.edition)
    return render(request, event.template, {"page": event, "nav": "programme", "occasions": occasions})

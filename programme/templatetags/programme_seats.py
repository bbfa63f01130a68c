"""`{% load programme_seats %}`: taking part in an event, and its commons, on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from programme.context.seats import taking_part
from programme.context.works import works_context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Occasion
    from programme.models import EventPage

register = template.Library()


@register.inclusion_tag("programme/seat_dates.html")
def event_registration(event: EventPage, occasions: Iterable[Occasion]) -> dict[str, Any]:
    """How one registers here; nothing for an event where one does not. No query."""
    return {"part": taking_part(event, occasions)}


@register.inclusion_tag("programme/works.html")
def event_works(event: EventPage, occasions: Iterable[Occasion]) -> dict[str, Any]:
    """Its commons, their credits, and what licences forbid there; nothing for an event without any."""
    return works_context(event, list(occasions))

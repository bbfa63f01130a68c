"""`{% load runs %}`: how often the workshop of a page was run, and the way to tell that one did."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from commons.runs.context.runs import beside, session_row
from commons.runs.sessions import coming_of_item

register = template.Library()


@register.inclusion_tag("components/runs.html")
def page_runs(page: Any) -> dict[str, Any]:
    """At the foot of a page. One query, none where its body is drawn once for all readers."""
    return beside(page) if isinstance(page, Page) and page.live else {}


@register.inclusion_tag("components/item_sessions.html")
def item_sessions(pool_id: str) -> dict[str, Any]:
    """The next announced events that use an item of the pool; nothing where there is none."""
    return {"coming": [session_row(one) for one in coming_of_item(pool_id)]}

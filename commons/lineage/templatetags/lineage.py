"""`{% load lineage %}`: what the page of an item says of its relatives, outside what is drawn once for all readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from wagtail.models import Page

from commons.lineage.context.relatives import beside, of_item, to_look_at
from design.addresses import address

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.inclusion_tag("lineage/changed_since.html", takes_context=True)
def original_changed(context: Context, page: Any) -> dict[str, Any]:
    """At the head of an adaptation, to whoever may change it: that its original has changed since."""
    if not isinstance(page, Page) or not page.live:
        return {}
    since = to_look_at(page, getattr(context.get("request"), "user", None))
    return {"since": since, "original_url": f"{address(page)}original/"} if since else {}


@register.inclusion_tag("components/lineage.html")
def item_lineage(item: str) -> dict[str, Any]:
    """On the page of a media item, by its id in the pool: the same. One query of one without relatives."""
    return of_item(item)


@register.inclusion_tag("components/lineage.html")
def page_lineage(page: Any) -> dict[str, Any]:
    """At the foot of a page: where it comes from, what was made of it. One query of a page without relatives."""
    return beside(page) if isinstance(page, Page) and page.live else {}

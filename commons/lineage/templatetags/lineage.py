"""`{% load lineage %}`: what the page of an item says of its relatives, outside what is drawn once for all readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from wagtail.models import Page

from commons.lineage.context.relatives import beside, original_since, way_to_adapt

if TYPE_CHECKING:
    from django.template import Context

register = template.Library()


@register.inclusion_tag("lineage/adapt_link.html")
def adapt_link(page: Any) -> dict[str, Any]:
    """The way to adapt a page; it depends on nobody who reads."""
    return way_to_adapt(page) if isinstance(page, Page) and page.live else {}


@register.inclusion_tag("lineage/door.html", takes_context=True)
def original_changed(context: Context, page: Any) -> dict[str, Any]:
    """At the head of a page, to whoever may change it: its original has changed since."""
    if not isinstance(page, Page) or not page.live:
        return {}
    return original_since(page, getattr(context.get("request"), "user", None))


@register.inclusion_tag("components/lineage.html")
def page_lineage(page: Any) -> dict[str, Any]:
    """At the foot of a page: where it comes from, what was made of it. One query of a page without relatives."""
    return beside(page) if isinstance(page, Page) and page.live else {}

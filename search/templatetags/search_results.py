"""What search results show again and again: `{% load search_results %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from web.page_cache.generation import cached

if TYPE_CHECKING:
    from search.results import Hit

register = template.Library()


@register.simple_tag
def result_foot(hit: Hit) -> SafeString:
    """What stands under a result whatever was asked, drawn once in each process: half of the page otherwise."""
    # Whole, not by its key: the index may be a moment behind the generation.
    shown = hash(repr((hit.document, hit.versions)))
    return cached(f"result-foot:{shown}", lambda: _foot(hit), shared=False)


def _foot(hit: Hit) -> SafeString:
    return SafeString(render_to_string("search/result_foot.html", {"hit": hit, "item": hit.document}))

"""What search results show again and again: `{% load search_results %}`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.results import Hit

QUARTER = 900  # seconds
register = template.Library()


@register.simple_tag
def result_foot(hit: Hit, pictures: Mapping[str, SafeString] | None = None) -> SafeString:
    """What stands under a result whatever was asked, drawn once in each process: half of the page otherwise."""
    # Whole, not by its key: the index may be a moment behind the generation.
    picture = (pictures or {}).get(hit.document.id, SafeString())
    # What happens on days is over some day.
    moment = int(time.time() // QUARTER) if hit.document.periods else 0
    shown = hash(repr((hit.document, hit.versions, hit.days, moment, picture)))
    return cached(f"result-foot:{shown}", lambda: _foot(hit, picture), shared=False)


def _foot(hit: Hit, picture: SafeString) -> SafeString:
    context = {"hit": hit, "item": hit.document, "picture": picture}
    return SafeString(render_to_string("search/result_foot.html", context))

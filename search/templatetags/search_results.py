"""What search results show again and again: `{% load search_results %}`."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from design.templatetags.design import typo
from search.results import Highlights
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.results import Hit

QUARTER = 900  # seconds
# What a question changes in a result; nobody can write these, for each process has its own.
TITLE, SNIPPET, WHY = (SafeString(f"gap{secrets.token_hex(12)}") for _gap in range(3))
_GAPS = re.compile(f"({TITLE}|{SNIPPET}|{WHY})")

register = template.Library()


@register.simple_tag
def result_row(hit: Hit, pictures: Mapping[str, SafeString] | None = None, why_url: str = "") -> SafeString:
    """One result. What is the same whatever was asked is drawn once in each process: most of the page otherwise."""
    # Whole, not by its key: the index may be a moment behind the generation.
    picture = (pictures or {}).get(hit.document.id, SafeString())
    # What happens on days is over some day.
    moment = int(time.time() // QUARTER) if hit.document.periods else 0
    highlights = hit.highlights
    gaps = (highlights.from_summary, bool(highlights.snippet), bool(why_url))
    shown = hash(repr((hit.document, hit.versions, hit.days, moment, picture, gaps)))
    texts = cached(f"result-row:{shown}", lambda: _drawn(hit, picture, why_url), shared=False)
    language = hit.document.language
    filled: dict[str, str] = {
        TITLE: typo(highlights.title, language),
        SNIPPET: typo(highlights.snippet, language),
        WHY: escape(why_url),
    }
    return SafeString("".join([filled.get(text, text) for text in texts]))


def _drawn(hit: Hit, picture: SafeString, why_url: str) -> list[str]:
    """The result cut where the question changes it."""
    highlights = Highlights(TITLE, SNIPPET if hit.highlights.snippet else SafeString(), hit.highlights.from_summary)
    context = {
        "hit": hit,
        "item": hit.document,
        "highlights": highlights,
        "picture": picture,
        "why_url": WHY if why_url else "",
    }
    return _GAPS.split(render_to_string("search/result.html", context))

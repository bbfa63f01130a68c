"""The addresses of a search as a feed: `recherche/flux.atom?q=…`, `recherche/flux.json?q=…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.feeds import feed_of
from search.query import parse_leniently
from search.saved import SearchAway
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from django.http import HttpRequest

SECONDS_AWAY = 600


@require_safe
@cache_with_query
def atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, is_json=False)


@require_safe
@cache_with_query
def json(request: HttpRequest) -> HttpResponse:
    return _answer(request, is_json=True)


def _answer(request: HttpRequest, *, is_json: bool) -> HttpResponse:
    """What cannot be understood in the address is left out: nobody reads a message in a feed."""
    query, _problems = parse_leniently(request.GET)
    try:
        feed, of_today = feed_of(query, here=settings.BASE_URL + request.get_full_path())
    except SearchAway:
        # An empty feed would say that nothing is found any more.
        words = _("The search will be back in a moment")
        away = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
        away["Retry-After"] = str(SECONDS_AWAY)
        return away
    if of_today:
        # “Demain” is another day tomorrow.
        request.is_never_cached = True  # type: ignore[attr-defined]
    return feed.json() if is_json else feed.atom()

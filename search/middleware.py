"""One page, one wait for the search engine; and what was answered without it is in no cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.cache import add_never_cache_headers

from search.engines import waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class OneWait:
    """Below the page cache, which keeps nothing that says `no-store`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with waiting.shared() as wait:
            response = self.get_response(request)
        if wait.trouble:
            # The next visitor must see the index again as soon as it is back.
            add_never_cache_headers(response)
        return response

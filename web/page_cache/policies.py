"""What a view says of the page cache. One that says nothing is cached for visitors, without its query string."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.views.decorators.cache import cache_control

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    View = Callable[..., HttpResponseBase]

# For what depends on a person: neither this cache nor one between us and the reader keeps it.
private = cache_control(private=True)


def cache_with_query(view: View) -> View:
    """Cached with its query string too. For what many people ask in the same words, such as a search.

    Query strings are without number: whoever makes them up fills no cache with other pages.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.is_cached_with_query = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return marked


def never_cached(view: View) -> View:
    """Made anew for everybody, whatever caches elsewhere may do with it."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.is_never_cached = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return marked

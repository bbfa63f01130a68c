"""Questions live in their address: what changes in one gives the address of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.cache import patch_cache_control

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse, QueryDict


def asking(pairs: Iterable[tuple[str, str]]) -> str:
    """The query string of a question; what is empty is not asked."""
    query = [(name, value) for name, value in pairs if value]
    return f"?{urlencode(query)}" if query else "?"


def with_value(data: QueryDict, name: str, value: str) -> str:
    """The same question with another value under one name."""
    changed = data.copy()
    changed[name] = value
    return asking((key, one) for key, values in changed.lists() for one in values)


def only_bare_is_cached(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Questions are without number: a page that answers one enters no shared cache."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.GET:
            patch_cache_control(response, private=True)
        return response

    return answer

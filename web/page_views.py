"""Pages name the view that draws them: views know the models, so models know views by their dotted path alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


def drawn_by(view: str) -> Callable[..., HttpResponseBase]:
    """A method `serve`, or a route, of a page that `view` (a dotted path) answers: `view(request, page, **kwargs)`.

    The view is imported when it is first asked for; that every path leads to one is a test.
    """

    def draw(page: Any, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = import_string(view)(request, page, **kwargs)
        return response

    draw.view = view  # type: ignore[attr-defined]
    return draw

"""How a page model names the view that answers for it without importing it: views know models, never the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


def serve_with(view: str) -> Callable[..., HttpResponseBase]:
    """A method of a page, `serve` or one behind `@path`, that answers by the view of this dotted path.

    The view takes the request and the page. It is looked up when the first request comes, as Django does with those of
    settings: ImportError then, and for every page of the project in tests/web/test_page_views.py.
    """

    def serve(page: Any, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = import_string(view)(request, page)
        return answer

    serve.view = view  # type: ignore[attr-defined]
    return serve


class ContextFrom:
    """Before `Page` among the bases: `context_from` is the dotted path of what a page's template needs beside the page.

    That function takes the page and, by name, the request.
    """

    context_from: str

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]  # Page has it
        return context | import_string(self.context_from)(self, request=request)

"""Whose pages of an edition these are: drafts have them too, and nobody else learns that those are there."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from wagtail.models import Page, Site

from programme.models import EditionPage, EventPage
from programme.queries import coordinates, organises
from wiki.pages import LONGEST_PATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    View = Callable[..., HttpResponseBase]


def page_at(request: HttpRequest, path: str, model: type[Any]) -> Any:
    """The page of this model at a path of the site (“programme/2027/”), public or not; None for any other."""
    asked = _asked(request, path)
    return model.objects.filter(**asked).first() if asked else None


def live_page_at(request: HttpRequest, path: str) -> Page | None:
    """The live page at this path of the site, as its own model; two queries. Says nothing of view restrictions."""
    asked = _asked(request, path)
    page = Page.objects.filter(**asked, live=True).first() if asked else None
    return page.specific if page else None


def _asked(request: HttpRequest, path: str) -> dict[str, str]:
    """Addresses have no index, the names in them have."""
    site = Site.find_for_request(request)
    parts = [part for part in path.split("/") if part]
    if site is None or not parts or len(path) > LONGEST_PATH or "\x00" in path:
        return {}
    return {"slug": parts[-1], "url_path": site.root_page.url_path + "/".join(parts) + "/"}


def of_edition(view: View, *, otherwise: View) -> View:
    """A view of `(request, edition, …)` for whoever coordinates it, at an address below that of the edition."""

    @wraps(view)
    def answer(request: HttpRequest, path: str, **kwargs: Any) -> HttpResponseBase:
        edition = page_at(request, path, EditionPage)
        if edition is None:
            return otherwise(request, request.path_info.lstrip("/"))
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not coordinates(request.user, edition):
            raise PermissionDenied
        return view(request, edition, **kwargs)

    return answer


def of_event(view: View, *, otherwise: View) -> View:
    """A view of `(request, event, …)` for whoever organises it. A visitor is asked to log in whether there is such an
    event or not; of a draft of others, nobody is told more than of what is not there.
    """

    @wraps(view)
    def answer(request: HttpRequest, path: str, **kwargs: Any) -> HttpResponseBase:
        event = page_at(request, path, EventPage)
        if event is None and page_at(request, path.rstrip("/").rpartition("/")[0], EditionPage) is None:
            return otherwise(request, request.path_info.lstrip("/"))
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if event is None or not organises(request.user, event):
            if event is not None and event.live:
                raise PermissionDenied
            raise Http404
        return view(request, event, **kwargs)

    return answer

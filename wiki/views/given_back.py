"""Forms below pages: whoever sends one when the page is gone, moved or closed meanwhile loses no word of it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from wagtail.models import Page

from wiki.context.proposals import what_is_typed
from wiki.kinds import kind_of
from wiki.pages import answered, page_at

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from wiki.pages import PageView

LONGEST_KEY = 18
FOUND = 302


def form_below_pages(view: PageView, *, otherwise: PageView, for_editing: bool = False) -> PageView:
    """As `wiki.pages.below_pages`, for a form whose hidden field `page` is the key of the page.

    Of a page that moved, the form is taken where the page stands now. Of one that is gone or closed, the text is given
    back, and nothing else is seen of it.
    """

    @wraps(view)
    def answer(request: HttpRequest, path: str, **kwargs: Any) -> HttpResponseBase:
        page = page_at(request, path, for_editing=for_editing) or _moved(request)
        if page is None:
            is_sent = request.method == "POST" and "page" in request.POST
            return given_back(request) if is_sent else otherwise(request, request.path_info.lstrip("/"))
        reached = []

        def inside(request: HttpRequest, page: Page, **kwargs: Any) -> HttpResponseBase:
            reached.append(page)
            return view(request, page, **kwargs)

        response = answered(request, page, inside, **kwargs)
        return response if reached or request.method != "POST" else _refused(request, response)

    return answer


def _moved(request: HttpRequest) -> Page | None:
    """The page that the form was opened on, where it stands now."""
    key = request.POST.get("page", "")
    if not (key.isascii() and key.isdigit()) or len(key) > LONGEST_KEY:
        return None
    page = Page.objects.filter(pk=key, live=True).first()
    specific: Any = page.specific if page else None
    return specific if kind_of(specific) else None


def _refused(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The text of somebody who wrote under their account is stored until they log in again: `wiki.middleware`."""
    is_stored = response.status_code == FOUND and "edit_base" in request.POST and not request.user.is_authenticated
    return response if is_stored else given_back(request)


def given_back(request: HttpRequest) -> HttpResponse:
    """Says the same of a page that is gone and of one that was closed: that it is there is not public."""
    return render(request, "wiki/given_back.html", {"typed": what_is_typed(request.POST)}, status=410)

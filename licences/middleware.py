from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from licences.models.published import NotPublishable

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase


class NotPublishableMiddleware:
    """Says why a page was not published, wherever somebody tried: Wagtail's lists and moderation ask no form first.

    Leads to the page's editing form, or back to the list when several pages were at stake. Nothing was published:
    the refusal is raised before anything is written, or undoes the transaction it is raised in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotPublishable):
            return None
        messages.error(request, " ".join(exception.sentences))
        target = _way_back(request)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # What Wagtail's dialogues understand: close, and go there.
            return JsonResponse({"step": "success", "redirect": target})
        return HttpResponseRedirect(target)


def _way_back(request: HttpRequest) -> str:
    page_id = request.resolver_match.kwargs.get("page_id") if request.resolver_match else None
    if page_id:
        return reverse("wagtailadmin_pages:edit", args=[page_id])
    return get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore_root")

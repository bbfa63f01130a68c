"""What is different for whoever writes with a temporary account: whose name signs, what is not theirs, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from community.domain.temporary import BACKEND
from wiki import browser
from wiki.domain.session_texts import keep_what_was_sent
from wiki.domain.session_writers import writer_of
from wiki.models import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from wiki.models import Draft

# An account of nobody's has no address, no password, no trust and no mail: those pages are not for it.
ACCOUNT = "/compte/"
OF_ACCOUNT = {"account_logout", "still_logged_in", "unsaved_forms", "unsaved_form", "delete_unsaved_form"}
CLOSED = ("follow_", "vouch", "trust", "guides_import")


class WritingSessions:
    """Stands after MessageMiddleware and before what keeps typed text. Without a session cookie it asks nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A session key of a temporary account, found without asking the database about anybody else.
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not has_session or request.session.get(BACKEND_SESSION_KEY) != BACKEND:
            return self.get_response(request)
        writer = writer_of(request.user)
        if writer is None:
            return _over(request)
        request.writer = writer  # type: ignore[attr-defined]
        response = self.get_response(request)
        # The banner names a person, on pages that are public for everybody else.
        patch_cache_control(response, private=True)
        return response

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if not hasattr(request, "writer") or not _is_closed(request):
            return None
        return render(request, "wiki/sessions/not_here.html", {"nav": ""}, status=403)


def _is_closed(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name or "" if request.resolver_match else ""
    if request.path_info.startswith(ACCOUNT):
        return name not in OF_ACCOUNT
    return request.path_info.startswith(settings.ADMIN_PATH) or name.startswith(CLOSED)


def _told(request: HttpRequest, draft: Draft | None) -> dict[str, Any]:
    """With the address of what was kept, where the form goes from now on: else each pause keeps a new page again."""
    if draft is None:
        lost = request.method == "POST"
        return {
            "problem": _("The session is over, and this was not kept: copy it.") if lost else _("The session is over")
        }
    address = request.path if draft.page_id else reverse("new_page_draft", args=[draft.kind, draft.pk])
    return {
        "problem": _("The session is over. What you wrote is kept."), "address": address, "count": draft.count,
    }  # fmt: skip


def _over(request: HttpRequest) -> HttpResponse:
    """The first click after the end: what was typed is kept, and the browser is nobody's again."""
    rows = Writer.objects.select_related("account", "session__facilitator")
    writer = rows.filter(account=request.session.get(SESSION_KEY)).first()
    draft = keep_what_was_sent(request, writer) if writer and browser.comes_from_here(request) else None
    if browser.is_sent_by_a_script(request):
        # The form stays on the screen, and says it; the click that follows shows the page below.
        return JsonResponse(_told(request, draft), status=403)
    request.session.flush()
    context = {"nav": "", "session": writer.session if writer else None, "draft": draft}
    response = render(request, "wiki/sessions/over.html", context, status=403)
    response.delete_cookie(browser.COOKIE)
    return response

"""Views that belong to no app: the language link and the health of the whole."""

from __future__ import annotations

import hashlib
import posixpath
import sys
from typing import TYPE_CHECKING, NoReturn

from allauth.core.internal.ratelimit import respond_429
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail import views as page_views
from wagtail.admin.views.account import LogoutView
from wagtail.documents.views import serve as document_views

from commons.library.file_access import is_open, item_at, may_fetch
from community.accounts.login_limits import try_shared_password
from config import health
from config.startup import FULL_OR_CLOSED
from web.concurrency.conflicts import came_second
from web.page_cache.generation import current_generation, pages
from web.sent_files import sent_by_the_server_in_front
from web.uploads import largest_request
from wiki import browser
from wiki.domain.unsaved_forms import words_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

# Documents have a view of their own, /documents/, which asks who may read them.
NOT_SERVED = ("documents/", "archives/")
SHOWN_IN_THE_BROWSER = ("image/", "audio/", "video/")
A_WEEK, A_YEAR = 604_800, 31_536_000


def choose_language(request: HttpRequest, language: str) -> HttpResponseRedirect:
    """A plain link sets the language: the reader's preference, which changes nothing on the site and needs no form."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    target = request.GET.get("next", "/")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=hosts, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def log_out(request: HttpRequest) -> HttpResponseBase:
    """Wagtail's own refuses GET, but deletes the cookie of the session with the answer."""
    if request.method != "POST":
        return redirect("account_logout")
    return LogoutView.as_view()(request)


@require_safe
def uploaded_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture or a sound that somebody uploaded, for those who may see it; a server in front sends the bytes.

    Whatever the file claims to be, it can run nothing in the name of the site: its type is not guessed again, it may
    load nothing, and what is no picture, sound or video is only ever downloaded.
    """
    path = posixpath.normpath(path).lstrip("/")
    if path.startswith(NOT_SERVED):
        raise Http404
    for_all = anybody_may_fetch(path)
    if not (for_all or may_fetch(item_at(path), request)):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={A_WEEK}" if for_all else "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if not response.get("Content-Type", "").startswith(SHOWN_IN_THE_BROWSER):
        response["Content-Disposition"] = "attachment"
    return sent_by_the_server_in_front(response, path)


def anybody_may_fetch(path: str) -> bool:
    """What was found out once holds until anything public changes; only that a file is open is worth keeping."""
    key = f"open-file:{current_generation()}:{hashlib.sha256(path.encode()).hexdigest()}"
    if pages().get(key):
        return True
    item = item_at(path)
    is_public = item is not None and is_open(item)
    if is_public:
        pages().set(key, True)  # noqa: FBT003 -- a value like another
    return is_public


def healthz(_request: HttpRequest) -> JsonResponse:
    """200 while readers can be served, 503 when they cannot; `status` says whether every part works."""
    states = health.checks()
    status = health.overall(states)
    return JsonResponse({"status": status, **states}, status=503 if status == health.DOWN else 200)


def password_of_a_page(request: HttpRequest, restriction: int, page: int) -> HttpResponseBase:
    """Wagtail's own view, which counts no attempts, behind a counter."""
    if not try_shared_password(request, f"page:{restriction}"):
        return respond_429(request)
    return page_views.authenticate_with_password(request, restriction, page)


def password_of_a_collection(request: HttpRequest, restriction: int) -> HttpResponseBase:
    if not try_shared_password(request, f"collection:{restriction}"):
        return respond_429(request)
    return document_views.authenticate_with_password(request, restriction)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form that is too large to be read is told with the bounds, and with the way back to what was typed."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return HttpResponse(render_to_string("400.html"), status=400)
    bounds = {
        "megabytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000,
        "fields": f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,}".replace(",", "\u202f"),
        "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "together": largest_request(request.path_info) // 1_000_000,
    }
    return HttpResponse(render_to_string("413.html", bounds), status=413)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """A disk that is full, a database that is away, the same thing saved twice at once are told as what they are.

    Whoever sent something reads it again on the page: going back may ask the site that cannot answer.
    """
    error = sys.exc_info()[1]
    words = {"words": _what_was_sent(request)}
    if error is not None and came_second(error):
        return HttpResponse(render_to_string("409.html", words), status=409)
    if not isinstance(error, OperationalError) and getattr(error, "errno", None) not in FULL_OR_CLOSED:
        return HttpResponse(render_to_string("500.html", words), status=500)
    return HttpResponse(render_to_string("503.html", words), status=503, headers={"Retry-After": "120"})


def _what_was_sent(request: HttpRequest) -> list[str]:
    """The words of a form of this site, without secrets; none of what another site sent or of what cannot be read."""
    try:
        if request.method != "POST" or not browser.comes_from_here(request):
            return []
        return words_of((name, value) for name, values in request.POST.lists() for value in values)
    except Exception:  # noqa: BLE001 -- the page of an error must not fail itself
        return []


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask for it without reading the page; the address of the drawing changes with its content."""
    return HttpResponseRedirect(static("icons/mark-32.png"))


def no_such_address(_request: HttpRequest) -> NoReturn:
    raise Http404

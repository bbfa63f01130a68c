"""Doors that belong to no app: the language link and the health of the whole."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NoReturn

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.admin.views.account import LogoutView

from search import health

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

# Documents have a door of their own, /documents/, which asks who may read them.
NOT_SERVED = ("documents/",)
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
    """A picture or a sound that somebody uploaded. A small site lives with this; a server in front does it faster.

    Whatever the file claims to be, it can run nothing in the name of the site: its type is not guessed again, it may
    load nothing, and what is no picture, sound or video is only ever downloaded.
    """
    if posixpath.normpath(path).lstrip("/").startswith(NOT_SERVED):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={A_WEEK}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    if not response.get("Content-Type", "").startswith(SHOWN_IN_THE_BROWSER):
        response["Content-Disposition"] = "attachment"
    return response


def healthz(_request: HttpRequest) -> JsonResponse:
    """200 while readers can be served, 503 when the database is away. A search at fault is told: pages still serve."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = "ok"
    except DatabaseError:
        database = "down"
    state = {"database": database, "search": health.state()}
    return JsonResponse(state, status=200 if database == "ok" else 503)


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Browsers ask for it without reading the page; the address of the drawing changes with its content."""
    return HttpResponseRedirect(static("icons/mark-32.png"))


def no_such_address(_request: HttpRequest) -> NoReturn:
    raise Http404

"""Doors that belong to no app: the language link and the health of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from search import health

if TYPE_CHECKING:
    from django.http import HttpRequest


def choose_language(request: HttpRequest, language: str) -> HttpResponseRedirect:
    """A plain link sets the language: it is a preference of the reader, changes nothing on the site and needs no form."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
    return response


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while readers can be served; 503 when the database is away. A search at fault is told, and pages still serve."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        database = "ok"
    except DatabaseError:
        database = "down"
    state = {"database": database, "search": health.state()}
    return JsonResponse(state, status=200 if database == "ok" else 503)

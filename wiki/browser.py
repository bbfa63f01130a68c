"""Whose browser this is when nobody is logged in any more, and whether a form comes from our own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, TimestampSigner
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from community.models import User

COOKIE = "typed_by"
A_MONTH = 30 * 24 * 3600
signer = TimestampSigner(salt="wiki.browser")


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note in a signed cookie who is logged in here. It opens nothing: what is kept is shown after logging in again."""
    if request.user.is_authenticated and _named(request) != str(request.user.pk):
        response.set_cookie(
            COOKIE,
            signer.sign(str(request.user.pk)),
            max_age=A_MONTH,
            httponly=True,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            samesite="Lax",
        )


def owner(request: HttpRequest) -> User | None:
    """Who typed what this browser sends: who is logged in, or who was when the form was opened."""
    if request.user.is_authenticated:
        return request.user
    named = _named(request)
    return get_user_model().objects.filter(pk=named, is_active=True).first() if named else None


def _named(request: HttpRequest) -> str:
    try:
        return str(signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=A_MONTH))
    except BadSignature:
        return ""


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that the form stood on a page of this site: words of another site are never kept."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(said).netloc == request.get_host()
    except ValueError:  # no address at all, such as http://[
        return False


def is_sent_by_a_script(request: HttpRequest) -> bool:
    """Previews, verdicts, sessions of editing: scripts send forms all the time, and nobody pressed a button."""
    where = request.headers.get("Sec-Fetch-Dest")
    if where is not None:
        return where not in {"document", "iframe", "frame"}
    return wants_json(request) or request.headers.get("X-Requested-With") == "XMLHttpRequest"


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def came_from(request: HttpRequest) -> str:
    """An address of this site that the form names: the list that its button stands in. "" for another site's."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else ""

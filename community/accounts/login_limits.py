"""How often somebody may try a password: counted for each visitor, and slowly for each account wherever they come from.

Whoever fails from elsewhere must not keep the right person out: a browser that has logged in to the account before is
not held to what others did, and a new password chosen by e-mail opens the door as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.core import signing

from web.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from community.models import User

# By allauth's way of writing them: so many, in so long, by visitor's address or by what is tried.
LIMITS = {"login_anywhere": "50/h/key", "shared_password": "30/h/ip,10/5m/key"}
KNOWN_BROWSER = "known_browser"
A_YEAR = 365 * 24 * 3600
_SALT = "community.accounts.login_limits.known_browser"


def try_account(request: HttpRequest, email: str) -> ratelimit.RateLimitUsage | None:
    """Count an attempt on the account, from wherever; None when there were too many and the browser is a stranger's."""
    if knows(request, email):
        return ratelimit.RateLimitUsage(usage=[])
    return _consume(request, "login_anywhere", key=email.lower())


def try_shared_password(request: HttpRequest, what: str) -> bool:
    """Count an attempt on the password of a page or a collection; False when there were too many."""
    return _consume(request, "shared_password", key=f"{what}:{client_address(request)}") is not None


def _consume(request: HttpRequest, action: str, *, key: str) -> ratelimit.RateLimitUsage | None:
    return ratelimit.consume(request, app="community", action=action, config=LIMITS, key=key)


def remember(response: HttpResponseBase, request: HttpRequest, user: User) -> None:
    """Mark the browser as one of the person's. The mark opens nothing: whoever has it still needs the password."""
    response.set_cookie(
        KNOWN_BROWSER,
        signing.dumps(user.email.lower(), salt=_SALT),
        max_age=A_YEAR,
        path="/compte/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def knows(request: HttpRequest, email: str) -> bool:
    try:
        return bool(signing.loads(request.COOKIES.get(KNOWN_BROWSER, ""), salt=_SALT, max_age=A_YEAR) == email.lower())
    except signing.BadSignature:
        return False

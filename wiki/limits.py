"""How often somebody may propose, and what tells a person's form from a machine's."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.core import signing
from django.utils.crypto import salted_hmac

from web.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

# By allauth's way of writing them. An account is held to a limit of its own: no flood of visitors keeps it out.
LIMITS = {"propose": "10/h/key", "propose_as": "40/h/key", "propose_anywhere": "60/h/key", "reply": "20/h/key"}
LEAST_SECONDS = 3
_SALT = "wiki.limits.form"
LONGEST_STAMP = 200


def may_propose(request: HttpRequest) -> bool:
    """Count a proposal; False when there were too many, of this account, of this address, or of all visitors."""
    if request.user.is_authenticated:
        return _consume(request, "propose_as", str(request.user.pk))
    return _consume(request, "propose", client_address(request)) and _consume(request, "propose_anywhere", "all")


def may_reply(request: HttpRequest) -> bool:
    return _consume(request, "reply", client_address(request))


def _consume(request: HttpRequest, action: str, key: str) -> bool:
    return ratelimit.consume(request, app="wiki", action=action, config=LIMITS, key=key) is not None


def origin_of(request: HttpRequest) -> str:
    """Tells what came from one address, without the address."""
    return salted_hmac("wiki.limits.origin", client_address(request)).hexdigest()[:32]


def new_stamp() -> str:
    """What a form carries: when it was drawn, and a name of its own; signed."""
    return signing.dumps([secrets.token_urlsafe(9), int(time.time())], salt=_SALT)


def read_stamp(stamp: str) -> tuple[str, bool] | None:
    """The name of a form and whether a person may have filled it in so fast; None of what is no stamp of ours.

    However old: whoever was called away sends it an hour later. A clock that went back makes nobody wait.
    """
    try:
        name, drawn_at = signing.loads(stamp[:LONGEST_STAMP], salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return str(name), not 0 <= time.time() - int(drawn_at) < LEAST_SECONDS

"""How often addresses without account may be written to, whoever types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.utils.crypto import salted_hmac

from web.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

# By allauth's way of writing them: of one visitor, to one mailbox, of all visitors.
LIMITS = {"follow": "10/h/key", "follow_mailbox": "3/d/key", "follow_anywhere": "200/h/key"}


def may_ask(request: HttpRequest, email: str) -> bool:
    """Count a question to a mailbox; False when there were too many, and nobody is written to."""
    mailbox = salted_hmac("wiki.follow_limits", email.lower()).hexdigest()
    return (
        _consume(request, "follow", client_address(request))
        and _consume(request, "follow_mailbox", mailbox)
        and _consume(request, "follow_anywhere", "all")
    )


def _consume(request: HttpRequest, action: str, key: str) -> bool:
    return ratelimit.consume(request, app="wiki", action=action, config=LIMITS, key=key) is not None

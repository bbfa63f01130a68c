"""How many builds one visitor may begin: what is built already, or being built, is anybody's and counts for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.utils.translation import gettext_lazy as _

from exporting.builds import Failed
from web.client_address import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

# By allauth's way of writing them. A library or a school is one address, and whoever mirrors the pool takes all of it:
# a build lasts a second or two, and what keeps the others from waiting is their half of the queue (`builds`).
# A part of the programme (“part”) takes no queue and some milliseconds: it costs nobody their build, and has more.
LIMITS = {"build": "200/10m/key", "part": "600/10m/key"}
PERIOD = 600  # seconds
TOO_MANY = _("Many files were prepared for you in a few minutes. Try again in ten minutes.")


def refusal(request: HttpRequest, action: str = "build") -> Failed | None:
    """Count a build (or another `action` of LIMITS) of this address; what is answered when there were too many, None
    otherwise.
    """
    who = client_address(request)
    used = ratelimit.consume(request, app="exporting", action=action, config=LIMITS, key=who, limit_get=True)
    return None if used else Failed(TOO_MANY, is_refused=True, seconds=PERIOD)

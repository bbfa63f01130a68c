"""What is sent to the API, and how much of it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from web.api.errors import BadParameter, UnacceptableQuery

if TYPE_CHECKING:
    from django.http import HttpRequest

# How errors name what is wrong with all that was sent; bytes.
BODY, LONGEST_BODY = "body", 200_000


def check_size(request: HttpRequest) -> None:
    """Raise UnacceptableQuery for a body of more than LONGEST_BODY bytes."""
    if len(request.body) > LONGEST_BODY:
        raise UnacceptableQuery(BadParameter(BODY, too_much_sent()))


def too_much_sent() -> str:
    return _("This is too much at once: {count} bytes at most, please.").format(count=LONGEST_BODY)

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
    from collections.abc import Callable

    from django.http import HttpRequest

# By allauth's way of writing them. An account is held to a limit of its own: no flood of visitors keeps it out.
LIMITS = {
    "propose": "10/h/key", "propose_as": "40/h/key", "propose_anywhere": "60/h/key", "reply": "20/h/key",
    "discuss": "10/h/key", "discuss_as": "60/h/key", "discuss_anywhere": "60/h/key",
    "report": "10/h/key", "report_as": "40/h/key", "report_anywhere": "60/h/key",
    "event": "20/h/key", "event_as": "60/h/key", "event_anywhere": "200/h/key",
    "link": "20/h/key", "link_mailbox": "8/d/key", "link_anywhere": "300/h/key",
    "enter": "20/10m/key", "enter_anywhere": "600/h/key",
    "verify": "60/10m/key",
    "follow": "10/h/key", "follow_mailbox": "3/d/key", "follow_anywhere": "200/h/key",
    # A library where everybody registers is one address.
    "seat": "40/h/key", "seat_mailbox": "12/d/key", "seat_anywhere": "600/h/key",
    "seat_change": "20/h/key", "receipt_mailbox": "12/d/key", "change": "6/h/key",
}  # fmt: skip
# Of a day, where the others about links are of an hour.
LINKS_TO_ONE = "link_mailbox"
LEAST_SECONDS = 3
_SALT = "wiki.limits.form"
LONGEST_STAMP = 200


def may_propose(request: HttpRequest) -> bool:
    """Count a proposal; False when there were too many, of this account, of this address, or of all visitors."""
    if request.user.is_authenticated:
        return _consume(request, "propose_as", _who(request))
    return _consume(request, "propose", client_address(request)) and _consume(request, "propose_anywhere", "all")


def may_reply(request: HttpRequest) -> bool:
    return _consume(request, "reply", client_address(request))


def may_discuss(request: HttpRequest) -> bool:
    """Count a message of a discussion, as a proposal is."""
    if request.user.is_authenticated:
        return _consume(request, "discuss_as", _who(request))
    return _consume(request, "discuss", client_address(request)) and _consume(request, "discuss_anywhere", "all")


def may_report(request: HttpRequest) -> bool:
    """Count a report of a workshop, as a proposal is."""
    if request.user.is_authenticated:
        return _consume(request, "report_as", _who(request))
    return _consume(request, "report", client_address(request)) and _consume(request, "report_anywhere", "all")


def may_begin_event(request: HttpRequest) -> bool:
    """Count an event that somebody begins to propose: twenty associations may do so at one table."""
    if request.user.is_authenticated:
        return _consume(request, "event_as", _who(request))
    return _consume(request, "event", client_address(request)) and _consume(request, "event_anywhere", "all")


def link_limit(request: HttpRequest, email: str) -> str:
    """Count a mail with a link to write again: of one visitor, to one mailbox, of everybody. The name of the limit that
    refuses it, which says for how long; "" where it may leave.
    """
    keys = {"link": client_address(request), LINKS_TO_ONE: _mailbox(email), "link_anywhere": "all"}
    return next((action for action, key in keys.items() if not _consume(request, action, key)), "")


def may_verify(request: HttpRequest) -> bool:
    """Count a file that is sent to be compared: a whole class does it from one address."""
    return _consume(request, "verify", client_address(request))


def may_ask_mailbox(request: HttpRequest, email: str) -> bool:
    """Count a mail that asks an address whether it wants to follow: of one visitor, to one mailbox, of everybody."""
    mailbox = _mailbox(email)
    return (
        _consume(request, "follow", client_address(request))
        and _consume(request, "follow_mailbox", mailbox)
        and _consume(request, "follow_anywhere", "all")
    )


def may_ask_seat(request: HttpRequest, email: str) -> bool:
    """Count a mail that asks an address whether it wants a seat, as `may_ask_mailbox` does."""
    mailbox = _mailbox(email)
    return (
        _consume(request, "seat", client_address(request))
        and _consume(request, "seat_mailbox", mailbox)
        and _consume(request, "seat_anywhere", "all")
    )


def may_send_receipt(request: HttpRequest, email: str) -> bool:
    """Count a mail that says that an event has come in: nobody has answered from this mailbox yet."""
    return _consume(request, "receipt_mailbox", _mailbox(email))


def may_ask_change(request: HttpRequest, event: int) -> bool:
    """Count a change that is asked for of one event: each is a mail to all who coordinate it."""
    return _consume(request, "change", str(event))


def may_change_seat(request: HttpRequest, seat: int) -> bool:
    """Count a click on the button of one registration: each is a mail to whoever owns it, and may draw pages anew."""
    return _consume(request, "seat_change", str(seat))


def may_try_code(request: HttpRequest) -> Callable[[], None] | None:
    """Count a code that somebody types; None when too many were wrong, of this visitor or of all of them.

    What it gives rolls the try back: ten people at one address who type theirs right keep nobody out.
    """
    own = ratelimit.consume(request, app="wiki", action="enter", config=LIMITS, key=client_address(request))
    # Tries that one address has no more of keep nobody else out.
    of_all = own and ratelimit.consume(request, app="wiki", action="enter_anywhere", config=LIMITS, key="all")
    if not (own and of_all):
        return None

    def rollback() -> None:
        own.rollback()
        of_all.rollback()

    return rollback


def _who(request: HttpRequest) -> str:
    """An account; of a writing session the place, since a slip gives as many accounts as are asked for."""
    writer = getattr(request, "writer", None)
    return f"seat-{writer.seat_id}" if writer else str(request.user.pk)


def _mailbox(email: str) -> str:
    """One key for a mailbox without the address: many servers deliver “awa+atelier@” to “awa@”."""
    name, _at, domain = email.lower().rpartition("@")
    return salted_hmac("wiki.limits.mailbox", f"{name.partition('+')[0]}@{domain}").hexdigest()


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

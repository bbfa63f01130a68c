"""Mail that a site is done without: a server that is away stops no sign-up and no review, and is logged."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)

# Lent accounts have an address that no mail server may ever know (RFC 2606).
NO_MAILBOX = "seance.invalid"

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """What a header may hold: no line ends there, and nothing else begins."""
    return _CONTROL.sub(" ", text).strip()


def _in_lines(message: EmailMessage) -> None:
    message.subject = one_line(str(message.subject))
    message.from_email = one_line(message.from_email or "")
    message.extra_headers = {name: one_line(str(value)) for name, value in message.extra_headers.items()}


def _without_lent_accounts(message: EmailMessage) -> None:
    for recipients in (message.to, message.cc, message.bcc):
        recipients[:] = [address for address in recipients if not address.rstrip("> ").endswith(f"@{NO_MAILBOX}")]


def hand_over(message: EmailMessage) -> None:
    """Send a message of a queue, which must know whether the mail server took it: raises what the server answers."""
    _in_lines(message)
    backend = import_string(settings.MAIL_SENT_BY)(fail_silently=False)
    if not backend.send_messages([message]):
        error = "The message has no recipient."
        raise ValueError(error)


class TolerantBackend(BaseEmailBackend):
    """Hands mail on to MAIL_SENT_BY, message by message; what cannot be sent is logged without its text."""

    def __init__(self, fail_silently: bool = False, **kwargs: object) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        super().__init__(fail_silently=fail_silently)
        self._inner = import_string(settings.MAIL_SENT_BY)(fail_silently=False, **kwargs)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> int:
        _in_lines(message)
        _without_lent_accounts(message)
        if not message.recipients():
            return 0
        try:
            return self._inner.send_messages([message]) or 0
        except Exception as error:  # noqa: BLE001 -- servers fail in many ways, and the person's work goes on in each
            logger.error("A message (%s) could not be sent. EMAIL_URL: %s", message.subject, error)  # noqa: TRY400 -- a sentence for the operator
            return 0

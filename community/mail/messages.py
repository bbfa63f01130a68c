"""Messages to people, each in the language of who reads it. One that cannot be sent undoes nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger(__name__)


class Recipient(Protocol):
    """Somebody with an account, or a visitor who left an address."""

    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def display_name(self) -> str: ...


def send(template: str, *, to: Iterable[Recipient], folder: str = "community/email", **context: Any) -> int:
    """Send `templates/{folder}/{template}_subject.txt` and `_message.txt` to each person; how many were handed over."""
    sent = 0
    for person in to:
        with translation.override(person.language):
            message = _written(f"{folder}/{template}", person=person, context=context)
        try:
            sent += message.send()
        except OSError:
            log.exception("A message was not sent: %s", template)
    return sent


def _written(template: str, *, person: Recipient, context: dict[str, Any]) -> EmailMessage:
    words = {"person": person, "SITE_NAME": settings.SITE_NAME, "site_url": settings.BASE_URL, **context}
    subject = render_to_string(f"{template}_subject.txt", words)
    body = render_to_string(f"{template}_message.txt", words)
    # A subject is one line, whatever name it holds.
    one_line = " ".join(subject.splitlines()).strip()
    return EmailMessage(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + one_line, body.strip() + "\n", to=[person.email])

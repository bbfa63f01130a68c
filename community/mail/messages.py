"""Messages to people, each in the language of who reads it. One that cannot be sent undoes nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger(__name__)
LONGEST_SUBJECT = 300


class Recipient(Protocol):
    """Somebody with an account, or a visitor who left an address."""

    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def display_name(self) -> str: ...


def send(
    template: str, *, to: Iterable[Recipient], folder: str = "community/email", html: bool = False, **context: Any
) -> int:
    """Send `templates/{folder}/{template}_subject.txt` and `_message.txt`, with `html` `_message.html` too, to each
    person; how many were handed over.
    """
    sent = 0
    for person in to:
        with translation.override(person.language):
            message = written(f"{folder}/{template}", person=person, html=html, **context)
        try:
            sent += message.send()
        except OSError:
            log.exception("A message was not sent: %s", template)
    return sent


def written(template: str, *, person: Recipient, html: bool = False, **context: Any) -> EmailMultiAlternatives:
    """The message in the language of the moment."""
    words = {"person": person, "SITE_NAME": settings.SITE_NAME, "site_url": settings.BASE_URL, **context}
    # A subject is one line, and not a long one, whatever name or title it holds.
    subject = " ".join(render_to_string(f"{template}_subject.txt", words).splitlines()).strip()[:LONGEST_SUBJECT]
    body = render_to_string(f"{template}_message.txt", words)
    message = EmailMultiAlternatives(
        settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body.strip() + "\n", to=[person.email]
    )
    if html:
        page = render_to_string(f"{template}_message.html", {**words, "subject_line": subject})
        message.attach_alternative(page, "text/html")
    return message

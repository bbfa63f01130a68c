"""Messages to people, each in the language of who reads it. One that cannot be sent undoes nothing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community.models import User

log = logging.getLogger(__name__)


def send(template: str, *, to: Iterable[User], **context: Any) -> None:
    """Send `templates/community/email/{template}_subject.txt` and `_message.txt` to each person."""
    for person in to:
        with translation.override(person.language):
            try:
                get_adapter().send_mail(f"community/email/{template}", person.email, {"person": person, **context})
            except OSError:
                log.exception("A message was not sent: %s", template)

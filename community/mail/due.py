"""Mails that other rooms have to send: each registers how, and `send_mails` does it every minute.

What is registered notes for itself what was sent, sends a bounded number at once, and asks before each mail whether to
go on: a process that was told to end finishes the one it is at.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    GoesOn = Callable[[], bool]
    Send = Callable[[GoesOn], int]

logger = logging.getLogger(__name__)
_senders: dict[str, Send] = {}


def register(label: str, send: Send) -> None:
    """Have `send` called by `send_mails`; it gives how many mails left. Twice under one label is once."""
    _senders[label] = send


def send_due(goes_on: GoesOn) -> Iterator[tuple[str, int]]:
    """Send what is due, one room after the other: label and count of each. One that fails stops no other."""
    for label, send in _senders.items():
        if not goes_on():
            return
        try:
            yield label, send(goes_on)
        except Exception:
            logger.exception("Mails were not sent: %s", label)

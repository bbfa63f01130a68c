"""What the demo sent, as Django's backend of files writes it."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

# A file is named by the second and by the place of its connection in memory: two of one second may share one.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"


def mails_of(demo: Path) -> list[EmailMessage]:
    """In the order in which they were sent."""
    written = sorted((demo / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
    sent = [one for path in written for one in path.read_bytes().split(SEPARATOR) if one.strip()]
    return [email.message_from_bytes(one, policy=email.policy.default) for one in sent]

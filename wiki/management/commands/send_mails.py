from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.mail.due import send_due
from wiki.mailing import send_mails


class Command(BaseCommand):
    help = (
        "Send the mails that are due to those who follow pages, themes, tags, associations and searches, and to those "
        "who registered for an event or organised one."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        told_to_end = []
        # A service that is stopped finishes the mail it is at: none is lost, none is sent twice.
        before = signal.signal(signal.SIGTERM, lambda *_signal: told_to_end.append(1))
        try:
            report = send_mails(goes_on=lambda: not told_to_end)
            others = list(send_due(lambda: not told_to_end))
        finally:
            signal.signal(signal.SIGTERM, before)
        self.stdout.write(f"Sent: {report.sent}. Refused: {report.refused}.")
        for label, count in others:
            self.stdout.write(f"{label}: {count}.")
        if report.away:
            message = f"The mail server cannot be reached: what waits is sent when it is back. EMAIL_URL: {report.away}"
            raise CommandError(message)

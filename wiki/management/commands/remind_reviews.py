from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wiki.domain.reminders import send_reminders


class Command(BaseCommand):
    help = "Write to those who look after pages that are to be read again, once for each page and day of review."

    def handle(self, **_options: Any) -> None:
        self.stdout.write(f"{send_reminders()} mails sent.")

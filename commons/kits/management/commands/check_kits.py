from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from commons.kits.domain.missing import notice_missing, tell_editors


class Command(BaseCommand):
    help = "Note which items the public kits hold that not everybody may see any more, and write to the kits' editors."

    def handle(self, **_options: Any) -> None:
        noticed = notice_missing()
        self.stdout.write(f"{noticed} new items missing in kits, {tell_editors()} mails sent.")

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from commons.lineage.domain.recording import record_all


class Command(BaseCommand):
    help = "Reads again which public items are made from which. Publishing keeps that up to date by itself."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{record_all()} pages read.")

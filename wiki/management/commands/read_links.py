from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from wiki.domain.links import note_all_links


class Command(BaseCommand):
    help = "Read again what all public pages are called, and which titles their texts lead to."

    def handle(self, **_options: Any) -> None:
        with transaction.atomic():
            count = note_all_links()
        self.stdout.write(f"{count} pages read.")

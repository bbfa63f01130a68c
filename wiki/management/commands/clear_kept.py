from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wiki.domain.unsaved_forms import DAYS, forget_old


class Command(BaseCommand):
    help = f"Forget texts and files that were kept for people who did not come back within {DAYS} days."

    def handle(self, *_args: Any, **_options: Any) -> None:
        gone = forget_old()
        self.stdout.write(f"Forgotten: {gone}.")

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wiki.domain.drafts import forget_old_drafts
from wiki.domain.proposing import forget_addresses
from wiki.domain.session_writers import forget_sessions
from wiki.domain.unsaved_forms import DAYS, forget_old


class Command(BaseCommand):
    help = f"Forget texts and files kept for people who did not come back within {DAYS} days, and old private data."

    def handle(self, *_args: Any, **_options: Any) -> None:
        gone = forget_old()
        self.stdout.write(f"Forgotten: {gone}.")
        self.stdout.write(f"Proposals without an address any more: {forget_addresses()}.")
        self.stdout.write(f"Drafts that nobody touched for a year: {forget_old_drafts()}.")
        self.stdout.write(f"People of writing sessions forgotten: {forget_sessions()}.")

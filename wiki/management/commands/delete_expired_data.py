from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from web.expiring import forget_expired
from wiki.domain.drafts import forget_old_drafts
from wiki.domain.proposing import forget_addresses
from wiki.domain.session_writers import forget_sessions
from wiki.domain.unsaved_forms import DAYS, forget_old


class Command(BaseCommand):
    help = (
        f"Delete texts and files of people who did not come back within {DAYS} days, drafts that nobody resumed, and "
        "private data of proposals that were decided."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Texts and files: {forget_old()}.")
        self.stdout.write(f"Drafts: {forget_old_drafts()}.")
        self.stdout.write(f"Proposals without an address any more: {forget_addresses()}.")
        for label, count in forget_expired():
            self.stdout.write(f"{label}: {count}.")
        self.stdout.write(f"People of writing sessions forgotten: {forget_sessions()}.")

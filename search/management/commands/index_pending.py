from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import health, indexing
from search.engines.base import EngineUnavailable


class Command(BaseCommand):
    help = "Index the items that changed and are still waiting. Safe to run at any time; made for a timer."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            done = indexing.drain()
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        if done.busy:
            self.stdout.write("Another process is indexing.")
        self.stdout.write(f"{done.indexed} indexed, {done.removed} removed, {done.failed} set aside.")
        if done.failed:
            raise CommandError("\n".join(health.set_aside()))

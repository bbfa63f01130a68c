from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import comparing, following, health, indexing
from search.engines.base import EngineBusy, EngineUnavailable
from search.engines.choice import current_engine


class Command(BaseCommand):
    help = "Index the items that changed and are still waiting. Safe to run at any time; made for a timer."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            with current_engine().patiently():
                self._index()
        except EngineBusy:
            self.stdout.write("Another process is indexing.")
        except EngineUnavailable as error:
            raise CommandError(str(error)) from error
        finally:
            self._follow()

    def _index(self) -> None:
        if indexing.is_missing():
            self.stdout.write(f"There was no index: {indexing.rebuild(wait=0)} items indexed.")
        done = indexing.drain()
        if done.busy:
            raise EngineBusy
        self.stdout.write(f"{done.indexed} indexed, {done.removed} removed, {done.failed} set aside.")
        if done.failed:
            raise CommandError("\n".join(health.set_aside()))
        if mended := comparing.catch_up():
            self.stdout.write(f"{mended} mended that another version of this program had saved.")
        for name in current_engine().retire_others():
            self.stdout.write(f"{name} deleted: no program has used it for a day.")

    def _follow(self) -> None:
        try:
            with current_engine().patiently():
                following.follow()
        except EngineBusy:
            self.stdout.write("The copy of the index on this machine is being written by another process.")
        except EngineUnavailable as error:
            self.stderr.write(f"The copy of the index on this machine was not written. {error}")

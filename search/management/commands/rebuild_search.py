from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from search import following, health, indexing
from search.engines.base import EngineBusy, EngineUnavailable
from search.engines.choice import current_engine

SECONDS_BETWEEN_LINES = 2.0


class Command(BaseCommand):
    help = "Make the search index again beside the one in use, then put it in its place in one step."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="only when there is no index that can be read")
        parser.add_argument(
            "--prune", action="store_true", help="then delete the indices of all other versions of this program"
        )

    def handle(self, *_args: Any, verbosity: int = 1, **options: Any) -> None:
        if options.get("if_needed") and health.is_readable():
            return
        start = last = time.monotonic()

        def show(count: int) -> None:
            nonlocal last
            if verbosity and time.monotonic() - last >= SECONDS_BETWEEN_LINES:
                last = time.monotonic()
                self.stdout.write(f"{count} items so far, {count / (last - start):.0f} a second")

        try:
            count = indexing.rebuild(progress=show)
        except EngineUnavailable as error:
            message = f"{error} The index in use stays as it was."
            raise CommandError(message) from error
        except DatabaseError as error:
            message = f"The database does not answer as it should: {error}. The index in use stays as it was."
            raise CommandError(message) from error
        if verbosity:
            self.stdout.write(f"{count} items indexed in {time.monotonic() - start:.1f} s.")
        self._look_after_others(prune=bool(options.get("prune")))
        for line in health.set_aside():
            self.stderr.write(line)

    def _look_after_others(self, *, prune: bool) -> None:
        """The index is made: what fails now is told, and is no failure of it."""
        try:
            with current_engine().patiently():
                for name in current_engine().retire_others(at_once=prune):
                    self.stdout.write(f"{name} deleted: it was of another version of this program.")
                following.follow()
        except EngineBusy:
            self.stderr.write("Another process is indexing: the timer sees to the rest.")
        except EngineUnavailable as error:
            self.stderr.write(str(error))

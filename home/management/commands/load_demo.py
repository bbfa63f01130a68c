from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.domain.demo import PASSWORD, load_demo
from search import indexing
from search.engines.base import EngineUnavailable

DEMO = Path(settings.ROOT) / "demo"


class Command(BaseCommand):
    help = "Load the content of demo/: themes, people, associations, guides and pages. Run again, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bring-back", action="store_true", help="bring back the pages that were deleted here")

    def handle(self, *_args: Any, bring_back: bool, **_options: Any) -> None:
        if not settings.MAY_LOAD_DEMO:
            message = "The demo makes log-ins whose password everybody knows: it is not for a public site."
            raise CommandError(message)
        if not DEMO.is_dir():
            message = f"There is no demo content in {DEMO}."
            raise CommandError(message)
        start = time.monotonic()
        report = load_demo(DEMO, bring_back=bring_back)
        try:
            # No timer brings the rest where somebody tries the site.
            indexing.drain()
        except EngineUnavailable as error:
            self.stderr.write(str(error))
        for line in report.lines():
            self.stdout.write(line)
        self.stdout.write(f"Loaded in {time.monotonic() - start:.0f} s. Log-ins, all with the password “{PASSWORD}”:")
        for email, group in report.logins:
            self.stdout.write(f"  {email}  ({group})")

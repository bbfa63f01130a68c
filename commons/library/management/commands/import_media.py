from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from commons.library.domain.import_media import Options, import_media
from importing.report import translated
from markup.messages import Unreadable

EVERY = 100


class Command(BaseCommand):
    help = (
        "Import media from a CSV with Openverse's columns: as files where they are at hand, else as links with credit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the CSV file")
        parser.add_argument("--files", type=Path, metavar="FOLDER", help="a folder with files of the works")
        parser.add_argument("--bring-back", action="store_true", help="bring back what was deleted here")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, keep nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        path, files = options["path"], options["files"]
        if not path.is_file():
            raise CommandError(_("There is nothing at %(path)s.") % {"path": path})
        if files and not files.is_dir():
            raise CommandError(_("There is no folder at %(path)s.") % {"path": files})
        try:
            chosen = Options(files=files, dry_run=options["dry_run"], bring_back=options["bring_back"])
            report = import_media(path, options=chosen, progress=self._progress)
        except Unreadable as error:
            raise CommandError(translated(error.message)) from error
        as_json = report.as_dict(items="media")
        self.stdout.write(
            json.dumps(as_json, ensure_ascii=False, indent=2) if options["json"] else "\n".join(report.lines())
        )

    def _progress(self, count: int) -> None:
        if count % EVERY == 0:
            self.stderr.write(str(count))

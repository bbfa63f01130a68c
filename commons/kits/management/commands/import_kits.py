from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from commons.kits.domain.import_kits import Options, import_kits
from commons.kits.models import KitIndexPage

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    help = "Import kits written as Markdown files: see docs/reference/kit-format.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a file, or a folder of such files")
        parser.add_argument("--publish", action="store_true", help="make public what has all that publishing asks for")
        parser.add_argument("--bring-back", action="store_true", help="bring back what was deleted here")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, keep nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["path"].exists():
            raise CommandError(_("There is nothing at %(path)s.") % {"path": options["path"]})
        chosen = Options(publish=options["publish"], dry_run=options["dry_run"], bring_back=options["bring_back"])
        try:
            report = import_kits(options["path"], options=chosen)
        except KitIndexPage.DoesNotExist as error:
            raise CommandError(_("The site has no list of kits yet: run manage.py migrate first.")) from error
        as_json = report.as_dict(items="kits")
        self.stdout.write(
            json.dumps(as_json, ensure_ascii=False, indent=2) if options["json"] else "\n".join(report.lines())
        )

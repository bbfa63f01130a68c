from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from importing.local_files import why
from importing.report import translated
from markup.messages import Unreadable
from programme.domain.changes import NotPossible
from programme.domain.import_edition import edition_called
from programme.domain.import_events import Options, import_events
from programme.exchange.reading import AUTO, FORMATS, MOST_BYTES

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

STDIN = "-"


class Command(BaseCommand):
    help = "Import events: iCalendar, schedules of conferences (frab), OpenAgenda, or a table. See events-import.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="a file; “-” reads what is piped in")
        parser.add_argument("--format", choices=(AUTO, *FORMATS), default=AUTO)
        parser.add_argument("--edition", default="", metavar="SLUG", help="the edition that takes the events in")
        parser.add_argument("--draft", action="store_true", help="leave every new event a draft")
        parser.add_argument("--bring-back", action="store_true", help="bring back what was deleted here")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, keep nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        path = options["path"]
        data = _read(path)
        try:
            chosen = Options(
                format=options["format"],
                edition=edition_called(options["edition"]) if options["edition"] else None,
                publish=not options["draft"],
                dry_run=options["dry_run"],
                bring_back=options["bring_back"],
                file="" if path == STDIN else Path(path).name,
            )
            report = import_events(data, options=chosen)
        except Unreadable as error:
            raise CommandError(_told(path, translated(error.message))) from error
        except NotPossible as error:
            raise CommandError(str(error)) from error
        as_json = json.dumps(report.as_dict(items="events"), ensure_ascii=False, indent=2)
        self.stdout.write(as_json if options["json"] else "\n".join(report.lines()))


def _read(path: str) -> bytes:
    """At most one byte more than is taken, so that a file without end fills no memory."""
    try:
        if path == STDIN:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise CommandError(_("There is nothing at %(path)s.") % {"path": path}) from None
    except OSError as error:
        raise CommandError(_told(path, translated(why(error)))) from error


def _told(path: str, reason: str) -> str:
    return f"{path}: {reason}"

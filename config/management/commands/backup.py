from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backups

WEEK = 7


class Command(BaseCommand):
    help = "Save the database and the uploads in a folder, checked, then remove the oldest backups of it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where backups are kept, on another disk if there is one")
        parser.add_argument("--keep", type=int, default=WEEK, help="how many backups stay, the new one included (7)")

    def handle(self, *_args: Any, folder: Path, keep: int, **options: Any) -> None:
        media = Path(settings.MEDIA_ROOT)
        try:
            made = backups.make(folder.resolve(), database=settings.DATABASES["default"], media=media, keep=keep)
        except backups.BackupFailed as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(f"Saved and checked: {made}")

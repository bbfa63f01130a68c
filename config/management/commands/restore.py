from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from config import backups


class Command(BaseCommand):
    help = "Put the database and the uploads back as a backup holds them. Stop the site first."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="a backup, or the folder of backups: then the newest")
        parser.add_argument(
            "--without-backup", action="store_true", help="do not save the present state first, such as a damaged one"
        )

    def handle(self, *_args: Any, backup: Path, without_backup: bool, **options: Any) -> None:
        chosen = self._chosen(backup.resolve())
        database, media = settings.DATABASES["default"], Path(settings.MEDIA_ROOT)
        connections.close_all()
        try:
            backups.check(chosen)
            if not without_backup:
                before = backups.make(chosen.parent / "before-restoring", database=database, media=media, keep=2)
                self.stdout.write(f"The present state is saved: {before}")
            backups.restore(chosen, database=database, media=media)
        except backups.BackupFailed as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False)
        call_command("rebuild_search", verbosity=0)
        caches["pages"].clear()
        if options["verbosity"]:
            self.stdout.write(f"Restored: {chosen}. Start the site again.")

    @staticmethod
    def _chosen(path: Path) -> Path:
        if (path / backups.CONTENTS).is_file():
            return path
        candidates = backups.existing(path) if path.is_dir() else []
        if not candidates:
            message = f"There is no backup in {path}."
            raise CommandError(message)
        return candidates[-1]

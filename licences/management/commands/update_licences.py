from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from legaltools import update

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Compare the catalogue with Creative Commons' own list of its tools (cc-legal-tools.csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The CSV, downloaded from creativecommons/cc-legal-tools-data.")
        parser.add_argument("--write", action="store_true", help="Change the data file of the catalogue.")

    def handle(self, *_args: Any, **options: Any) -> None:
        data = update.load()
        diff = self._compared(options["file"], data)
        for line in diff.lines():
            self.stdout.write(line)
        self.stdout.write(
            f"{len(diff.added)} to add, {len(diff.changed)} to change, {len(diff.refused)} refused, "
            f"{len(diff.missing)} not in the list."
        )
        if options["write"] and (diff.added or diff.changed):
            self._write(update.apply(diff, data))

    def _compared(self, path: Path, data: dict[str, Any]) -> update.Diff:
        try:
            return update.compare(update.read_list(path.read_text(encoding="utf-8")), data)
        except UnicodeDecodeError as error:
            message = f"This is not Creative Commons' list: {path} is not text in UTF-8."
            raise CommandError(message) from error
        except (OSError, update.UnreadableList) as error:
            raise CommandError(str(error)) from error

    def _write(self, data: dict[str, Any]) -> None:
        faults = update.faults(data)
        if faults:
            message = "Nothing is written, because the catalogue would no longer hold together:\n" + "\n".join(faults)
            raise CommandError(message)
        update.DATA_FILE.write_text(update.dump(data), encoding="utf-8")
        self.stdout.write(f"Written to {update.DATA_FILE}. Run the tests of the data, and read what they say.")

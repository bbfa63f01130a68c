from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commons.guides.domain import half_items
from commons.library.domain import stored_files

HOURS = 24
MOST_NAMED = 50


class Command(BaseCommand):
    help = "Find items that are not whole and files that nothing names, and mend what can be. Made for a timer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="mend what can be mended")
        parser.add_argument(
            "--grace", type=int, default=HOURS, metavar="HOURS",
            help=f"leave files alone that are not older: somebody may be uploading them (default: {HOURS})",
        )  # fmt: skip

    def handle(self, *_args: Any, repair: bool, grace: int, **_options: Any) -> None:
        self._named = 0
        self._left = self._mendable = 0
        self._items(repair=repair)
        self._lost(repair=repair)
        self._orphans(repair=repair, grace=timedelta(hours=grace))
        if self._named > MOST_NAMED:
            self.stdout.write(f"… and {self._named - MOST_NAMED} more.")
        if self._mendable:
            message = f"{self._mendable} can be mended: run `manage.py check_site --repair`."
            raise CommandError(message)
        if self._left:
            message = f"{self._left} must be looked at by a person."
            raise CommandError(message)
        self.stdout.write("Everything is whole.")

    def _items(self, *, repair: bool) -> None:
        for half in list(half_items.half_items()):
            if repair and half.mend:
                half.mend()
            self._tell(f"{half.what}: {half.problem}", can=bool(half.mend), repair=repair)

    def _lost(self, *, repair: bool) -> None:
        for row, file in stored_files.lost():
            can = stored_files.can_be_drawn_again(row)
            if repair and can:
                row.delete()
            self._tell(f"{row._meta.model_name} {row.pk}: its file {file} is gone", can=can, repair=repair)

    def _orphans(self, *, repair: bool, grace: timedelta) -> None:
        names = stored_files.orphans(older_than=grace)
        if repair:
            stored_files.remove(names)
        for name in names:
            self._tell(f"{name}: no row names this file", can=True, repair=repair)

    def _tell(self, line: str, *, can: bool, repair: bool) -> None:
        self._named += 1
        self._mendable += can and not repair
        self._left += not can
        if self._named <= MOST_NAMED:
            self.stdout.write(f"{line}{' (mended)' if can and repair else ''}")

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from commons.guides.domain.import_archive import import_archive
from commons.guides.management.commands.import_guides import Command as ImportGuides
from exporting.received import NotReceived

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.core.management.base import CommandParser

    from commons.guides.domain.import_guides import Options, Report


class Command(ImportGuides):
    help = "Import the guides of a ZIP archive that a guide or a kit was carried away in, whichever site made it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(format="markdown")

    def bring_in(self, path: Path, *, options: Options, progress: Callable[[int, str], None]) -> Report:
        try:
            return import_archive(path, options=options, progress=progress)
        except NotReceived as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            message = _("%(path)s cannot be read or laid out: %(reason)s.")
            raise CommandError(message % {"path": path, "reason": error.strerror or error}) from error

    def handle(self, *args: Any, **options: Any) -> None:
        if options["path"].is_dir():
            raise CommandError(_("%(path)s is a folder: import_guides reads folders.") % {"path": options["path"]})
        super().handle(*args, **options)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from commons.guides.management.commands.import_guides import Command as ImportGuides
from commons.guides.management.commands.import_guides import in_words
from commons.kits.domain.import_archive import import_archive
from commons.kits.models import KitIndexPage
from exporting.received import NotReceived

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.core.management.base import CommandParser

    from commons.guides.domain.import_guides import Options
    from commons.kits.domain.import_archive import Received


class Command(ImportGuides):
    help = "Import the guides, the media and the kit of a ZIP archive that was carried away, whichever site made it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(format="markdown")

    def bring_in(self, path: Path, *, options: Options, progress: Callable[[int, str], None]) -> Any:
        try:
            return import_archive(path, options=options, progress=progress)
        except NotReceived as error:
            raise CommandError(str(error)) from error
        except KitIndexPage.DoesNotExist as error:
            raise CommandError(_("The site has no list of kits yet: run manage.py migrate first.")) from error
        except OSError as error:
            message = _("%(path)s cannot be read or laid out: %(reason)s.")
            raise CommandError(message % {"path": path, "reason": error.strerror or error}) from error

    def told(self, done: Received, *, as_json: bool) -> str:
        whole = done.whole
        if not as_json:
            return in_words(whole)
        kinds = {"media": done.media.items, "kits": done.kits.items}
        said = whole.as_dict(items="guides") | {"guides": done.guides.items} | kinds
        return json.dumps(said, ensure_ascii=False, indent=2)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["path"].is_dir():
            raise CommandError(_("%(path)s is a folder: import_guides reads folders.") % {"path": options["path"]})
        super().handle(*args, **options)

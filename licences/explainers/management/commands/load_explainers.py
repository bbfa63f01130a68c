from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from licences.explainers.domain.loading import SHIPPED, load_explainers
from licences.explainers.models import ExplainerIndexPage


class Command(BaseCommand):
    help = "Load the pages that explain licences, and the learning path. Run again, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED, help="default: those of the project")
        parser.add_argument("--bring-back", action="store_true", help="bring back what was deleted here")

    def handle(self, *_args: Any, folder: Path, bring_back: bool, **_options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(_("There is no folder at %(path)s.") % {"path": folder})
        try:
            report = load_explainers(folder.resolve(), bring_back=bring_back)
        except ExplainerIndexPage.DoesNotExist as error:
            raise CommandError(_("The site has no list of explainers yet: run manage.py migrate first.")) from error
        for line in report.lines():
            self.stdout.write(line)

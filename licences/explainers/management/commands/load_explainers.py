from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from licences.explainers.domain.loading import SHIPPED, Report, load_explainers
from licences.explainers.models import ExplainerIndexPage

if TYPE_CHECKING:
    from collections.abc import Iterator


class Command(BaseCommand):
    help = "Load the pages that explain licences, and the learning path. Run again, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED, help="default: those of the project")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(_("There is no folder at %(path)s.") % {"path": folder})
        try:
            report = load_explainers(folder.resolve())
        except ExplainerIndexPage.DoesNotExist as error:
            raise CommandError(_("The site has no list of explainers yet: run manage.py migrate first.")) from error
        for line in in_words(report):
            self.stdout.write(line)


def in_words(report: Report) -> Iterator[str]:
    counts = {"created": report.created, "updated": report.updated, "unchanged": report.unchanged}
    yield _("%(created)d created, %(updated)d updated, %(unchanged)d unchanged.") % counts
    for name in report.kept:
        yield _("kept     %(file)s: the page was edited or withdrawn on the site; the file was not loaded.") % {
            "file": name
        }
    for label, rows in ((_("refused"), report.refused), (_("warning"), report.warnings)):
        for name, sentence in rows:
            yield f"{label:8} {name}: {sentence}"

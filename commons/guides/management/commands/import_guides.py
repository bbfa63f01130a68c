from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from commons.guides.domain.import_guides import Options, Report, import_guides
from commons.guides.exchange.formats import guide_formats
from commons.guides.models import GuideIndexPage
from community.queries import public_associations
from importing.formats import AUTO
from legaltools.catalogue import UnknownLicence, get

if TYPE_CHECKING:
    from collections.abc import Callable

    from community.models import AssociationPage

EVERY = 10


class Command(BaseCommand):
    help = "Import workshop guides: our Markdown, plain sheets, kits of the Raspberry Pi Foundation, lessons, multiBàO."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a file, or a folder searched for guides")
        parser.add_argument("--format", choices=(AUTO, *guide_formats.names), default=AUTO)
        parser.add_argument(
            "--licence",
            default="",
            metavar="KEY",
            help="for works that state no licence of their own, or whose words may mean this one",
        )
        parser.add_argument("--association", default="", metavar="SLUG", help="the association that signs the guides")
        parser.add_argument("--publish", action="store_true", help="make public what has all that publishing asks for")
        parser.add_argument("--bring-back", action="store_true", help="bring back what was deleted here")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, keep nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        chosen = Options(
            format=options["format"],
            licence=self._licence(options["licence"]),
            association=self._association(options["association"]),
            publish=options["publish"],
            dry_run=options["dry_run"],
            bring_back=options["bring_back"],
        )
        if not options["path"].exists():
            raise CommandError(_("There is nothing at %(path)s.") % {"path": options["path"]})
        try:
            report = self.bring_in(options["path"], options=chosen, progress=self._progress)
        except GuideIndexPage.DoesNotExist as error:
            raise CommandError(_("The site has no list of guides yet: run manage.py migrate first.")) from error
        self.stdout.write(self.told(report, as_json=options["json"]))

    def bring_in(self, path: Path, *, options: Options, progress: Callable[[int, str], None]) -> Any:
        return import_guides(path, options=options, progress=progress)

    def told(self, done: Any, *, as_json: bool) -> str:
        """What `bring_in` gave, as it is printed."""
        return json.dumps(done.as_dict(items="guides"), ensure_ascii=False, indent=2) if as_json else in_words(done)

    def _progress(self, count: int, source: str) -> None:
        if count % EVERY == 0:
            self.stderr.write(f"{count}: {source}")

    def _licence(self, key: str) -> str:
        try:
            return get(key).key if key else ""
        except UnknownLicence as error:
            sentence = _("--licence: “%(key)s” is not a key of the catalogue, such as cc-by-sa-4.0.")
            raise CommandError(sentence % {"key": key}) from error

    def _association(self, slug: str) -> AssociationPage | None:
        if not slug:
            return None
        public = public_associations()
        association = public.filter(slug=slug).first()
        if association is None:
            names = ", ".join(public.order_by("slug").values_list("slug", flat=True)) or _("no association yet")
            sentence = _("--association: there is no “%(slug)s” here. Known: %(known)s.")
            raise CommandError(sentence % {"slug": slug, "known": names})
        return association


def drafts_of(report: Report) -> list[dict[str, str]]:
    """The pages that came in and are not public, each with the address of its editing page."""
    pages = {row["page"]: row["source"] for row in report.items if row["page"] and row["outcome"] != "unchanged"}
    drafts = Page.objects.filter(pk__in=pages, live=False).values_list("pk", flat=True)
    base = settings.WAGTAILADMIN_BASE_URL
    return [{"source": pages[pk], "address": f"{base}{reverse('wagtailadmin_pages:edit', args=[pk])}"} for pk in drafts]


def in_words(report: Report) -> str:
    summary, *sentences = report.lines()
    return "\n".join([summary, *(_("draft    %(source)s: %(address)s") % row for row in drafts_of(report)), *sentences])

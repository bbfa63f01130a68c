from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Page

LONGEST_NAME = 400  # characters


class ImportRecordQuerySet(models.QuerySet["ImportRecord"]):
    def known(self, source: str) -> ImportRecord | None:
        """The record of a source, its page with it; one whose page was deleted here has none. One query."""
        return self.select_related("page").filter(source=source).first()

    def of(self, source: str) -> ImportRecord | None:
        """The record of a source whose page is here, its page with it; None for any other. One query."""
        record = self.known(source)
        return None if record is None or record.was_deleted else record

    def pages_of(self, sources: Iterable[str]) -> dict[str, int]:
        """The primary key of the page of each of these sources that came in, and is here. One query."""
        here = self.filter(source__in=list(sources), page__isnull=False)
        return dict(here.values_list("source", "page_id"))

    def remember(self, page: Page, **values: Any) -> ImportRecord:
        """Note what a page was imported from: `source`, `digest` and `revision`, the other fields if there is more.

        Of the name of a file too long for its column, the end.
        """
        if "file" in values:
            values["file"] = values["file"][-LONGEST_NAME:]
        if "source" in values:  # its page was deleted here, and was asked for again
            self.filter(source=values["source"], page=None).delete()
        return self.update_or_create(page_id=page.pk, defaults=values)[0]


class ImportRecord(models.Model):
    """Which source a page was imported from, and what that source said then.

    `source` is the name that it is known again by, `file` where it was read last. `digest` is the fingerprint of what
    was read: an unchanged source changes nothing, whatever people wrote here since. `revision` is what the import
    saved; when the page's latest is another one, somebody has edited it here. Without `page`, what it made was deleted
    here since: it does not come back by itself.
    """

    # Makes no cached page stale; the page that is published with it does.
    seen_by_readers = False

    source = models.CharField(_("source"), max_length=LONGEST_NAME, unique=True)
    file = models.CharField(_("file"), max_length=LONGEST_NAME, blank=True)
    page = models.OneToOneField("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="import_record")
    digest = models.CharField(max_length=64)
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    stated_licence = models.CharField(_("licence as the source says it"), max_length=500, blank=True)
    imported_at = models.DateTimeField(auto_now=True)

    objects = ImportRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("report_licences", _("Can see what is wrong with licences"))]

    def __str__(self) -> str:
        return self.source

    @property
    def made(self) -> Page:
        """Its page, which is here."""
        assert self.page is not None  # noqa: S101 -- whoever asks has looked at `was_deleted`
        return self.page

    @property
    def was_deleted(self) -> bool:
        return self.page_id is None

    def edited_here(self) -> bool:
        """Whether somebody wrote on the page since, or withdrew it."""
        return not self.made.live or self.revision_id != self.made.latest_revision_id

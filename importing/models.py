from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRecord(models.Model):
    """Which source a page was imported from, and what that source said then.

    `digest` is the fingerprint of what was read: an unchanged source changes nothing, whatever people wrote here since.
    `revision` is what the import saved; when the page's latest is another one, somebody has edited it here.
    """

    # Makes no page of the cache stale; the guide that is imported does.
    seen_by_readers = False

    source = models.CharField(_("source"), max_length=400, unique=True)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="import_record")
    digest = models.CharField(max_length=64)
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    stated_licence = models.CharField(_("licence as the source says it"), max_length=500, blank=True)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("report_licences", _("Can see what is wrong with licences"))]

    def __str__(self) -> str:
        return self.source

"""Whether a page still holds: who checked it last, when it should be read again, who looks after it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upkeep(models.Model):
    """One for each page that was once public, made when it goes live."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="upkeep")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The name that readers see: it outlives the account.
    signature = models.CharField(max_length=150, blank=True)
    # The last day that somebody told to have run what the page says how to run.
    tested_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True, db_index=True)
    # Keys of the people who had a mail about the review of that day.
    reminded = models.JSONField(default=list)
    maintainers: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="pages_looked_after"
    )
    # Of a translation: the number of the version of the original that it says the same as.
    follows = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("upkeep of a page")
        verbose_name_plural = _("upkeep of pages")

    def __str__(self) -> str:
        return str(self.page_id)

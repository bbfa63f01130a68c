"""The public history of a page: the versions that were once live, and nothing else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from wiki.models.signature import LONGEST_SIGNATURE, name_of

LONGEST_HIDING_REASON = 500


def with_its_page(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """`on_delete` of a revision that is a version: kept by whoever purges revisions, deleted with its page."""
    origin = collector.origin
    if isinstance(origin, Revision) or getattr(origin, "model", None) is Revision:
        models.PROTECT(collector, field, sub_objs, using)
    models.CASCADE(collector, field, sub_objs, using)


class Version(models.Model):
    """One time that a page went live. Drafts, and what a reviewer refused, never have one."""

    class Kind(models.TextChoices):
        CREATED = "created", _("new page")
        EDITED = "edited", _("change")
        ACCEPTED = "accepted", _("proposal accepted")
        RESTORED = "restored", _("earlier version restored")
        UNDONE = "undone", _("change undone")
        IMPORTED = "imported", _("import")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=with_its_page, related_name="versions")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.EDITED)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="versions"
    )
    # The name that the history shows: whose hand it was, which may be another than the account's.
    signature = models.CharField(max_length=LONGEST_SIGNATURE, blank=True)
    summary = models.CharField(max_length=250, blank=True)
    is_minor = models.BooleanField(default=False)
    restores = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    patrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    patrolled_name = models.CharField(max_length=LONGEST_SIGNATURE, blank=True)
    patrolled_at = models.DateTimeField(null=True, blank=True)

    # What it said held what is nobody's business: the row stays, its words are shown to stewards alone.
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=LONGEST_HIDING_REASON, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="numbered_version_of_a_page")]
        indexes = [
            models.Index(fields=["-at", "-id"], name="wiki_version_newest"),
            models.Index(fields=["signature", "-at"], name="wiki_version_of_a_person"),
        ]
        permissions = [
            ("undo_person", _("Undo all the changes of a person")),
            ("hide_version", _("Hide a version of a page")),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.number}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def patroller(self) -> str:
        """Who read it first; "" for nobody, and for whoever signs nothing."""
        return name_of(self.patrolled_by, self.patrolled_name)

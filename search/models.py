from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PendingDocument(models.Model):
    """An item whose place in the index may be out of date. The row goes when the index has caught up.

    `mark` changes each time the item changes, so that a change made while the row was being handled is not forgotten.
    The type `*` stands for all items: the whole index is to be made again.
    """

    EVERYTHING = "*"

    type = models.CharField(max_length=50)
    pk_text = models.CharField(max_length=100)
    mark = models.UUIDField(default=uuid.uuid4)
    queued_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("item waiting to be indexed")
        verbose_name_plural = _("items waiting to be indexed")
        ordering = ("attempts", "queued_at", "id")
        constraints = (models.UniqueConstraint(fields=("type", "pk_text"), name="search_pending_document_once"),)

    def __str__(self) -> str:
        return f"{self.type}:{self.pk_text}"

    @classmethod
    def queue(cls, type_: str, pk: object) -> None:
        """Insert the row or mark it again, in one statement, within the caller's transaction."""
        PendingDocument.objects.bulk_create(
            [PendingDocument(type=type_, pk_text=str(pk))],
            update_conflicts=True,
            unique_fields=["type", "pk_text"],
            update_fields=["mark", "queued_at"],
        )

    @classmethod
    def others(cls, failed: set[uuid.UUID]) -> models.QuerySet[PendingDocument]:
        """Rows that are not among those already tried in vain."""
        return cls.objects.exclude(mark__in=failed)

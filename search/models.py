from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.chunks import AT_ONCE, chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(days=1)
LONGEST_ERROR = 1000


class PendingDocument(models.Model):
    """An item whose place in the index may be out of date. The row goes when the index has caught up.

    `mark` changes each time the item changes, so that a change made while the row was being handled is not lost.
    A row that failed is set aside until `retry_at`, and nothing behind it waits; a new change makes it due at once.
    The type `*` stands for all items: the whole index is to be made again.
    """

    EVERYTHING = "*"

    type = models.CharField(max_length=50)
    pk_text = models.CharField(max_length=100)
    mark = models.UUIDField(default=uuid.uuid4)
    queued_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("item waiting to be indexed")
        verbose_name_plural = _("items waiting to be indexed")
        ordering = ("attempts", "queued_at", "id")
        constraints = (models.UniqueConstraint(fields=("type", "pk_text"), name="search_pending_document_once"),)

    def __str__(self) -> str:
        return f"{self.type}:{self.pk_text}"

    @classmethod
    def queue(cls, type_: str, *pks: object) -> None:
        """Insert the rows or mark them again, within the caller's transaction."""
        cls.objects.bulk_create(
            [cls(type=type_, pk_text=str(pk)) for pk in dict.fromkeys(pks)],
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["type", "pk_text"],
            update_fields=["mark", "queued_at", "attempts", "last_error", "retry_at"],
        )

    @classmethod
    def due(cls) -> models.QuerySet[PendingDocument]:
        """Rows to handle now: those never tried, and those whose rest is over."""
        return cls.objects.filter(models.Q(retry_at=None) | models.Q(retry_at__lte=timezone.now()))

    @classmethod
    def aside(cls) -> models.QuerySet[PendingDocument]:
        """Rows whose item could not be indexed the last time, resting or not."""
        return cls.objects.filter(attempts__gt=0)

    def set_aside(self, error: str) -> None:
        """Note a failure. Twice as long a rest after each: a minute, then two, up to a day.

        Nothing is written when the item has changed meanwhile: its row is due again as it is.
        """
        rest = min(FIRST_REST * 2 ** min(self.attempts, 12), LONGEST_REST)
        PendingDocument.objects.filter(mark=self.mark).update(
            attempts=self.attempts + 1, last_error=error[:LONGEST_ERROR], retry_at=timezone.now() + rest
        )

    @classmethod
    def settle(cls, rows: Iterable[PendingDocument]) -> None:
        """Delete rows whose change is in the index. By mark: a row marked again since it was read stays.

        In one statement: wherever anything listens to deletions, `delete()` first asks which rows these are, then
        deletes them by their number, and a mark written in between would go too.
        """
        for marks in chunks(row.mark for row in rows):
            matches = cls.objects.filter(mark__in=marks)
            matches._raw_delete(matches.db)  # noqa: SLF001 -- Django has no public way

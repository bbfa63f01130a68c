"""Which items of the pool are made from which: an index of what the sources of live items say, and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from licences.records.sources import SourceKind

# An id of the pool: a type and a number, such as "guide:12".
LONGEST_ID = 40


class Derivation(models.Model):
    """One item names another as its source. Written when the item goes live, from its own rows of sources.

    The rows are what is true (docs/decisions/0025-lineage.md): this table is how one asks them from the other end, and
    can be made again at any time (`read_lineage`).
    """

    item = models.CharField(max_length=LONGEST_ID)
    source = models.CharField(max_length=LONGEST_ID, db_index=True)
    kind = models.CharField(max_length=20, choices=SourceKind.choices)

    class Meta:
        verbose_name = _("derivation")
        verbose_name_plural = _("derivations")
        constraints = [models.UniqueConstraint(fields=["item", "source"], name="derivation_once")]

    def __str__(self) -> str:
        return f"{self.item} ← {self.source}"


class Looked(models.Model):
    """Somebody has seen what changed in an original up to a version, and left the adaptation as it is."""

    # It changes what its person alone is told.
    seen_by_readers = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=LONGEST_ID)
    source = models.CharField(max_length=LONGEST_ID)
    version = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("original that was looked at")
        verbose_name_plural = _("originals that were looked at")
        constraints = [models.UniqueConstraint(fields=["user", "item", "source"], name="looked_once")]

    def __str__(self) -> str:
        return f"{self.item} ← {self.source}/{self.version}"

"""What a kit no longer shows, and whether its editors were told."""

from __future__ import annotations

from django.db import models

from commons.kits.models.kit import KitPage


class MissingItem(models.Model):
    """An item that a public kit holds and that not everybody may see any more. Its title is nowhere here."""

    seen_by_readers = False

    kit = models.ForeignKey(KitPage, on_delete=models.CASCADE, related_name="missing")
    item = models.CharField(max_length=40)
    noticed_at = models.DateTimeField(auto_now_add=True)
    # Keys of the people who were told.
    told = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kit", "item"], name="missing_item_once")]

    def __str__(self) -> str:
        return f"{self.kit_id}: {self.item}"

"""The papers of a media item: hashes of its bytes, what was said of its licence and when, and what contradicts it."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.library.enums import EvidenceKind, HashOf, LicenceChange, Outcome, Sameness

LONGEST_STATEMENT, LONGEST_REASON = 1_000, 500


class FileHash(models.Model):
    """SHA-256 of bytes that were sent, stored or served of an item: whoever holds such a file finds the item.

    What was served once is known for good, also when the file or its licence is another now: copies are about.
    """

    # Written when a file is downloaded for the first time: no page shows it.
    seen_by_readers = False

    item = models.ForeignKey("library.MediaItem", on_delete=models.CASCADE, related_name="hashes")
    sha256 = models.CharField(max_length=64, db_index=True)
    of = models.CharField(max_length=10, choices=HashOf.choices)
    # Name of the file stored, filter spec of the rendition, size of the download.
    detail = models.CharField(max_length=255, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "sha256"], name="hash_once_on_a_media_item")]

    def __str__(self) -> str:
        return f"{self.get_of_display()}: {self.sha256}"


class PictureHash(models.Model):
    """The perceptual hash of a picture, and its four quarters: two hashes at most 3 bits apart share one of them."""

    seen_by_readers = False

    item = models.OneToOneField("library.MediaItem", on_delete=models.CASCADE, related_name="picture_hash")
    # 64 bits in hexadecimal: a signed integer of SQL does not hold them.
    dhash = models.CharField(max_length=16)
    # What it is of: a file that is replaced has another name.
    hashed_name = models.CharField(max_length=255)
    band_0, band_1, band_2, band_3 = (models.PositiveIntegerField(db_index=True, null=True) for _band in range(4))

    def __str__(self) -> str:
        return self.dhash


class AppendOnly(models.QuerySet["LicenceRecord"]):
    def update(self, **_values: Any) -> NoReturn:
        raise NeverOverwritten

    def delete(self) -> NoReturn:
        raise NeverOverwritten

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NeverOverwritten


class NeverOverwritten(TypeError):
    """A licence record is added to, never changed: what was said on a day was said."""

    def __init__(self) -> None:
        super().__init__("A licence record is never changed or deleted: write another one.")


class LicenceRecord(models.Model):
    """Who said what of the licence of a file, when, on which evidence. It outlives the item and the account."""

    item = models.ForeignKey("library.MediaItem", null=True, on_delete=models.SET_NULL, related_name="licence_records")
    # Of the file row, the title and the bytes as they were: what the statement is about when the item is gone.
    uuid = models.UUIDField(db_index=True)
    title = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)

    licence = models.CharField(max_length=40, blank=True)
    credits = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    source_url = models.CharField(max_length=500, blank=True)

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices, default=EvidenceKind.STATED)
    address = models.CharField(max_length=500, blank=True)
    seen_on = models.DateField(null=True)
    statement = models.CharField(max_length=LONGEST_STATEMENT, blank=True)
    change = models.CharField(max_length=10, choices=LicenceChange.choices, default=LicenceChange.FIRST)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "-id"], name="licence_record_newest")]

    def __str__(self) -> str:
        return f"{self.title}: {self.licence or '?'} ({self.at:%Y-%m-%d})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverOverwritten
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NeverOverwritten


class LicenceConflict(models.Model):
    """Two items of the same bytes, or nearly the same picture, that say different licences; a steward settles it."""

    first = models.ForeignKey("library.MediaItem", on_delete=models.CASCADE, related_name="conflicts_as_first")
    second = models.ForeignKey("library.MediaItem", on_delete=models.CASCADE, related_name="conflicts_as_second")
    sameness = models.CharField(max_length=10, choices=Sameness.choices)
    first_licence = models.CharField(max_length=40)
    second_licence = models.CharField(max_length=40)
    opened_at = models.DateTimeField(default=timezone.now)

    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    note = models.CharField(_("note"), max_length=LONGEST_REASON, blank=True)
    settled_at = models.DateTimeField(null=True, db_index=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-pk"]
        permissions = [("settle_licences", _("Can settle which licence of a file is right"))]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second", "first_licence", "second_licence"], name="conflict_of_licences_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_licence} / {self.second_licence}"

    def get_absolute_url(self) -> str:
        return reverse("media_papers:conflict", args=[self.pk])

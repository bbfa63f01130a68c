"""A file that somebody deposits after an event, by the link of a mail: it waits here, and those who coordinate look."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.library.enums import PeoplePictured
from licences.fields import LicenceField
from programme.models.occurrence import Occurrence

LONGEST_SHOWS, LONGEST_NAME, LONGEST_FILE_NAME = 255, 120, 150


def waiting_files() -> FileSystemStorage:
    """Beside the files of the site, never among them: nothing here has an address of its own."""
    return FileSystemStorage(location=Path(settings.WAITING_PHOTOS_DIR) / "programme", file_permissions_mode=0o600)


class Deposit(models.Model):
    """Waits until somebody who coordinates takes it or not: then it is an item of the pool, or gone, and no row is."""

    seen_by_readers = False

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="deposits")
    file = models.FileField(storage=waiting_files, max_length=255)
    # As whoever sent it calls it; that of `file` says nothing.
    name = models.CharField(max_length=LONGEST_FILE_NAME)
    size = models.PositiveIntegerField()
    # Of the bytes that wait: the same form sent twice is one.
    sha256 = models.CharField(max_length=64)
    shows = models.CharField(_("what it shows or holds"), max_length=LONGEST_SHOWS)
    made_by = models.CharField(_("who made it"), max_length=LONGEST_NAME)
    licence = LicenceField()
    people = models.CharField(_("people who can be recognised"), max_length=10, choices=PeoplePictured.choices)
    sent_at = models.DateTimeField(auto_now_add=True)
    # Since when somebody is taking it in, which is slow: two at once do it once.
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file of an event that waits")
        verbose_name_plural = _("files of events that wait")
        default_permissions = ()
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["occurrence", "sha256"], name="one_deposit_of_the_same_bytes")]

    def __str__(self) -> str:
        return self.name

"""What was typed and could not be saved, kept for whoever typed it until they come back."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _


def unsaved_storage() -> FileSystemStorage:
    """Beside the pictures of the site, never among them: nothing here has an address."""
    return FileSystemStorage(location=settings.UNSAVED_DIR, file_permissions_mode=0o600)


class UnsavedForm(models.Model):
    """A form whose sender was no longer logged in, or that had no valid CSRF token; without its passwords."""

    # No reader sees it, so it makes no page of the cache stale.
    seen_by_readers = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsaved_forms")
    path = models.CharField(max_length=1000)
    # Pairs of names and values, in their order.
    fields = models.JSONField()
    # Sent by a script of the editor while somebody wrote: the next one takes its place.
    by_itself = models.BooleanField(default=False)
    stored_at = models.DateTimeField(auto_now_add=True, db_index=True)

    # Names of files that came with it and could not be kept; the first words typed, to tell it from others.
    too_heavy: list[str]
    first_words = ""

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-stored_at", "-pk"]

    def __str__(self) -> str:
        return self.path

    @property
    def post(self) -> QueryDict:
        post = QueryDict(mutable=True)
        for name, value in self.fields:
            post.appendlist(name, value)
        return post

    @property
    def uploads(self) -> MultiValueDict[str, Any]:
        return MultiValueDict({file.field: [file.upload()] for file in self.files.all()})

    @property
    def size(self) -> int:
        return len(json.dumps(self.fields))


class UnsavedFile(models.Model):
    """A file that was chosen in a form that did not pass, so that it need not be chosen again."""

    seen_by_readers = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsaved_files")
    form = models.ForeignKey(UnsavedForm, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    field = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField()
    file = models.FileField(storage=unsaved_storage, max_length=255)
    stored_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("unsaved file")
        verbose_name_plural = _("unsaved files")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def upload(self) -> SimpleUploadedFile:
        """As if the browser had just sent it. Raises OSError when it is gone from the disk."""
        with self.file.open("rb") as stored:
            return SimpleUploadedFile(self.name, stored.read(), self.content_type)

"""Files that contributors send, before they are in the pool; and what they say that no reader sees."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from commons.library.enums import MediaKind, PeoplePictured
from legaltools import catalogue
from licences.fields import LicenceField

LONGEST_WORD = 1000


class MediaUpload(models.Model):
    """A file that somebody sent, private to them until they offer it, and to whoever reviews it from then on.

    What they answer stays as it was typed (`answers`, by the name of the input) until it enters the pool, where it
    becomes a row of the library with its media item.
    """

    seen_by_readers = False

    class State(models.TextChoices):
        DRAFT = "draft", _("not offered yet")
        WAITING = "waiting", _("waits to be read")
        ASKED = "asked", _("a question waits for you")
        REFUSED = "refused", _("not accepted")

    OPEN = (State.DRAFT, State.ASKED, State.REFUSED)

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="media_uploads")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    kind = models.CharField(max_length=10, choices=MediaKind.choices)
    # Its name in UPLOADS_DIR, beside the library and never in it: nothing there has an address of its own.
    file = models.CharField(max_length=60)
    name = models.CharField(max_length=150)
    # Of the bytes that were sent; those that are stored are without place and serial numbers.
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    facts = models.JSONField(default=dict)
    # What the file states of itself: see commons.library.domain.rights.
    stated = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    # What a reviewer asks, or why it was not accepted.
    word = models.TextField(blank=True, validators=[MaxLengthValidator(LONGEST_WORD)])
    stored_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("file being added")
        verbose_name_plural = _("files being added")
        default_permissions = ()
        ordering = ["stored_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return Path(settings.UPLOADS_DIR) / self.file

    @property
    def is_open(self) -> bool:
        """Whether its person may still change what is said of it."""
        return self.state in self.OPEN

    @property
    def stamp(self) -> str:
        """What tells one state of it from another: whoever decides says which one they have read."""
        return self.changed_at.isoformat()

    @property
    def data(self) -> MultiValueDict[str, Any]:
        """The answers as a form reads them."""
        return MultiValueDict(self.answers)


class PicturedPeople(models.Model):
    """What was answered of the people that a picture or a video shows: for whoever sent it and for stewards alone.

    In no page, export, feed, API or history: in a table of its own, nothing that copies a media item takes it along.
    """

    seen_by_readers = False

    item = models.OneToOneField("library.MediaItem", on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=PeoplePictured.choices)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer about people pictured")
        verbose_name_plural = _("answers about people pictured")
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_answer_display()


class UsualLicence(models.Model):
    """The licence that somebody chose last for what is theirs: proposed for the next file."""

    seen_by_readers = False

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    licence = LicenceField()

    class Meta:
        verbose_name = _("usual licence")
        verbose_name_plural = _("usual licences")
        default_permissions = ()

    def __str__(self) -> str:
        return catalogue.get(self.licence).label

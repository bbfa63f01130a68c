"""Somebody who registers for an occurrence, by an e-mail address alone. All of it goes after a stated time."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.enums import SeatState
from programme.models.occurrence import Occurrence
from programme.models.submission import new_key

MOST_TOGETHER = 10


class SeatRequest(models.Model):
    """`places` people under one address. Nobody but the organisers, and whoever has the link, ever sees it."""

    seen_by_readers = False

    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, related_name="seat_requests")
    name = models.CharField(_("your name"), max_length=120)
    # Empty of somebody whom the organisers added by hand, who phoned: nothing is ever sent to them.
    email = models.EmailField(_("your e-mail address"), blank=True)
    places = models.PositiveSmallIntegerField(
        _("how many people"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_TOGETHER)]
    )
    note = models.CharField(_("to tell the organisers"), max_length=300, blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="fr")
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.ASKED)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    origin = models.CharField(max_length=32, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    # The order of the waiting list is that of the answers to our mail.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # What a mail told them last: the state, and which SEQUENCE of the occurrence. What differs waits to be told.
    told_state = models.CharField(max_length=10, blank=True)
    told_sequence = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # An address that takes no mail rests longer each time, and is given up in the end.
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ()
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "email"], condition=~models.Q(email=""), name="one_registration_per_address"
            )
        ]
        indexes = [models.Index(fields=["occurrence", "state"], name="registrations_of_an_occurrence")]

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.pk}"

    @property
    def display_name(self) -> str:
        """As a message calls them (`community.mail.messages`)."""
        return self.name


class DeletedSeat(models.Model):
    """Whoever was registered for what is deleted, until a mail has told them: then nothing of it is left."""

    seen_by_readers = False

    name = models.CharField(max_length=120)
    email = models.EmailField()
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="fr")
    # What, when and where it was, in that language: nobody can look it up any more.
    said = models.JSONField(default=dict)
    deleted_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration for what is deleted")
        verbose_name_plural = _("registrations for what is deleted")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def display_name(self) -> str:
        """As a message calls them (`community.mail.messages`)."""
        return self.name

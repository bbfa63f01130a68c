"""Somebody who registers for an occurrence, by an e-mail address alone. All of it goes after a stated time."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
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
    email = models.EmailField(_("your e-mail address"))
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
    # A seat that became free is offered until then.
    offered_until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        default_permissions = ()
        ordering = ["confirmed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["occurrence", "email"], name="one_registration_per_address")]
        indexes = [models.Index(fields=["occurrence", "state"], name="registrations_of_an_occurrence")]

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.pk}"

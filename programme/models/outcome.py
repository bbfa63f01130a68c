"""What became of an occurrence: how many came, what worked, what is free to take. The organisers tell it afterwards."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.event import MOST_SEATS
from programme.models.occurrence import Occurrence


class Outcome(models.Model):
    """`people` is None where nobody counted: never 0, which is a count."""

    occurrence = models.OneToOneField(Occurrence, on_delete=models.CASCADE, related_name="outcome")
    people = models.PositiveIntegerField(
        _("how many people came"), null=True, blank=True, validators=[MaxValueValidator(MOST_SEATS)]
    )
    worked = models.TextField(_("what worked"), blank=True, validators=[MaxLengthValidator(2000)])
    to_change = models.TextField(_("what you would do otherwise"), blank=True, validators=[MaxLengthValidator(2000)])
    # Guides (“guide:12”) that were planned and not run after all: their page does not count this time.
    not_run = models.JSONField(default=list, blank=True)
    told_at = models.DateTimeField(auto_now=True)

    # What is told is for the coordinators; figures alone are public.
    seen_by_readers = False

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.people}"

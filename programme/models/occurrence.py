"""One time that an event takes place. What is known of it elsewhere (calendars, registrations) is known by its UUID."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.enums import Status
from programme.models.event import MOST_SEATS, EventPage

if TYPE_CHECKING:
    from datetime import datetime

# A festival's longest exhibition; what lasts longer is the opening of a place, not an event.
LONGEST = timedelta(days=400)
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Occurrence(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="occurrences")
    # Moments in UTC. Of a whole day: midnight of the first day, and of the day after the last, by the edition's clock.
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    all_day = models.BooleanField(_("whole days"), default=False)
    # Of what lasts for days: when one may come (“Tuesday to Saturday, 2 p.m. to 6 p.m.”).
    hours = models.CharField(_("hours of each day"), max_length=200, blank=True)

    place = models.ForeignKey(
        "community.PlacePage", verbose_name=_("place"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="occurrences",
    )  # fmt: skip
    room = models.CharField(_("room"), max_length=80, blank=True)
    online_url = models.URLField(_("address online"), max_length=500, blank=True)

    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.CONFIRMED)
    status_note = models.CharField(_("what to know of it"), max_length=300, blank=True)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    # Said by hand, for what is registered elsewhere; registrations here are counted.
    is_full = models.BooleanField(_("full"), default=False)

    # How often its time, place or state changed: SEQUENCE of RFC 5545, section 3.8.7.4.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    previous_start = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Of the occurrence, or of what is told of its event: what calendars and caches compare.
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # The UID (and the instance of a recurrence) that it has where it was imported from.
    origin_uid = models.CharField(max_length=500, blank=True, editable=False, db_index=True)

    # When its organisers were asked how it went.
    outcome_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When those who coordinate had them asked once more: that happens once.
    outcome_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        default_permissions = ()
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after_it_starts")
        ]
        indexes = [
            models.Index(fields=["event", "starts_at"], name="occurrence_of_an_event"),
            models.Index(fields=["place", "starts_at"], name="occurrence_at_a_place"),
            models.Index(fields=["starts_at", "ends_at"], name="occurrence_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}, {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def code(self) -> str:
        """Six of 0–9 and A–Z, one for each occurrence, for programs that ask for such a code (frab)."""
        number, letters = self.pk, ""
        while number:
            number, rest = divmod(number, 36)
            letters = BASE36[rest] + letters
        return letters.rjust(6, "0")

    @property
    def anchor(self) -> str:
        """Its place on the page of its event."""
        return f"seance-{self.uuid.hex[:12]}"

    @property
    def seats(self) -> int | None:
        """How many people it takes; None where nobody counts."""
        return self.capacity if self.capacity is not None else self.event.capacity

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    @property
    def is_online(self) -> bool:
        return bool(self.online_url)

    def lasts_long(self, *, than: timedelta = timedelta(hours=24)) -> bool:
        """An exhibition, shown once and folded: longer than a day."""
        return self.ends_at - self.starts_at > than

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

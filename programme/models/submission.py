"""An event that somebody proposes: the form while it is written, then the event and what was decided."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.enums import SubmissionState
from programme.models.edition import EditionPage
from programme.models.event import EventPage


def new_key() -> str:
    return secrets.token_urlsafe(24)


class Submission(models.Model):
    """No account is asked: whoever has the link that was sent by e-mail writes here. `event` is there once it is sent.

    The address and the name are for the coordinators alone, and go some time after the edition.
    """

    seen_by_readers = False

    edition = models.ForeignKey(EditionPage, on_delete=models.CASCADE, related_name="submissions")
    event = models.OneToOneField(EventPage, null=True, blank=True, on_delete=models.CASCADE, related_name="submission")
    state = models.CharField(max_length=10, choices=SubmissionState.choices, default=SubmissionState.DRAFT)
    # What the form says, by the names of its fields, while it is not sent.
    data = models.JSONField(default=dict)
    step = models.PositiveSmallIntegerField(default=1)

    name = models.CharField(_("your name"), max_length=120, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    phone = models.CharField(_("your phone"), max_length=30, blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="fr")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Part of the signed link; a new one makes every link sent before worthless.
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    # Tells what came from one address without the address; forgotten with the rest.
    origin = models.CharField(max_length=32, blank=True)
    # One form sent twice is one event.
    form = models.CharField(max_length=64, blank=True, db_index=True)

    # What the coordinators last wrote to whoever proposed it, and what they wrote for themselves.
    message = models.TextField(blank=True)
    inner_note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("proposed event")
        verbose_name_plural = _("proposed events")
        default_permissions = ()
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["edition", "state", "sent_at"], name="submission_of_an_edition")]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"

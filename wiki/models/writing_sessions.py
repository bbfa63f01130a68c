"""Writing sessions: accounts that a facilitator lends for an afternoon, and who wrote with them, under which name."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from community.validators import one_line_of_text

LONGEST_TITLE, LONGEST_NAME = 120, 80


def new_nonce() -> str:
    return secrets.token_hex(16)


def no_code_yet() -> str:
    """No code leads to it."""
    return secrets.token_hex(32)


class WritingSession(models.Model):
    """One afternoon. It ends by the clock, or earlier by its facilitator's hand, and then it is ended for good."""

    seen_by_readers = False

    title = models.CharField(_("title"), max_length=LONGEST_TITLE, validators=[one_line_of_text])
    place = models.CharField(_("place"), max_length=LONGEST_TITLE, blank=True, validators=[one_line_of_text])
    association = models.ForeignKey(
        "community.AssociationPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="writing_sessions"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("writing session")
        verbose_name_plural = _("writing sessions")
        default_permissions = ()
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.ends_at <= timezone.now()

    @property
    def ended(self) -> Any:
        """When it ended, or will."""
        return self.ended_at or self.ends_at

    @property
    def until(self) -> str:
        """The hour of its end; with the day, while that is another one."""
        end = timezone.localtime(self.ended)
        return date_format(end, "TIME_FORMAT" if end.date() == timezone.localdate() else "DATETIME_FORMAT")


class Seat(models.Model):
    """One slip of a session: a place to write, that people take one after the other.

    Its code is derived from `nonce` by the key of the site, never stored: `digest` finds it again. Another nonce is
    another code, and the slip before opens nothing any more.
    """

    seen_by_readers = False

    session = models.ForeignKey(WritingSession, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    digest = models.CharField(max_length=64, unique=True, default=no_code_yet, editable=False)
    entered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("access of a writing session")
        verbose_name_plural = _("accesses of a writing session")
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="numbered_seat_of_a_session")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and not self.session.is_over


class Writer(models.Model):
    """A person who writes in a session: the name that signs, and what they agreed to.

    Each has a temporary account of their own, so that whatever they write is signed by the name they chose, whoever
    sits at the same place after them.
    """

    seen_by_readers = False

    class Witness(models.TextChoices):
        SELF = "self", _("the person")
        FACILITATOR = "facilitator", _("whoever wrote for them, as a witness")

    session = models.ForeignKey(WritingSession, on_delete=models.CASCADE, related_name="writers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="writers")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="writer"
    )
    # The name that signs; that of nobody when they want none.
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    # Who holds the keyboard for them; "" when they write themselves.
    written_by = models.CharField(max_length=LONGEST_NAME, blank=True)
    # The consent: what was agreed to, word for word, when, and who says so.
    consent = models.TextField()
    consented_at = models.DateTimeField()
    consent_said_by = models.CharField(max_length=12, choices=Witness.choices)
    left_at = models.DateTimeField(null=True, blank=True)
    # When they asked that the name no longer shows: it stays here alone, with the consent.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person of a writing session")
        verbose_name_plural = _("people of a writing session")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.pk}"

    @property
    def byline(self) -> str:
        return str(_("Anonymous")) if self.withdrawn_at else self.name or str(_("Anonymous"))

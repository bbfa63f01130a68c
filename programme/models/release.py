"""What was announced of a programme: its releases, and notices of single occurrences between them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.enums import NoticeKind
from programme.models.edition import EditionPage
from programme.models.event import EventPage
from programme.models.occurrence import Occurrence


class Release(models.Model):
    """The programme as it was on a day (“version of 3 September”). It never changes.

    `rows`: one a public occurrence, as `programme.domain.releasing` writes it: uuid, event (key), title, start, end,
    place, status.
    """

    edition = models.ForeignKey(EditionPage, on_delete=models.CASCADE, related_name="releases")
    name = models.CharField(_("name"), max_length=80)
    comment = models.TextField(_("what is new, in your words"), blank=True, max_length=2000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    rows = models.JSONField(default=list)

    class Meta:
        verbose_name = _("version of the programme")
        verbose_name_plural = _("versions of the programme")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="one_release_of_a_name")]

    def __str__(self) -> str:
        return self.name


class ProgrammeNotice(models.Model):
    """What changed for people who come, told at once: an occurrence that is moved, cancelled, full.

    `before` and `after` are plain values of what changed (start, end, place); the sentence is worked out when shown.
    """

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="notices")
    occurrence = models.ForeignKey(Occurrence, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["event", "-at"], name="notices_of_an_event")]

    def __str__(self) -> str:
        return f"{self.event_id}, {self.kind}"

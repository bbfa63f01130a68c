"""The public log of moderation: what was decided, by whom and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.signature import LONGEST_SIGNATURE, name_of

LONGEST_REASON = 1000


class Decision(models.Model):
    """No title and no name of whoever was refused is stored: a page is named while its reader may see it."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("proposal accepted")
        ADAPTED = "adapted", _("proposal accepted with changes")
        REFUSED = "refused", _("proposal not accepted")
        APPROVED = "approved", _("page approved")
        SENT_BACK = "sent_back", _("changes asked of a page")
        SHOWN = "shown", _("message shown")
        HIDDEN = "hidden", _("message hidden")
        UNSEEN = "unseen", _("version hidden")
        SEEN = "seen", _("version shown again")
        RUN_SHOWN = "run_shown", _("report of a workshop shown")
        RUN_HIDDEN = "run_hidden", _("report of a workshop not shown")
        RAISED = "raised", _("trust given")
        LOWERED = "lowered", _("trust taken back")
        MEDIA_IN = "media_in", _("media item accepted")
        MEDIA_OUT = "media_out", _("media item not accepted")
        MEDIA_OFF = "media_off", _("media item withdrawn")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The name that stays when the account is gone.
    by_name = models.CharField(max_length=LONGEST_SIGNATURE, blank=True)
    # Whose level of trust changed.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="trust_decisions"
    )
    level = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True, max_length=LONGEST_REASON)

    class Meta:
        verbose_name = _("decision of moderation")
        verbose_name_plural = _("decisions of moderation")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    @property
    def decider(self) -> str:
        return name_of(self.by, self.by_name)

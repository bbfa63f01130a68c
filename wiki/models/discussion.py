"""What people say beside a page: threads on the whole of it or on one passage."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wiki.models.signature import name_of

LONGEST_TEXT, LONGEST_NAME, LONGEST_PLACE, LONGEST_REASON = 2000, 120, 80, 500


class Thread(models.Model):
    """`place` names a field ("summary") or a row ("steps-<id>") of the page, "" the whole.

    `is_public`: something in it is shown.
    """

    # The foot of a page counts those that are open: `wiki.domain.discussing` tells the page cache when that changes.
    # What waits to be read makes no page stale.
    seen_by_readers = False

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="threads")
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    # What the passage was called then: it may be gone.
    passage = models.CharField(max_length=200, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    is_closed = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        default_permissions = ()
        ordering = ["is_closed", "-pk"]
        indexes = [models.Index(fields=["page", "is_closed", "-id"], name="wiki_thread_of_a_page")]

    def __str__(self) -> str:
        return f"thread {self.pk}"


class Message(models.Model):
    """Plain text. Of a visitor or a new account it waits until somebody has read it."""

    seen_by_readers = False

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a message", "waits to be read")
        SHOWN = "shown", pgettext_lazy("a message", "shown")
        HIDDEN = "hidden", pgettext_lazy("a message", "hidden")

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="discussion_messages"
    )
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    text = models.TextField(max_length=LONGEST_TEXT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SHOWN)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    # The form that it came by: sent twice, it is one message.
    form = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = _("message of a discussion")
        verbose_name_plural = _("messages of discussions")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def said_by(self) -> str:
        """Empty for a visitor who gave no name, and for an account that signs nothing."""
        return name_of(self.author if self.author and self.author.is_active else None, self.name)

"""Who follows what, and the mails that they wait for: a queue in the database, which a restart leaves as it was."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from wagtail.models import Page

LONGEST_KEY = 500
LONGEST_ITEM = 150  # a type and a key, as long as the outbox of the search has them
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(days=1)
LONGEST_ERROR = 500


def new_token() -> str:
    """The key of an address that nobody guesses."""
    return secrets.token_urlsafe(32)


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", pgettext_lazy("how often", "at once")
    DAILY = "daily", pgettext_lazy("how often", "once a day")
    WEEKLY = "weekly", pgettext_lazy("how often", "once a week")


class Follower(models.Model):
    """Somebody who is sent mail: an account, or an address without one. Either way the address is shown to nobody.

    `token` opens the list of what an address without account follows. `taken` marks the process that writes to them.
    """

    # No reader sees it, so it makes no page of the cache stale.
    seen_by_readers = False

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="follower"
    )
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="fr")
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    taken = models.UUIDField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=LONGEST_ERROR, blank=True)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(user__isnull=True), name="one_follower_per_address"
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, email="") | (models.Q(user__isnull=True) & ~models.Q(email="")),
                name="follower_is_account_or_address",
            ),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"

    @property
    def address(self) -> str:
        """Where mail goes; "" for a closed account."""
        if self.user is None:
            return self.email
        return self.user.email if self.user.is_active else ""

    @property
    def reads(self) -> str:
        """The language of their mails."""
        return self.user.language if self.user else self.language

    def set_aside(self, error: str) -> None:
        """Note a failure. Twice as long a rest after each: a minute, then two, up to a day."""
        rest = min(FIRST_REST * 2 ** min(self.attempts, 12), LONGEST_REST)
        self.attempts += 1
        self.retry_at, self.last_error = timezone.now() + rest, error[:LONGEST_ERROR]
        self.save(update_fields=["attempts", "retry_at", "last_error"])


class Follow(models.Model):
    """One thing that somebody follows: a key of a topic (`wiki.topics`). `token` stops it, and confirms it before."""

    seen_by_readers = False

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    topic = models.CharField(max_length=20)
    key = models.CharField(max_length=LONGEST_KEY)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    # Nothing is sent before whoever reads the mailbox said yes; an account has said it by following.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The newest version of the site then: nobody is told of what was there before they followed.
    since = models.BigIntegerField(default=0)
    # The mail that asks for it could not be handed over yet.
    asks = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["follower", "topic", "key"], name="followed_once")]
        indexes = [models.Index(fields=["topic", "key"], name="wiki_follow_of_a_topic")]

    def __str__(self) -> str:
        return f"{self.topic}:{self.key}"


class Notice(models.Model):
    """A version, a message, or an item that is no page, that nobody has been told of yet: gone once it waits for each
    follower.

    `item` is the name of a document of the search (`media:12`), `by` who brought it.
    """

    seen_by_readers = False

    version = models.OneToOneField("wiki.Version", null=True, on_delete=models.CASCADE, related_name="notice")
    message = models.OneToOneField("wiki.Message", null=True, on_delete=models.CASCADE, related_name="notice")
    item = models.CharField(max_length=LONGEST_ITEM, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    @property
    def page(self) -> Page:
        """Of what it tells."""
        return self.version.page if self.version else self.message.thread.page

    @property
    def author_id(self) -> int | None:
        """The account that wrote it."""
        if self.item:
            return self.by_id
        return self.version.user_id if self.version else self.message.author_id


class Delivery(models.Model):
    """A version, a message or an item that a follower is to be told of. The row goes once a mail server has taken the
    mail.

    `handed_over` is set just before the mail server is asked: a process that was killed there and then may have sent it
    or not, and it is not sent again.
    """

    seen_by_readers = False

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="deliveries")
    follow = models.ForeignKey(Follow, on_delete=models.CASCADE, related_name="deliveries")
    version = models.ForeignKey("wiki.Version", null=True, on_delete=models.CASCADE, related_name="deliveries")
    message = models.ForeignKey("wiki.Message", null=True, on_delete=models.CASCADE, related_name="deliveries")
    item = models.CharField(max_length=LONGEST_ITEM, blank=True)
    due_at = models.DateTimeField(db_index=True)
    handed_over = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["follower", "version"], name="told_once"),
            models.UniqueConstraint(fields=["follower", "message"], name="told_of_a_message_once"),
            models.UniqueConstraint(
                fields=["follower", "item"], condition=~models.Q(item=""), name="told_of_an_item_once"
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def about(self) -> str:
        """What it tells of, page or item: all of it stands together in a mail."""
        return self.item or f"page:{self.page.pk}"

    @property
    def page(self) -> Page:
        """Of what it tells."""
        return self.version.page if self.version else self.message.thread.page

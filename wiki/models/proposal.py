"""Changes of a page that somebody who may not make them proposes, and what came of each."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.signature import LONGEST_SIGNATURE, name_of, shown_name

LONGEST_WORD = 1000


def new_token() -> str:
    return secrets.token_urlsafe(16)


class Proposal(models.Model):
    """What a person would change. It outlives its page, so that its author reads what became of it."""

    # Nobody reads it but its author and whoever reviews it, so it makes no page of the cache stale.
    seen_by_readers = False

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be read")
        ASKED = "asked", _("a question waits for its author")
        ACCEPTED = "accepted", _("accepted")
        ADAPTED = "adapted", _("accepted with changes")
        REFUSED = "refused", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.WAITING, State.ASKED)

    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    title = models.CharField(max_length=255)
    base = models.ForeignKey("wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The fields that it changes: what they said when the form was opened, and what they would say.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    # The field or row that the form was opened at: "steps-<id>".
    passage = models.CharField(max_length=80, blank=True)
    word = models.TextField(blank=True, max_length=LONGEST_WORD)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    name = models.CharField(max_length=120, blank=True)
    # Private: for the answer alone, and forgotten some time after it.
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="fr")
    # A keyed digest of the address it came from: tells what one place sent, says nothing of the place.
    origin = models.CharField(max_length=32, blank=True, db_index=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    # One form sent twice is one proposal.
    form = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True, max_length=LONGEST_WORD)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_name = models.CharField(max_length=LONGEST_SIGNATURE, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.ForeignKey(
        "wiki.Version", null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        default_permissions = ()
        # Held by whoever decides on proposals: see docs/decisions/0018-trust.md.
        permissions = [("review_proposal", _("Can review what others propose"))]
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["created_at", "id"],
                name="wiki_proposal_open",
                condition=models.Q(state__in=["waiting", "asked"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_accepted(self) -> bool:
        return self.state in (self.State.ACCEPTED, self.State.ADAPTED)

    @property
    def signature(self) -> str:
        """How its author is named in public; "" when they gave no name."""
        return name_of(self.author, self.name) or shown_name(self.name)

    @property
    def decider(self) -> str:
        return name_of(self.decided_by, self.decided_name)


class ProposalMessage(models.Model):
    """A question about a proposal, or its author's answer."""

    seen_by_readers = False

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="messages")
    # The reviewer who asks; none when its author answers.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=LONGEST_SIGNATURE, blank=True)
    is_from_author = models.BooleanField(default=False)
    text = models.TextField(max_length=LONGEST_WORD)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message about a proposal")
        verbose_name_plural = _("messages about a proposal")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.text[:40]}"

    @property
    def asker(self) -> str:
        return name_of(self.by, self.by_name)

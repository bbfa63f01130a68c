"""What a person is writing on the site, before it is saved: the form as it stands, stored every few seconds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """One for each person and page, and one for each page that is not there yet.

    It outlives its page: what somebody was writing is not lost because the page was deleted meanwhile.
    """

    # No reader sees it, so it makes no page of the cache stale.
    seen_by_readers = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    kind = models.CharField(max_length=40)
    # The version that the form was opened on; none for a new page.
    base = models.ForeignKey("wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # What a new page was begun from, a file or a model: what the form shows while nobody has typed anything.
    start = models.JSONField(null=True, blank=True)
    title = models.CharField(max_length=255, blank=True)
    # Pairs of names and values, in their order, valid or not.
    fields = models.JSONField(default=list)
    # How many times it was stored: tells a second window of the same person, whatever the clock says.
    count = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page"], condition=models.Q(page__isnull=False), name="one_draft_of_a_page_per_person"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def post(self) -> QueryDict:
        post = QueryDict(mutable=True)
        for name, value in self.fields:
            post.appendlist(name, value)
        return post

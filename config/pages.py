"""When kept pages are forgotten: after every write to what the public may see."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from look.generation import forget_pages

WATCHED_APPS = {"commons", "community", "home", "licences", "search", "taggit", "wagtailcore", "wagtailredirects"}
NOT_SHOWN = {
    "comment", "commentreply", "modellogentry", "pagelogentry", "pagesubscription", "referenceindex", "revision",
    "task", "taskstate", "uploadedfile", "user", "workflow", "workflowstate",
}  # fmt: skip


def _changed(sender: type[Model], **_kwargs: Any) -> None:
    options = sender._meta
    if options.app_label in WATCHED_APPS and options.model_name not in NOT_SHOWN:
        transaction.on_commit(forget_pages)


def watch() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid=f"public-pages-{id(signal)}")

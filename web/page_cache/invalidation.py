"""When kept pages are forgotten: after every write to what the public may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import COMMENTS_RELATION_NAME

from web.page_cache.generation import forget_pages

if TYPE_CHECKING:
    from django.db.models import Model

WATCHED_APPS = {"commons", "community", "home", "licences", "search", "taggit", "wagtailcore", "wagtailredirects"}
NOT_SHOWN = {
    "comment", "commentreply", "modellogentry", "pagelogentry", "pagesubscription", "referenceindex", "revision",
    "task", "taskstate", "uploadedfile", "workflow", "workflowstate",
}  # fmt: skip
# What the editor writes on a page while a draft is made, and what logging in writes on a person: no reader sees it.
UNSEEN = {
    "draft_title", "has_unpublished_changes", "last_login", "latest_revision", "latest_revision_created_at", "password",
    COMMENTS_RELATION_NAME,
}  # fmt: skip


def _changed(sender: type[Model], update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    options = sender._meta
    is_unseen = update_fields is not None and update_fields <= UNSEEN
    if options.app_label in WATCHED_APPS and options.model_name not in NOT_SHOWN and not is_unseen:
        transaction.on_commit(forget_pages)


def watch() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid=f"public-pages-{id(signal)}")

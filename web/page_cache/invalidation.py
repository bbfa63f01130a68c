"""Invalidation of the page cache: after every write to what the public may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import COMMENTS_RELATION_NAME

from web.page_cache.generation import invalidate_after_commit

if TYPE_CHECKING:
    from django.apps import AppConfig
    from django.db.models import Model

# Every model of our own apps is taken to be seen, but those that say `seen_by_readers = False`. Of other apps, these.
OTHER_APPS = {"taggit", "wagtailcore", "wagtailredirects"}
NOT_SHOWN = {
    "comment", "commentreply", "modellogentry", "pagelogentry", "pagesubscription", "referenceindex", "revision",
    "task", "taskstate", "uploadedfile", "workflow", "workflowstate",
}  # fmt: skip
# What the editor writes on a page while a draft is made, and what logging in writes on a person: no reader sees it.
UNSEEN = {
    "draft_title", "has_unpublished_changes", "last_login", "latest_revision", "latest_revision_created_at", "password",
    COMMENTS_RELATION_NAME,
}  # fmt: skip


def is_seen(model: type[Model]) -> bool:
    """Whether readers may see what rows of the model hold. In doubt a page is drawn anew; none is stale."""
    if model._meta.app_label in OTHER_APPS:
        return model._meta.model_name not in NOT_SHOWN
    return _is_ours(model._meta.app_config) and getattr(model, "seen_by_readers", True)


def _is_ours(app: AppConfig | None) -> bool:
    """None: the model belongs to a state of the past, inside a migration."""
    return app is not None and app.name.split(".")[0] in {name.split(".")[0] for name in settings.LOCAL_APPS}


def _changed(sender: type[Model], update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    is_unseen = update_fields is not None and update_fields <= UNSEEN
    if is_seen(sender) and not is_unseen:
        invalidate_after_commit()


def watch() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid=f"public-pages-{id(signal)}")

"""The generation of the public pages: a mark that changes whenever anything public may have changed.

Kept pages carry the mark in their key, so one write forgets them all; nothing has to list which page shows what.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

KEY = "public-generation"
WATCHED_APPS = {"commons", "community", "home", "licences", "search", "taggit", "wagtailcore", "wagtailredirects"}
NOT_SHOWN = {
    "comment", "commentreply", "modellogentry", "pagelogentry", "pagesubscription", "referenceindex", "revision",
    "task", "taskstate", "uploadedfile", "user", "workflow", "workflowstate",
}  # fmt: skip


def current_generation() -> str:
    """The mark of now; made on first use and after the cache was emptied."""
    generation = cache.get(KEY)
    if generation is None:
        generation = uuid.uuid4().hex
        cache.set(KEY, generation, None)
    return str(generation)


def forget_pages() -> None:
    """Every kept page is stale from now on."""
    cache.set(KEY, uuid.uuid4().hex, None)


def _changed(sender: type[Model], **_kwargs: Any) -> None:
    options = sender._meta
    if options.app_label in WATCHED_APPS and options.model_name not in NOT_SHOWN:
        transaction.on_commit(forget_pages)


def watch() -> None:
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid=f"public-pages-{id(signal)}")

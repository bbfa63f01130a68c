"""Keeps the search in step with what is public."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete

from commons.models import GuidePage, GuideTag, TaggedGuide, Theme
from commons.search_documents import TYPE
from search.following import follow, save_with_its_notes
from search.indexing import schedule


def connect() -> None:
    follow(TYPE, GuidePage, naming=("association",))
    for model in (Theme, GuideTag, TaggedGuide):
        save_with_its_notes(model)
    for signal in (post_save, post_delete):
        signal.connect(_tagging_changed, sender=TaggedGuide)
    # Before a theme or a tag goes: afterwards nobody knows which guides had it.
    for signal in (post_save, pre_delete):
        signal.connect(_theme_changed, sender=Theme)
        signal.connect(_tag_changed, sender=GuideTag)


def _theme_changed(instance: Theme, **_kwargs: Any) -> None:
    schedule(TYPE, *instance.guides.values_list("pk", flat=True))


def _tag_changed(instance: GuideTag, **_kwargs: Any) -> None:
    schedule(TYPE, *instance.tagged_guides.values_list("content_object", flat=True))


def _tagging_changed(instance: TaggedGuide, **_kwargs: Any) -> None:
    schedule(TYPE, instance.content_object_id)

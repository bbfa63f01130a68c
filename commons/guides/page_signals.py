"""Keeps the search in step with what is public, and pictures drawn before somebody reads."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import page_published

from commons.guides.drawn import draw_quietly
from commons.guides.models import GuidePage, TaggedGuide
from commons.guides.references import pictures_of
from commons.guides.search_documents import TYPE
from commons.library.models import LicensedImage, Tag, Theme
from community.renditions import lacks_renditions, make_renditions_later, picture_entered
from search.indexing import is_paused, schedule
from search.page_signals import follow, save_with_its_notes


def connect() -> None:
    follow(TYPE, GuidePage, naming=("association",))
    for model in (Theme, Tag, TaggedGuide):
        save_with_its_notes(model)
    post_save.connect(_picture_saved, sender=LicensedImage)
    page_published.connect(_guide_published, sender=GuidePage)
    for signal in (post_save, post_delete):
        signal.connect(_tagging_changed, sender=TaggedGuide)
    # Before a theme or a tag goes: afterwards nobody knows which guides had it.
    for signal in (post_save, pre_delete):
        signal.connect(_theme_changed, sender=Theme)
        signal.connect(_tag_changed, sender=Tag)


def _picture_saved(instance: LicensedImage, *, created: bool, **_kwargs: Any) -> None:
    if created:
        picture_entered(instance)


def _guide_published(instance: GuidePage, **_kwargs: Any) -> None:
    """What could not be drawn when the picture was saved, on a disk that was full, is tried again; then the body is.

    In an import of many nobody waits for bodies: `draw_guides` draws them, or the first readers.
    """
    pictures = pictures_of(instance)
    prefetch_related_objects(pictures, "renditions")
    for picture in filter(lacks_renditions, pictures):
        make_renditions_later(picture)
    if not is_paused():
        transaction.on_commit(partial(draw_quietly, instance.pk), robust=True)


def _theme_changed(instance: Theme, **_kwargs: Any) -> None:
    schedule(TYPE, *instance.guides.values_list("pk", flat=True))


def _tag_changed(instance: Tag, **_kwargs: Any) -> None:
    schedule(TYPE, *instance.tagged_guides.values_list("content_object", flat=True))


def _tagging_changed(instance: TaggedGuide, **_kwargs: Any) -> None:
    schedule(TYPE, instance.content_object_id)

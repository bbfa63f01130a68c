"""Keeps the search in step with what is public."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from commons.models import GuidePage, Theme
from commons.search_documents import GuideSource
from search.indexing import schedule


def connect() -> None:
    for signal in (page_published, page_unpublished, post_delete):
        signal.connect(_guide_changed, sender=GuidePage)
    for signal in (post_page_move, page_slug_changed):
        signal.connect(_branch_moved)
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction)
    post_save.connect(_theme_renamed, sender=Theme)


def _guide_changed(instance: GuidePage, **_kwargs: Any) -> None:
    schedule(GuideSource.type, instance.pk)


def _branch_moved(instance: Page, **_kwargs: Any) -> None:
    _schedule_below(instance)


def _restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _schedule_below(instance.page)


def _schedule_below(page: Page) -> None:
    for pk in GuidePage.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True):
        schedule(GuideSource.type, pk)


def _theme_renamed(instance: Theme, *, created: bool, **_kwargs: Any) -> None:
    if not created:
        for pk in instance.guides.values_list("pk", flat=True):
            schedule(GuideSource.type, pk)

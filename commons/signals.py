"""Keeps the search in step with what is public, and pictures drawn before somebody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from commons.models import GuidePage, GuideTag, LicensedImage, TaggedGuide, Theme
from commons.parts import pictures_of
from commons.search_documents import GuideSource
from community.models import AssociationPage
from community.pictures import lacks_renditions, make_renditions_later
from search.indexing import schedule

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    for signal in (page_published, page_unpublished, post_delete):
        signal.connect(_guide_changed, sender=GuidePage)
    post_save.connect(_picture_saved, sender=LicensedImage)
    page_published.connect(_guide_published, sender=GuidePage)
    for signal in (post_page_move, page_slug_changed):
        signal.connect(_branch_moved)
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction)
        signal.connect(_tagging_changed, sender=TaggedGuide)
    # Before a theme or a tag goes: afterwards nobody knows which guides had it.
    for signal in (post_save, pre_delete):
        signal.connect(_theme_changed, sender=Theme)
        signal.connect(_tag_changed, sender=GuideTag)
    # Before an association goes, for the same reason.
    for signal in (page_published, page_unpublished, pre_delete):
        signal.connect(_association_changed, sender=AssociationPage)


def _guide_changed(instance: GuidePage, **_kwargs: Any) -> None:
    schedule(GuideSource.type, instance.pk)


def _picture_saved(instance: LicensedImage, *, created: bool, **_kwargs: Any) -> None:
    if created:
        make_renditions_later(instance)


def _guide_published(instance: GuidePage, **_kwargs: Any) -> None:
    """What could not be drawn when the picture was saved, on a disk that was full, is tried again."""
    pictures = pictures_of(instance)
    prefetch_related_objects(pictures, "renditions")
    for picture in filter(lacks_renditions, pictures):
        make_renditions_later(picture)


def _branch_moved(instance: Page, **_kwargs: Any) -> None:
    _schedule_below(instance)


def _restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _schedule_below(instance.page)


def _schedule_below(page: Page) -> None:
    """The guides of a branch, and those that name an association of it."""
    below = GuidePage.objects.descendant_of(page, inclusive=True)
    naming = GuidePage.objects.filter(association__path__startswith=page.path)
    _schedule_all((below | naming).values_list("pk", flat=True))


def _theme_changed(instance: Theme, **_kwargs: Any) -> None:
    _schedule_all(instance.guides.values_list("pk", flat=True))


def _tag_changed(instance: GuideTag, **_kwargs: Any) -> None:
    _schedule_all(instance.tagged_guides.values_list("content_object", flat=True))


def _tagging_changed(instance: TaggedGuide, **_kwargs: Any) -> None:
    schedule(GuideSource.type, instance.content_object_id)


def _association_changed(instance: AssociationPage, **_kwargs: Any) -> None:
    _schedule_all(instance.guides.values_list("pk", flat=True))


def _schedule_all(pks: Iterable[int]) -> None:
    for pk in pks:
        schedule(GuideSource.type, pk)

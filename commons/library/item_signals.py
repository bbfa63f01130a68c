"""Keeps media items in step with the files and with the pages that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django_tasks.signals import task_finished, task_started
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import post_page_move
from wagtail.tasks import update_reference_index_task

from commons.library.domain.facts import read_facts_later
from commons.library.domain.going_public import TYPE, refresh
from commons.library.domain.media_items import follow_file
from commons.library.domain.uses import Reference, found_by_title, items_of, items_on, references_on
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia, MediaItem
from search.chunks import chunks
from search.indexing import schedule
from search.page_signals import save_with_its_notes, tell_of_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django_tasks.base import TaskResult

    from commons.library.models.media import LicensedFileMixin

# What pages referred to before their references were read again, by the id of the task that reads them.
_before: dict[str, dict[int, set[Reference]]] = {}
# Anybody may read it, or may have.
_SEEN = Q(live=True) | Q(first_published_at__isnull=False)


def connect() -> None:
    for model in (LicensedImage, LicensedDocument, LicensedMedia):
        post_save.connect(_file_saved, sender=model)
    pre_delete.connect(_item_goes, sender=MediaItem)
    task_started.connect(_references_start)
    task_finished.connect(_references_read)
    pre_delete.connect(_page_goes, sender=Page)
    post_delete.connect(_page_gone, sender=Page)
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction)
        signal.connect(_collection_changed, sender=CollectionViewRestriction)
    post_save.connect(_collection_saved, sender=Collection)
    save_with_its_notes(CollectionViewRestriction)
    post_page_move.connect(_page_moved)
    tell_of_pages(TYPE, _pages_changed)


def _file_saved(instance: LicensedFileMixin, *, raw: bool = False, **_kwargs: Any) -> None:
    if raw:
        return
    item = follow_file(instance)
    read_facts_later(item)
    if item.pk not in refresh([item.pk]) and item.is_public:
        schedule(TYPE, item.pk)


def _item_goes(instance: MediaItem, **_kwargs: Any) -> None:
    if instance.is_public:
        schedule(TYPE, instance.pk)


def _page_of(result: TaskResult[Any]) -> int | None:
    """The page whose references a task of Wagtail reads."""
    if result.task.module_path != update_reference_index_task.module_path:
        return None
    model, pk = _model(*result.args[:2]), result.args[2]
    return int(pk) if model and issubclass(model, Page) else None


def _model(app_label: str, name: str) -> Any:
    from django.apps import apps  # noqa: PLC0415

    return apps.get_model(app_label, name)


def _references_start(task_result: TaskResult[Any], **_kwargs: Any) -> None:
    page = _page_of(task_result)
    if page is not None:
        _before[task_result.id] = references_on([page])


def _references_read(task_result: TaskResult[Any], **_kwargs: Any) -> None:
    page = _page_of(task_result)
    before = _before.pop(task_result.id, {})
    if page is not None:
        after = references_on([page])
        refresh(items_of(before.get(page, set()) | after.get(page, set())))
        differing = found_by_title(before) ^ found_by_title(after)
        if differing and Page.objects.filter(_SEEN, pk=page).exists():
            _note_public(differing)


def follow_references(before: Mapping[int, set[Reference]], after: Mapping[int, set[Reference]]) -> None:
    """Bring media in step with what pages refer to, once the references of many were read again."""
    changed = {page for page in before.keys() | after.keys() if before.get(page) != after.get(page)}
    seen: set[int] = set()
    for some in chunks(changed):
        seen.update(Page.objects.filter(_SEEN, pk__in=some).values_list("pk", flat=True))
    for on in (before, after):
        refresh(items_of({one for page in changed & on.keys() for one in on[page]}))
        _note_public(found_by_title({page: on[page] for page in seen & on.keys()}))


def _pages_changed(pages: Iterable[int]) -> None:
    """What these pages show is found by their titles: as they refer to it now. Their save may read their references
    before or after; what it leaves and what it adds is noted then.
    """
    _note_public(found_by_title(references_on(pages)))


def _note_public(references: Iterable[Reference]) -> None:
    if keys := items_of(references, among=MediaItem.objects.filter(is_public=True)):
        schedule(TYPE, *sorted(keys))


def _page_goes(instance: Page, **_kwargs: Any) -> None:
    instance.showed = items_on([instance.pk])


def _page_gone(instance: Page, **_kwargs: Any) -> None:
    refresh(getattr(instance, "showed", ()))


def _restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _refresh_below(instance.page)


def _page_moved(instance: Page, **_kwargs: Any) -> None:
    _refresh_below(instance)


def _collection_changed(instance: CollectionViewRestriction, **_kwargs: Any) -> None:
    _found_again(instance.collection)


def _collection_saved(instance: Collection, *, created: bool, **_kwargs: Any) -> None:
    """It may have moved into a restricted one."""
    if not created:
        _found_again(instance)


def _found_again(collection: Collection) -> None:
    """What is in a collection is told to the search again: who sees it is not written in the items."""
    within = Collection.objects.filter(path__startswith=collection.path).order_by().values("pk")
    public = MediaItem.objects.filter(is_public=True, collection__in=within)
    schedule(TYPE, *public.values_list("pk", flat=True))


def _refresh_below(page: Page) -> None:
    below = Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)
    refresh(items_on(list(below)))

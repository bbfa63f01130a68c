"""Kinds of pages whose place in the index follows the page itself: no item type is known here, only Wagtail's tree.

Every note is written by the signal that a row sends when it is saved or deleted, inside the transaction that does so:
admin, import, timer and shell all pass there, and a process that stops anywhere leaves both or neither. Wagtail's own
signals (published, unpublished, moved, slug changed) come after the commit.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction

from search.indexing import schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model
    from wagtail.query import PageQuerySet

# What the editor writes on a page while a draft is made: the public page stays as it was.
OF_A_DRAFT = {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}


class _Followed(NamedTuple):
    name: str
    model: type[Page]
    naming: tuple[str, ...]


_followed: dict[str, _Followed] = {}
_told: dict[str, Callable[[Iterable[int]], None]] = {}


def follow(type_: str, model: type[Page], *, naming: tuple[str, ...] = ()) -> None:
    """Index pages of `model` under `type_` again whenever one is published, withdrawn, moved, closed or deleted.

    A page that moves, changes its address or closes takes those under it along, and those that name it: `naming` are
    the foreign keys of `model` to other pages that its document tells something of. Called once, when the app is ready.
    """
    _followed[type_] = _Followed(type_, model, naming)
    _connect()


def tell_of_pages(name: str, note: Callable[[Iterable[int]], None]) -> None:
    """Have `note` called with the keys of pages, of whatever kind, whose title or readers may have changed.

    For what is no page and tells something of pages in its own document. Called inside the transaction that changes
    them, before a page that is deleted goes; twice under one name is once.
    """
    _told[name] = note
    _connect()


def _connect() -> None:
    save_with_its_notes(PageViewRestriction)
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid="search-restriction")
    post_save.connect(_page_saved, dispatch_uid="search-page-saved")
    # Before it goes: afterwards nobody knows which pages named it.
    pre_delete.connect(_page_goes, dispatch_uid="search-page-goes")


def save_with_its_notes(model: type[Model]) -> None:
    """Make a save of `model`, and what its `post_save` notes, one transaction: Django sends it after the commit."""
    if hasattr(model.save, "__wrapped__"):
        return

    @wraps(model.save)
    def save(self: Model, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            unwrapped(self, *args, **kwargs)

    unwrapped = model.save
    model.save = save  # type: ignore[method-assign]


def _page_saved(instance: Model, *, created: bool, update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    if not isinstance(instance, Page) or (update_fields is not None and update_fields <= OF_A_DRAFT):
        return
    if created and not instance.live:
        return  # nobody has ever seen it
    _note_one(instance)
    if instance.numchild:
        # Its own address is written, those under it come next: they are the ones that moved.
        below = Page.objects.descendant_of(instance)
        _note(below.exclude(url_path__startswith=instance.url_path))


def _page_goes(instance: Model, **_kwargs: Any) -> None:
    # Django tells of the row of its kind and of the row that all pages have.
    if isinstance(instance, Page):
        _note_one(instance, is_told=type(instance) is Page)


def _restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _note(Page.objects.descendant_of(instance.page, inclusive=True))


def _note_one(page: Page, *, is_told: bool = True) -> None:
    """The page itself, which needs no query, and those that name it."""
    for note in _told.values() if is_told else ():
        note([page.pk])
    kind = page.specific_class
    for type_, model, naming in _followed.values():
        if kind is not None and issubclass(kind, model):
            schedule(type_, page.pk)
        for name in naming:
            if kind is model._meta.get_field(name).related_model:
                schedule(type_, *model.objects.filter(**{name: page.pk}).values_list("pk", flat=True))


def _note(pages: PageQuerySet[Page]) -> None:
    """The followed pages among these, and those that name one of these."""
    keys = pages.order_by().values("pk")
    for type_, model, naming in _followed.values():
        for name in ("pk", *naming):
            schedule(type_, *model.objects.filter(**{f"{name}__in": keys}).values_list("pk", flat=True))
    for note in _told.values():
        note(pages.order_by().values_list("pk", flat=True))

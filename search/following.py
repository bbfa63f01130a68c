"""Kinds of pages whose place in the index follows the page itself: no item type is known here, only Wagtail's tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search.indexing import schedule

if TYPE_CHECKING:
    from wagtail.models import Page


def follow(type_: str, model: type[Page]) -> None:
    """Index pages of `model` under `type_` again whenever one is published, withdrawn, moved, closed or deleted.

    A page that moves, changes its address or closes takes those under it along. Called once, when the app is ready.
    """
    under = partial(_schedule_under, type_, model)
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        _listen(signal, lambda instance, **_kwargs: under(instance), name=type_)
    for signal in (post_save, post_delete):
        _listen(signal, lambda instance, **_kwargs: under(instance.page), name=type_, sender=PageViewRestriction)
    _listen(post_delete, lambda instance, **_kwargs: schedule(type_, instance.pk), name=f"{type_}-gone", sender=model)


def _listen(signal: Any, receiver: Any, *, name: str, sender: Any = None) -> None:
    signal.connect(receiver, sender=sender, weak=False, dispatch_uid=f"search-follows-{name}")


def _schedule_under(type_: str, model: type[Page], page: Page) -> None:
    for pk in model.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True):
        schedule(type_, pk)

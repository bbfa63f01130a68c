"""Keeps the search in step with what kits hold, and notices at once what they lose."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from commons.kits.domain.missing import notice_missing
from commons.kits.models import KitPage
from commons.kits.queries import kits_holding
from commons.kits.search_documents import TYPE
from licences import public_items
from search.indexing import schedule
from search.page_signals import OF_A_DRAFT, follow


def connect() -> None:
    follow(TYPE, KitPage, naming=("association",))
    post_save.connect(_item_saved, dispatch_uid="kits-item-saved")
    pre_delete.connect(_item_goes, dispatch_uid="kits-item-goes")
    for model in (PageViewRestriction, CollectionViewRestriction):
        for signal in (post_save, post_delete):
            signal.connect(_restriction_changed, sender=model, dispatch_uid=f"kits-restriction-{id(signal)}")


def _item_saved(instance: Any, *, created: bool, update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    is_draft = update_fields is not None and update_fields <= OF_A_DRAFT
    if not (created or is_draft or kwargs.get("raw")) and _is_item(instance):
        _changed(kits_holding(instance))


def _item_goes(instance: Any, **_kwargs: Any) -> None:
    """Before it goes: afterwards nobody knows which kits held it."""
    if _is_item(instance):
        _changed(kits_holding(instance))


def _restriction_changed(**_kwargs: Any) -> None:
    _changed(KitPage.objects.all())


def _is_item(instance: Any) -> bool:
    providers = public_items.providers().values()
    return not isinstance(instance, KitPage) and type(instance) in {getattr(one, "model", None) for one in providers}


def _changed(kits: Any) -> None:
    keys = list(kits.values_list("pk", flat=True))
    if keys:
        schedule(TYPE, *keys)
        transaction.on_commit(partial(notice_missing, KitPage.objects.live().filter(pk__in=keys)), robust=True)

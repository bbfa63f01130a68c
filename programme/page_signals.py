"""Keeps the search in step with events, and with the places that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save

from community.models import PlacePage
from programme.models import EventPage
from programme.search_documents import TYPE
from search.indexing import schedule
from search.page_signals import OF_A_DRAFT, follow

if TYPE_CHECKING:
    from collections.abc import Collection


def connect() -> None:
    follow(TYPE, EventPage)
    post_save.connect(_place_saved, sender=PlacePage, dispatch_uid="programme-place-saved")


def _place_saved(
    instance: PlacePage, *, created: bool, update_fields: Collection[str] | None = None, **_kwargs: Any
) -> None:
    if not created and not (update_fields is not None and set(update_fields) <= OF_A_DRAFT):
        schedule(TYPE, *EventPage.objects.filter(occurrences__place=instance).distinct().values_list("pk", flat=True))

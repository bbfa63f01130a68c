"""Keeps the search in step with events, and with the places that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import PageViewRestriction

from community.models import PlacePage
from programme.models import EventPage
from programme.search_documents import TYPE
from search.indexing import schedule
from search.page_signals import OF_A_DRAFT, follow

if TYPE_CHECKING:
    from collections.abc import Collection


def connect() -> None:
    follow(TYPE, EventPage, naming=("associations",))
    post_save.connect(_place_saved, sender=PlacePage, dispatch_uid="programme-place-saved")
    # Before it goes: afterwards nobody knows what takes place there.
    pre_delete.connect(_place_goes, sender=PlacePage, dispatch_uid="programme-place-goes")
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid="programme-restriction")


def _place_saved(
    instance: PlacePage, *, created: bool, update_fields: Collection[str] | None = None, **_kwargs: Any
) -> None:
    if not created and not (update_fields is not None and set(update_fields) <= OF_A_DRAFT):
        _note_events_at([instance.pk])


def _place_goes(instance: PlacePage, **_kwargs: Any) -> None:
    _note_events_at([instance.pk])


def _restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """A place that closes, or opens, takes its name from its events, or gives it back."""
    _note_events_at(PlacePage.objects.descendant_of(instance.page, inclusive=True).order_by().values("pk"))


def _note_events_at(places: Any) -> None:
    events = EventPage.objects.filter(occurrences__place__in=places).order_by().distinct()
    schedule(TYPE, *events.values_list("pk", flat=True))

"""Keeps the search in step with works that are elsewhere, which stand among the media."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save, pre_delete

from commons.library.domain.going_public import TYPE
from commons.library.models import LinkedWork
from search.documents import document_id
from search.indexing import schedule
from search.page_signals import save_with_its_notes
from wiki.domain.notices import note_items

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = "elsewhere-"


def key_of(pk: int) -> str:
    """The key of its document: media items have the numbers."""
    return f"{_PREFIX}{pk}"


def pks_in(keys: Iterable[str]) -> list[str]:
    """The works elsewhere among keys of documents."""
    numbers = (key.removeprefix(_PREFIX) for key in keys if key.startswith(_PREFIX))
    return [number for number in numbers if number.isdecimal()]


def connect() -> None:
    # Its tags are written after it, in the same transaction: the index is brought in step after the commit.
    save_with_its_notes(LinkedWork)
    post_save.connect(_changed, sender=LinkedWork)
    post_save.connect(_added, sender=LinkedWork)
    pre_delete.connect(_changed, sender=LinkedWork)


def _added(instance: LinkedWork, created: bool, **kwargs: Any) -> None:  # noqa: FBT001 -- Django's signature
    if created and not kwargs.get("raw"):
        note_items([(document_id(TYPE, key_of(instance.pk)), None)])


def _changed(instance: LinkedWork, **_kwargs: Any) -> None:
    schedule(TYPE, key_of(instance.pk))

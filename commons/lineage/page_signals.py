from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete
from wagtail.signals import page_published

from commons.lineage.domain.recording import forget, record

if TYPE_CHECKING:
    from django.db.models import Model


def connect() -> None:
    page_published.connect(_published, dispatch_uid="lineage-published")
    post_delete.connect(_deleted, dispatch_uid="lineage-deleted")


def _published(instance: Any, **_kwargs: Any) -> None:
    record(instance)


def _deleted(instance: Model, **_kwargs: Any) -> None:
    forget(instance)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published

from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia
from commons.lineage.domain.recording import forget, record, record_media

if TYPE_CHECKING:
    from django.db.models import Model


def connect() -> None:
    page_published.connect(_published, dispatch_uid="lineage-published")
    for model in (LicensedImage, LicensedDocument, LicensedMedia):
        post_save.connect(_file_saved, sender=model, dispatch_uid=f"lineage-{model.__name__}")
    post_delete.connect(_deleted, dispatch_uid="lineage-deleted")


def _published(instance: Any, **_kwargs: Any) -> None:
    record(instance)


def _file_saved(instance: Any, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """After the library has made its media item: its room is below."""
    if not raw and (not created or any(row["item"] for row in instance.sources)):
        record_media(instance)


def _deleted(instance: Model, **_kwargs: Any) -> None:
    forget(instance)

"""Which saved row changes which stamp. Nothing depends on what is only being made, but for a new version of a work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from commons.guides.domain.stamps import EVERYWHERE, LABELS, name_key, page_key, touch, work_key
from commons.guides.models import GuidePage, TaggedGuide
from commons.library.models import LicensedDocument, LicensedImage, Tag, Theme
from commons.lineage.kinds import page_number
from commons.lineage.models import Derivation
from community.renditions import renditions_made
from search.page_signals import OF_A_DRAFT, save_with_its_notes
from web.page_cache.generation import invalidate_pages
from wiki.models import PageName, Thread, Upkeep, Version
from wiki.models.signature import changed_beside_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

EVERY_PAGE_SHOWS = (Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site)
# What Wagtail's own page of a picture works out and saves when somebody looks at it; no guide shows it.
MEASURED = {"file_size", "file_hash"}
LIBRARY = {LicensedImage: "image", LicensedDocument: "document"}


def connect() -> None:
    post_save.connect(_page_saved, dispatch_uid="stamps-page-saved")
    post_delete.connect(_page_gone, dispatch_uid="stamps-page-gone")
    for model in (*LIBRARY, *EVERY_PAGE_SHOWS, Theme, Tag, TaggedGuide):
        save_with_its_notes(model)
        post_save.connect(_saved, sender=model, dispatch_uid=f"stamps-saved-{model.__name__}")
        post_delete.connect(_gone, sender=model, dispatch_uid=f"stamps-gone-{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(_name_changed, sender=PageName, dispatch_uid=f"stamps-name-{id(signal)}")
    for model in (Upkeep, Version):
        save_with_its_notes(model)
        post_save.connect(_beside_a_page, sender=model, dispatch_uid=f"stamps-beside-{model.__name__}")
    m2m_changed.connect(_themes_changed, sender=GuidePage.themes.through, dispatch_uid="stamps-themes")
    for signal in (post_save, post_delete):
        signal.connect(_discussed, sender=Thread, dispatch_uid=f"stamps-discussed-{id(signal)}")
    save_with_its_notes(Derivation)
    for signal in (post_save, post_delete):
        signal.connect(_made_from, sender=Derivation, dispatch_uid=f"stamps-made-from-{id(signal)}")
    changed_beside_pages.connect(_beside_pages, dispatch_uid="stamps-beside-pages")
    renditions_made.connect(_drawn, dispatch_uid="stamps-renditions")


def _page_saved(instance: Model, *, created: bool, update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    if not isinstance(instance, Page) or (update_fields is not None and update_fields <= OF_A_DRAFT):
        return
    keys = [] if created else [page_key(instance.pk)]
    if isinstance(instance, GuidePage) and (instance.translation_of_id or not created):
        keys.append(work_key(instance))
    if instance.numchild:
        keys.append(EVERYWHERE)  # what lies below it may have another address
    touch(*keys)


def _page_gone(instance: Model, **_kwargs: Any) -> None:
    if isinstance(instance, Page):
        touch(page_key(instance.pk), *([work_key(instance)] if isinstance(instance, GuidePage) else []))


def _saved(instance: Model, *, created: bool, update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    if isinstance(instance, LicensedImage) and update_fields is not None and update_fields <= MEASURED:
        return
    if not created or not isinstance(instance, (*LIBRARY, Tag)):
        touch(key_of(instance))


def _gone(instance: Model, **_kwargs: Any) -> None:
    touch(key_of(instance))


def _beside_a_page(instance: Upkeep | Version, **_kwargs: Any) -> None:
    touch(page_key(instance.page_id))


def _beside_pages(pages: Iterable[int], **_kwargs: Any) -> None:
    touch(*map(page_key, pages))


def _name_changed(instance: PageName, **_kwargs: Any) -> None:
    touch(name_key(instance.key))


def key_of(instance: Model) -> str:
    if isinstance(instance, TaggedGuide):
        return page_key(instance.content_object_id)
    if isinstance(instance, (Theme, Tag)):
        return LABELS
    kind = LIBRARY.get(type(instance))  # type: ignore[call-overload]
    return f"{kind}:{instance.pk}" if kind else EVERYWHERE


def _themes_changed(instance: Model, action: str, **_kwargs: Any) -> None:
    if action.startswith("post_"):
        touch(page_key(instance.pk) if isinstance(instance, GuidePage) else LABELS)


def _discussed(instance: Thread, update_fields: frozenset[str] | None = None, **_kwargs: Any) -> None:
    """The foot of a page counts its open discussions: one that nobody sees yet changes nothing."""
    if instance.is_public or update_fields:
        touch(page_key(instance.page_id))


def _made_from(instance: Derivation, **_kwargs: Any) -> None:
    """Whatever shows one of the two as a relative may show the other now."""
    ends = {page_number(instance.item), page_number(instance.source)} - {None}
    touch(*map(page_key, ends))


def _drawn(picture: Any, **_kwargs: Any) -> None:
    touch(key_of(picture))
    transaction.on_commit(invalidate_pages)

"""Associations as the search knows them."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from community.models import AssociationPage
from community.queries import public_associations
from search import indexing, registry
from search.documents import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wagtail.models import Page

TYPE = "association"


class AssociationSource:
    type = TYPE
    label = _("Associations")
    label_one = _("Association")

    def documents(self) -> Iterator[SearchDocument]:
        return map(document_of, public_associations().iterator(chunk_size=200))

    def document(self, pk: str) -> SearchDocument | None:
        page = public_associations().filter(pk=pk).first()
        return document_of(page) if page else None


def document_of(page: AssociationPage) -> SearchDocument:
    # A tag ends a word: without the space, paragraphs would run into each other.
    text = unescape(strip_tags(page.description.replace("<", " <")))
    return SearchDocument(
        type=TYPE,
        pk=str(page.pk),
        title=page.title,
        url=page.url or "",
        summary=page.one_sentence,
        body=" ".join(f"{page.territory} {text}".split()),
        facets={TYPE: (page.slug,)},
        published_at=page.first_published_at,
        extra={"place": page.territory},
    )


def association_names(slugs: Iterable[str]) -> Mapping[str, str]:
    """Names by slug, for the facet; of public associations alone, so that no other name shows."""
    return dict(public_associations().filter(slug__in=slugs).values_list("slug", "title"))


def connect() -> None:
    registry.register(AssociationSource())
    registry.register_facet(TYPE, _("Association"), association_names)
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_page_changed, dispatch_uid=f"community-search-{id(signal)}")
    for signal in (post_save, post_delete):
        signal.connect(_access_changed, sender=PageViewRestriction, dispatch_uid=f"community-search-{id(signal)}")
    post_delete.connect(_deleted, sender=AssociationPage, dispatch_uid="community-search-delete")


def _page_changed(instance: Page, **_kwargs: Any) -> None:
    _schedule_under(instance)


def _access_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _schedule_under(instance.page)


def _schedule_under(page: Page) -> None:
    """A page that moves, changes its address or closes takes the associations under it along."""
    for pk in AssociationPage.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True):
        indexing.schedule(TYPE, pk)


def _deleted(instance: AssociationPage, **_kwargs: Any) -> None:
    indexing.schedule(TYPE, instance.pk)

"""Associations as the search knows them."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from community.models import AssociationPage
from community.queries import public_associations
from search import registry
from search.documents import SearchDocument
from search.following import follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    follow(TYPE, AssociationPage)

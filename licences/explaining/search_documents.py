"""Explainers as the search knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from licences.explaining.queries import public_explainers
from licences.explaining.reading import plain_texts
from licences.models import ExplainerPage
from search import indexing, registry
from search.documents import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise
    from wagtail.models import Page

TYPE = "explainer"


class ExplainerSource:
    type = TYPE
    label: str | _StrPromise = _("Explainers")
    label_one = _("Explainer")
    result_template = "licences/search_facts.html"

    def documents(self) -> Iterator[SearchDocument]:
        return map(document_of, public_explainers().iterator(chunk_size=200))

    def document(self, pk: str) -> SearchDocument | None:
        page = public_explainers().filter(pk=pk).first()
        return document_of(page) if page else None


def document_of(page: ExplainerPage) -> SearchDocument:
    """Without `minutes`: a workshop's length is looked for by it, and reading is none; it is told under `extra`."""
    return SearchDocument(
        type=TYPE,
        pk=str(page.pk),
        title=page.title,
        url=page.url or "",
        summary=page.one_sentence,
        body="\n".join(plain_texts(page.body.raw_data)),
        language=page.language,
        licence=page.licence,
        published_at=page.first_published_at,
        extra={"level": page.level, "reading_minutes": page.minutes},
    )


def connect() -> None:
    registry.register(ExplainerSource())
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_page_changed, dispatch_uid=f"explainers-search-{id(signal)}")
    for signal in (post_save, post_delete):
        signal.connect(_access_changed, sender=PageViewRestriction, dispatch_uid=f"explainers-search-{id(signal)}")
    post_delete.connect(_deleted, sender=ExplainerPage, dispatch_uid="explainers-search-delete")


def _page_changed(instance: Page, **_kwargs: Any) -> None:
    _schedule_under(instance)


def _access_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    _schedule_under(instance.page)


def _schedule_under(page: Page) -> None:
    """A page that moves, changes its address or closes takes the explainers under it along."""
    for pk in ExplainerPage.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True):
        indexing.schedule(TYPE, pk)


def _deleted(instance: ExplainerPage, **_kwargs: Any) -> None:
    indexing.schedule(TYPE, instance.pk)

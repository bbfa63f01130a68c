"""Explainers as the search knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from licences.explaining.queries import public_explainers
from licences.explaining.reading import plain_texts
from licences.models import ExplainerPage
from search import registry
from search.documents import SearchDocument
from search.following import follow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise
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
    follow(TYPE, ExplainerPage)

"""Explainers as the search knows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licences.explainers.models import ExplainerPage
from licences.explainers.queries import public_explainers
from licences.explainers.reading import plain_texts
from search import registry
from search.documents import SearchDocument, document_id
from search.page_signals import follow
from search.page_source import PageSource

TYPE = "explainer"


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
        work=document_id(TYPE, page.work_id),
        extra={"level": page.level, "reading_minutes": page.minutes},
    )


SOURCE = PageSource(
    TYPE,
    label=_("Explainers"),
    label_one=_("Explainer"),
    public=public_explainers,
    as_document=document_of,
    result_template="licences/search_facts.html",
)


def connect() -> None:
    registry.register(SOURCE)
    follow(TYPE, ExplainerPage)

"""From documents to what the engines index: all the facets, and the words of their labels."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from search import registry
from search.chunks import chunks
from search.engines.base import Entry
from search.facets import facets_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from search.documents import SearchDocument

logger = logging.getLogger(__name__)


def _raise(_document: SearchDocument, error: Exception) -> None:
    raise error


def enriched(
    documents: Iterable[SearchDocument], *, failed: Callable[[SearchDocument, Exception], None] = _raise
) -> Iterator[Entry]:
    """Complete the documents, in batches so that labels are asked for together.

    `failed` is called with each document that cannot be completed, and its error; unless it raises, the others go on.
    """
    for batch in chunks(documents):
        read = [(document, facets) for document in batch if (facets := _facets(document, failed)) is not None]
        labels = _labels([facets for _, facets in read])
        for document, facets in read:
            yield Entry(document, facets, _keywords(facets, labels))


def _facets(
    document: SearchDocument, failed: Callable[[SearchDocument, Exception], None]
) -> Mapping[str, Sequence[str]] | None:
    try:
        return facets_of(document)
    except Exception as error:
        if failed is not _raise:
            logger.exception("%s cannot be indexed.", document.id)
        failed(document, error)
        return None


def _labels(found: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, Mapping[str, str]]:
    with translation.override(settings.LANGUAGE_CODE):
        return {
            facet.name: facet.label_of(sorted({key for facets in found for key in facets.get(facet.name, ())}))
            for facet in registry.facets().values()
            if facet.searchable
        }


def _keywords(facets: Mapping[str, Sequence[str]], labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [str(names[key]) for name, names in labels.items() for key in facets.get(name, ()) if key in names]

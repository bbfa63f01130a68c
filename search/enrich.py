"""From documents to what the engines index: all the facets, and the words of their labels."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from search import registry
from search.chunks import chunks
from search.engines.base import Entry
from search.facets.kinds import NumberAtMost, Period
from web.page_cache.generation import live

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from search.documents import SearchDocument
    from search.facets.kinds import Facet

logger = logging.getLogger(__name__)


def _raise(_document: SearchDocument, error: Exception) -> None:
    raise error


def enriched(
    documents: Iterable[SearchDocument], *, failed: Callable[[SearchDocument, Exception], None] = _raise
) -> Iterator[Entry]:
    """Complete the documents, in batches so that labels are asked for together.

    `failed` is called with each document that cannot be completed, and its error; unless it raises, the others go on.
    """
    facets = list(registry.facets().values())
    for batch in chunks(documents):
        entries = [entry for document in batch if (entry := _entry(document, facets, failed)) is not None]
        labels = _labels(entries, facets)
        for entry in entries:
            yield entry._replace(keywords=[*_keywords(entry, labels), *entry.document.words])


def _entry(
    document: SearchDocument, facets: Sequence[Facet], failed: Callable[[SearchDocument, Exception], None]
) -> Entry | None:
    try:
        keys = {facet.name: chosen for facet in facets if (chosen := list(facet.keys_of(document)))}
        numbers = {facet.name: facet.number_of(document) for facet in facets if isinstance(facet, NumberAtMost)}
        days = {facet.name: facet.days_of(document) for facet in facets if isinstance(facet, Period)}
    except Exception as error:
        if failed is not _raise:
            logger.exception("%s cannot be indexed.", document.id)
        failed(document, error)
        return None
    return Entry(
        document,
        keys,
        keywords=(),
        numbers={name: number for name, number in numbers.items() if number is not None},
        days={name: period for name, period in days.items() if period},
    )


def _labels(entries: Sequence[Entry], facets: Sequence[Facet]) -> dict[str, Mapping[str, str]]:
    # The index outlives the generation of the pages, and a drain may come before that changes: labels are live.
    with translation.override(settings.LANGUAGE_CODE), live():
        return {
            facet.name: facet.labels_of(sorted({key for entry in entries for key in entry.facets.get(facet.name, ())}))
            for facet in facets
            if facet.searchable
        }


def _keywords(entry: Entry, labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [names[key] for name, names in labels.items() for key in entry.facets.get(name, ()) if key in names]

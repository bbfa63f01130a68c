"""From documents to what the engines index: all the facets, and the words of their labels."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from search import registry
from search.engines.base import Entry
from search.facets import facets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.documents import SearchDocument

BATCH = 200


def entries(documents: Iterable[SearchDocument]) -> Iterator[Entry]:
    """Complete the documents, in batches so that labels are asked for together."""
    iterator = iter(documents)
    while batch := list(islice(iterator, BATCH)):
        yield from _complete(batch)


def _complete(documents: list[SearchDocument]) -> Iterator[Entry]:
    facets = [facets_of(document) for document in documents]
    with translation.override(settings.LANGUAGE_CODE):
        labels = {
            facet.name: facet.label_of(sorted({key for found in facets for key in found.get(facet.name, ())}))
            for facet in registry.facets().values()
            if facet.searchable
        }
    for document, found in zip(documents, facets, strict=True):
        keywords = [str(names[key]) for name, names in labels.items() for key in found.get(name, ()) if key in names]
        yield Entry(document, found, keywords)

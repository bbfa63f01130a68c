"""A search that somebody comes back to: as it is stored, what it is called, and what it finds.

Whoever follows it is told of what answers it; what is merely close (other words, some of the words) is worth a look to
whoever searches, and no message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from search import registry
from search.query import parse_leniently
from search.service import find

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from search.documents import SearchDocument
    from search.query import SearchQuery
    from search.results import Hit


class SearchAway(Exception):
    """The index cannot be asked now: nobody knows what a search finds, whatever simpler means find meanwhile."""


class Found(NamedTuple):
    """`of_today`: another day's answer is another one, since words such as “demain” say days."""

    hits: tuple[Hit, ...]
    of_today: bool


def key_of(text: str) -> str:
    """A search as it is stored, from the query string of its address: without page or order; "" of what asks nothing.

    >>> key_of("q=fanzine&page=3&sort=title")
    'q=fanzine'
    """
    query, _problems = parse_leniently(QueryDict(text))
    return query.only(page=1, sort="relevance").to_querystring()[1:]


def query_of(key: str) -> SearchQuery:
    """The question that is stored under a key; what it asks and nobody knows any more is left out."""
    return parse_leniently(QueryDict(key))[0]


def in_words(keys: Collection[str]) -> Mapping[str, str]:
    """What each search is called, by key: “fanzine”, Games, CC BY. One look-up a facet, however many searches."""
    queries = {key: query_of(key) for key in keys if key}
    labels = {
        name: facet.labels_of([value for query in queries.values() for value in query.values(name)])
        for name, facet in registry.facets().items()
        if any(query.values(name) for query in queries.values())
    }
    return {key: _said(query, labels) for key, query in queries.items()}


def _said(query: SearchQuery, labels: Mapping[str, Mapping[str, str]]) -> str:
    filters = [labels[name].get(value, value) for name, values in query.filters.items() for value in values]
    return ", ".join(filter(None, [_("“%(q)s”") % {"q": query.q} if query.q else "", *map(str, filters)]))


def public_now(ids: Iterable[str]) -> Mapping[str, SearchDocument]:
    """Those of these items (`media:12`) that anybody may read, as they are now, by id; a query or two a type."""
    by_type: dict[str, list[str]] = {}
    for id_ in ids:
        type_, _colon, pk = id_.partition(":")
        by_type.setdefault(type_, []).append(pk)
    sources = registry.sources()
    known = {type_: pks for type_, pks in by_type.items() if type_ in sources}
    return {document.id: document for type_, pks in known.items() for document in sources[type_].documents(pks)}


def first_found(query: SearchQuery, *, most: int) -> Found:
    """What answers a question, page after page in its order, until there are `most` or there is no more.

    Raises SearchAway.
    """
    hits: list[Hit] = []
    number = 1
    while True:
        result = find(query.only(page=number, strict=True), facets=())
        if not result.ready or result.is_simpler:
            raise SearchAway
        if result.relaxed or result.corrected or result.on_no_day or result.unmet:
            return Found((), result.days is not None)
        hits += result.hits
        if number >= result.pages or len(hits) >= most:
            return Found(tuple(hits[:most]), result.days is not None)
        number += 1

"""The shelf of guides narrowed by duration and audience, as the search narrows: the same facets, the same addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from commons.guides import queries
from commons.guides.context.card import cards
from search import registry
from search.query import SearchQuery, parse_leniently
from search.service import find
from web.pagination import pagination_context

if TYPE_CHECKING:
    from django.http import HttpRequest

    from commons.guides.models import GuidePage
    from search.results import Choice, SearchResult

# The two questions of whoever chooses for a group. Every other one is a link away, in the search.
FACETS = ("duration", "audience")
TYPE = "guide"


def asked(request: HttpRequest) -> SearchQuery:
    """What the address narrows the shelf to; what it does not know is left out."""
    query, _problems = parse_leniently(request.GET)
    chosen = {name: keys for name in FACETS if (keys := query.values(name))}
    return SearchQuery(filters={"type": (TYPE,), **chosen}, sort="newest", page=query.page)


def is_narrowed(query: SearchQuery) -> bool:
    return any(query.values(name) for name in FACETS)


def filter_context(query: SearchQuery, result: SearchResult) -> dict[str, Any]:
    """What guides/shelf_filters.html draws; nothing while there is no index to ask."""
    groups = [_group(name, result.facets.get(name, ())) for name in FACETS] if result.ready else []
    return {
        "filters": [group for group in groups if group["choices"]],
        "is_narrowed": is_narrowed(query),
        "search_url": reverse("search:results") + query.to_querystring(page=1, sort="relevance"),
    }


def narrowed_shelf(query: SearchQuery, result: SearchResult) -> dict[str, Any]:
    """One page of what the search finds, as cards; the newest first."""
    if query.page > result.pages:
        query = query.only(page=result.pages)
        result = find(query, facets=FACETS)
    pks = [int(hit.document.pk) for hit in result.hits]
    by_pk: dict[int, GuidePage] = queries.with_cards(queries.public_guides()).in_bulk(pks)
    shown = query.without("type", TYPE)
    numbers = pagination_context(
        query.page, total=result.pages, url_of=lambda page: shown.to_querystring(page=page, sort="relevance")
    )
    guides = cards([by_pk[pk] for pk in pks if pk in by_pk])
    return {"nav": "guides", "guides": guides, "count": result.total, **numbers}


def _group(name: str, values: tuple[Choice, ...]) -> dict[str, Any]:
    choices = [value for value in values if value.count or value.selected]
    facet = registry.facets()[name]
    return {"name": name, "parameter": next(iter(facet.parameters)), "label": facet.label, "choices": choices}

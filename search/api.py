"""The search for programs: `GET /search` of the API."""

from __future__ import annotations

from datetime import date  # noqa: TC003 -- the schemas are read when they are made
from typing import TYPE_CHECKING, Any

from ninja import Router, Schema
from ninja.decorators import decorate_view

from search import registry
from search.query import LITERAL, SORTS, parameter_names, parse_leniently
from search.service import find
from search.understanding import intents
from search.understanding.text import LONGEST_TEXT
from web.api.errors import UnacceptableQuery
from web.api.parameters import parameter, unknown_parameters
from web.api.schemas import Licence, Problems, licence_out
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from django.http import HttpRequest

    from search.results import Choice, Hit, SearchResult, Wish

router = Router(tags=["search"])


class HighlightsOut(Schema):
    title: str
    snippet: str


class VersionOut(Schema):
    language: str
    title: str
    url: str


class ResultOut(Schema):
    id: str
    type: str
    title: str
    url: str
    language: str
    versions: list[VersionOut]
    summary: str
    licence: Licence | None
    highlights: HighlightsOut


class FacetValueOut(Schema):
    key: str
    label: str
    count: int


class DaysOut(Schema):
    """Days that words of the question were read as, such as “ce week-end”."""

    words: str
    first: date
    last: date


class WishOut(Schema):
    """Words of the question that were read as filters; `ignore` takes the name to search without it."""

    name: str
    words: str
    filters: dict[str, list[str]]


class SearchOut(Schema):
    count: int
    page: int
    pages: int
    results: list[ResultOut]
    facets: dict[str, list[FacetValueOut]]
    suggestion: str | None
    corrected: bool
    relaxed: bool
    days: DaysOut | None
    wishes: list[WishOut]
    unmet: bool
    simpler: bool
    engine: str
    took_ms: float


def parameters() -> list[dict[str, Any]]:
    """The parameters of the search, for OpenAPI: those of the facets registered by now, among the others."""
    return [
        parameter("q", 'Words, "a phrase", -unwanted.', {"type": "string", "maxLength": LONGEST_TEXT}),
        *(
            parameter(name, facet.description, schema)
            for facet in registry.facets().values()
            for name, schema in facet.parameters.items()
        ),
        parameter("sort", "Order of the results.", {"type": "string", "enum": list(SORTS)}),
        parameter("literal", "“1”: words such as “demain” are words, not days.", {"type": "string", "enum": [LITERAL]}),
        parameter(
            "ignore",
            "Wishes in the words that are not to narrow the results, by name; repeat for several.",
            {"type": "array", "items": {"type": "string", "enum": list(intents.names())}},
        ),
        parameter("page", "Page, from 1.", {"type": "integer", "minimum": 1}),
    ]


@router.get(
    "/search",
    response={200: SearchOut, 422: Problems},
    # The routes are made once every app is ready, so the facets are there.
    openapi_extra={"parameters": parameters()},
    summary="Search the pool",
    operation_id="search",
)
@decorate_view(cache_with_query)
def search(request: HttpRequest) -> dict[str, Any]:
    """Find items, with highlights (HTML, matched words in `mark`) and counts of each facet.

    A work that answers in several languages is one result, in that of `Accept-Language` where it exists; its `versions`
    are the others. Filter by `language` to read one language whole. Wishes in the words (“moins d'une heure”) narrow
    the results as filters do; when nothing fulfils them (`unmet`) they do not.
    `simpler`: the index is away, and less is found than usual, or nothing.
    """
    query, problems = parse_leniently(request.GET)
    unknown = [*unknown_parameters(request, parameter_names())]
    if problems or unknown:
        raise UnacceptableQuery(*problems, *unknown)
    result = find(query)
    if result.days:
        # “Demain” is another day tomorrow.
        request.is_never_cached = True  # type: ignore[attr-defined]
    return _result(result)


def _result(result: SearchResult) -> dict[str, Any]:
    return {
        "count": result.total,
        "page": result.page,
        "pages": result.pages,
        "results": [_hit(hit) for hit in result.hits],
        "facets": {name: [_value(value) for value in values] for name, values in result.facets.items()},
        "suggestion": result.suggestion or None,
        "corrected": result.corrected,
        "relaxed": result.relaxed,
        "days": _days(result),
        "wishes": [_wish(wish) for wish in result.wishes],
        "unmet": result.unmet,
        "simpler": result.is_simpler or not result.ready,
        "engine": result.engine,
        "took_ms": result.took_ms,
    }


def _days(result: SearchResult) -> dict[str, Any] | None:
    said = result.days
    if said is None or result.on_no_day:
        return None
    return {"words": result.query.text.words[said.start : said.end], "first": said.first, "last": said.last}


def _wish(wish: Wish) -> dict[str, Any]:
    return {
        "name": wish.name,
        "words": wish.words,
        "filters": {name: list(keys) for name, keys in wish.filters.items()},
    }


def _hit(hit: Hit) -> dict[str, Any]:
    document, tool = hit.document, hit.tool
    return {
        "id": document.id,
        "type": document.type,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "versions": [{"language": one.language, "title": one.title, "url": one.url} for one in hit.versions],
        "summary": document.summary,
        "licence": licence_out(tool) if tool else None,
        "highlights": {"title": hit.highlights.title, "snippet": hit.highlights.snippet},
    }


def _value(value: Choice) -> dict[str, Any]:
    return {"key": value.key, "label": value.label, "count": value.count}

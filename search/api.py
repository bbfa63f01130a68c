"""The search for programs: `GET /search` of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from ninja import Router, Schema

from search.facets import FAMILIES, PERMISSIONS
from search.query import SORTS, BadParameter, filter_names, parse_leniently
from search.service import find
from search.understanding.text import LONGEST_TEXT

if TYPE_CHECKING:
    from django.http import HttpRequest

    from search.results import Choice, Hit, SearchResult

router = Router(tags=["search"])


class Licence(Schema):
    key: str
    label: str
    url: str


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


class SearchOut(Schema):
    count: int
    page: int
    pages: int
    results: list[ResultOut]
    facets: dict[str, list[FacetValueOut]]
    suggestion: str | None
    corrected: bool
    relaxed: bool
    engine: str
    took_ms: float


class Problem(Schema):
    field: str
    message: str


class Problems(Schema):
    errors: list[Problem]


def _text(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return _parameter(name, description, {"type": "string", **schema})


def _keys(name: str, description: str, **items: Any) -> dict[str, Any]:
    return _parameter(name, description, {"type": "array", "items": {"type": "string", **items}})


def _number(name: str, description: str) -> dict[str, Any]:
    return _parameter(name, description, {"type": "integer", "minimum": 1})


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


PARAMETERS = [
    _text("q", 'Words, "a phrase", -unwanted.', maxLength=LONGEST_TEXT),
    _keys("type", "Kinds of items; repeat for several."),
    _keys("licence", "Families of licences.", enum=list(FAMILIES)),
    _keys("may", "What the licence must allow.", enum=list(PERMISSIONS)),
    _keys("theme", "Themes."),
    _keys("audience", "Audiences."),
    _number("duration_max", "Minutes at most."),
    _keys("association", "Associations."),
    _keys("language", "Language codes."),
    _text("sort", "Order of the results.", enum=list(SORTS)),
    _number("page", "Page, from 1."),
]


class UnacceptableQuery(Exception):
    """Some parameters cannot be understood."""

    def __init__(self, problems: tuple[BadParameter, ...]) -> None:
        super().__init__("; ".join(f"{problem.name}: {problem.message}" for problem in problems))
        self.problems = problems


@router.get(
    "/search",
    response={200: SearchOut, 422: Problems},
    openapi_extra={"parameters": PARAMETERS},
    summary="Search the pool",
    operation_id="search",
)
def search(request: HttpRequest) -> dict[str, Any]:
    """Find items, with highlights (HTML, matched words in `mark`) and counts of each facet.

    A work that answers in several languages is one result, in that of `Accept-Language` where it exists; its `versions`
    are the others. Filter by `language` to read one language whole.
    """
    query, problems = parse_leniently(request.GET)
    known = {"q", "duration_max", "sort", "page", *filter_names()}
    unknown = [BadParameter(name[:40], _("There is no such parameter.")) for name in request.GET if name not in known]
    if problems or unknown:
        raise UnacceptableQuery((*problems, *unknown))
    return _result(find(query))


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
        "engine": result.engine,
        "took_ms": result.took_ms,
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
        "licence": {"key": tool.key, "label": tool.label, "url": tool.url} if tool else None,
        "highlights": {"title": hit.highlights.title, "snippet": hit.highlights.snippet},
    }


def _value(value: Choice) -> dict[str, Any]:
    return {"key": value.key, "label": value.label, "count": value.count}

"""The JSON API of the site: each app brings its router, this mounts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import NinjaAPI
from ninja.errors import ValidationError

from search.api import UnacceptableQuery
from search.api import router as search_router

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

api = NinjaAPI(
    title="Communs",
    version="1",
    description="Guides, kits and media that associations pool, each with its own licence.",
    openapi_url="/openapi.json",
    docs_url=None,
)
api.add_router("", search_router)


def _unprocessable(request: HttpRequest, errors: list[tuple[str, str]]) -> HttpResponse:
    content = {"errors": [{"field": field, "message": message} for field, message in errors]}
    return api.create_response(request, content, status=422)


@api.exception_handler(UnacceptableQuery)
def unacceptable_query(request: HttpRequest, error: UnacceptableQuery) -> HttpResponse:
    return _unprocessable(request, [(problem.name, problem.message) for problem in error.problems])


@api.exception_handler(ValidationError)
def invalid_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _unprocessable(request, [(str(problem["loc"][-1]), problem["msg"]) for problem in error.errors])

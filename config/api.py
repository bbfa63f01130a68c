"""The JSON API of the site: each app brings its router, this mounts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError

from config.limits import AddressRate
from licences.api import router as licences_router
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
    throttle=[AddressRate()],
)
api.add_router("", search_router)
api.add_router("", licences_router)


def _unprocessable(request: HttpRequest, errors: list[tuple[str, str]]) -> HttpResponse:
    content = {"errors": [{"field": field, "message": message} for field, message in errors]}
    return api.create_response(request, content, status=422)


@api.exception_handler(UnacceptableQuery)
def unacceptable_query(request: HttpRequest, error: UnacceptableQuery) -> HttpResponse:
    return _unprocessable(request, [(problem.name, problem.message) for problem in error.problems])


@api.exception_handler(ValidationError)
def invalid_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _unprocessable(request, [(_field(problem["loc"]), _sentence(problem)) for problem in error.errors])


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """The library adds Retry-After."""
    message = _("Too many questions in a short time. Wait {seconds} seconds, then ask again.")
    errors = [{"field": "", "message": message.format(seconds=error.wait)}]
    return api.create_response(request, {"errors": errors}, status=429)


def _field(place: tuple[str | int, ...]) -> str:
    """Where in what was sent: `authors.0.name`. The first two parts say that it is the body, and our name for it."""
    inside = place[2:] if place[0] == "body" else place[-1:]
    return ".".join(map(str, inside))


def _sentence(problem: dict[str, Any]) -> str:
    kind = str(problem["type"])
    if kind == "missing":
        return _("This is required.")
    if kind.startswith("string"):
        return _("Text is expected here.")
    if kind.startswith("date"):
        return _("A date is expected here, such as 2026-11-24.")
    if kind.startswith(("int", "float")):
        return _("A whole number is expected here.")
    return _("A list is expected here.") if kind.startswith("list") else str(problem["msg"])

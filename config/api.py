"""The JSON API of the site: each app brings its router, this mounts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from licences.api import BODY, activate_asked, too_much_sent
from licences.api import router as licences_router
from licences.api_work import router as works_router
from search.api import UnacceptableQuery
from search.api import router as search_router
from web.rate import AddressRate

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

api = NinjaAPI(
    title=settings.SITE_NAME,
    version="1",
    description="Guides, kits and media that associations pool, each with its own licence.",
    openapi_url="/openapi.json",
    docs_url=None,
    throttle=[AddressRate()],
)
api.add_router("", search_router)
# Before the licences: one of them might be called mix.
api.add_router("", works_router)
api.add_router("", licences_router)


def _unprocessable(request: HttpRequest, errors: list[tuple[str, str]]) -> HttpResponse:
    content = {"errors": [{"field": field, "message": message} for field, message in errors]}
    return api.create_response(request, content, status=422)


@api.exception_handler(UnacceptableQuery)
def unacceptable_query(request: HttpRequest, error: UnacceptableQuery) -> HttpResponse:
    return _unprocessable(request, [(problem.name, problem.message) for problem in error.problems])


@api.exception_handler(ValidationError)
def invalid_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    activate_asked(request)
    return _unprocessable(request, [(_field(problem["loc"]), _sentence(problem)) for problem in error.errors])


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """The library adds Retry-After."""
    activate_asked(request)
    message = _("Too many questions in a short time. Wait {seconds} seconds, then ask again.")
    errors = [{"field": "", "message": message.format(seconds=error.wait)}]
    return api.create_response(request, {"errors": errors}, status=429)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """The library says so of a body that is not JSON, and nowhere else."""
    activate_asked(request)
    return _unprocessable(request, [(BODY, _("What was sent could not be read: it must be JSON."))])


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    activate_asked(request)
    return _unprocessable(request, [(BODY, too_much_sent())])


def _field(place: tuple[str | int, ...]) -> str:
    """Where in what was sent: `authors.0.name`. The first two parts say that it is the body, and our name for it."""
    inside = place[2:] if place[0] == "body" else place[-1:]
    return ".".join(map(str, inside)) or BODY


def _sentence(problem: dict[str, Any]) -> str:
    kind = str(problem["type"])
    found = next((sentence for start, sentence in _sentences().items() if kind.startswith(start)), None)
    return found or str(problem["msg"])


def _sentences() -> dict[str, str]:
    """By the start of the kind of problem that the library found."""
    return {
        "missing": _("This is required."),
        "string_too_long": _("This is too long."),
        "too_long": _("There are too many."),
        "string": _("Text is expected here."),
        "date": _("A date is expected here, such as 2026-11-24."),
        "int": _("A whole number is expected here."),
        "greater": _("This number is too small."),
        "less": _("This number is too large."),
        "finite": _("A whole number is expected here."),
        "extra_forbidden": _("There is no such field."),
        "list": _("A list is expected here."),
        "model": _("An object is expected here, such as {}."),
    }

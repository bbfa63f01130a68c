"""Every refusal of the API: `{"errors": [{"field", "message"}]}`, in the language of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, Throttled, ValidationError

from web.api.body import BODY, too_much_sent
from web.api.errors import UnacceptableQuery
from web.api.parameters import activate_asked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from ninja import NinjaAPI


def handle_errors(api: NinjaAPI) -> None:
    """Have `api` answer these errors as below."""
    handlers: dict[type[Exception], Any] = {
        UnacceptableQuery: unacceptable_query,
        ValidationError: invalid_input,
        Throttled: too_many,
        HttpError: unreadable,
        RequestDataTooBig: too_big,
    }
    for error, handler in handlers.items():
        api.add_exception_handler(error, handler)


def _refused(errors: list[tuple[str, str]], *, status: int = 422) -> HttpResponse:
    content = {"errors": [{"field": field, "message": message} for field, message in errors]}
    return JsonResponse(content, status=status, content_type="application/json; charset=utf-8")


def unacceptable_query(_request: HttpRequest, error: UnacceptableQuery) -> HttpResponse:
    return _refused([(problem.name, problem.message) for problem in error.problems])


def invalid_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    activate_asked(request)
    return _refused([(_field(problem["loc"]), _sentence(problem)) for problem in error.errors])


def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    activate_asked(request)
    message = _("Too many questions in a short time. Wait {seconds} seconds, then ask again.")
    return _refused([("", message.format(seconds=error.wait))], status=429)


def unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """The library says so of a body that is not JSON, and nowhere else."""
    activate_asked(request)
    return _refused([(BODY, _("What was sent could not be read: it must be JSON."))])


def too_big(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    activate_asked(request)
    return _refused([(BODY, too_much_sent())])


@csrf_exempt
def no_such_address(request: HttpRequest) -> HttpResponse:
    activate_asked(request)
    message = _("The API has nothing at this address. What it has is listed in %(address)s.")
    return _refused([("", message % {"address": reverse("api-1:openapi-json")})], status=404)


def _field(place: tuple[str | int, ...]) -> str:
    """Where in what was sent: `authors.0.name`. The first two parts say that it is the body, and our name for it."""
    inside = place[2:] if place[0] == "body" else place[-1:]
    return ".".join(map(str, inside)) or BODY


def _sentence(problem: dict[str, Any]) -> str:
    kind = str(problem["type"])
    sentence = next((sentence for start, sentence in _sentences().items() if kind.startswith(start)), None)
    return sentence or str(problem["msg"])


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

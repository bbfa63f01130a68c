"""Parameters of the API, as OpenAPI describes them, and the language of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from legaltools.languages import base
from web.api.errors import BadParameter, UnacceptableQuery
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest

LANGUAGES = ("fr", "en")
LONGEST_NAME = 40


def parameter(
    name: str, description: str, schema: dict[str, Any] | None = None, *, required: bool = False
) -> dict[str, Any]:
    """A parameter of the address; `schema` is its JSON Schema, text without one."""
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": {"type": "string", **(schema or {})},
    }


LANGUAGE = parameter("lang", "Language of the sentences; else that of Accept-Language.", {"enum": list(LANGUAGES)})


def unknown_parameters(request: HttpRequest, parameters: Iterable[str]) -> Iterator[BadParameter]:
    """A problem for each parameter of the address that is not one of `parameters`: a misspelt one would go unseen."""
    names = set(parameters)
    for name in request.GET:
        if name not in names:
            yield BadParameter(name[:LONGEST_NAME], _("There is no such parameter."))


def answer_language(request: HttpRequest, *, parameters: Iterable[str] = ()) -> str:
    """`lang` when it is given, else the language that the request asks for; it becomes the one of the answer.

    Raises UnacceptableQuery for a language that there is not, and for a parameter that is neither `lang` nor one of
    `parameters`.
    """
    activate_asked(request)
    problems = [*unknown_parameters(request, {"lang", *parameters})]
    if base(request.GET.get("lang", "fr")) not in LANGUAGES:
        problems.append(BadParameter("lang", _("Answers are in French (fr) or English (en).")))
    if problems:
        raise UnacceptableQuery(*problems)
    return current_language()


def activate_asked(request: HttpRequest) -> None:
    """Sentences are in the language of `lang`, where there are any."""
    asked = base(request.GET.get("lang", ""))
    if asked in LANGUAGES:
        translation.activate(asked)

"""The licences for programs: `/licences` of the API. The rules are in `legaltools`; this reads and writes JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.responses import Status

from legaltools import catalogue
from legaltools.recognise import recognise as read_licence
from legaltools.summary import summarise
from licences.assistants.recognise import provenance_of, too_long
from web.api.errors import BadParameter, UnacceptableQuery
from web.api.parameters import LANGUAGE, answer_language, parameter
from web.api.schemas import Licence, Problems, licence_out

if TYPE_CHECKING:
    from django.http import HttpRequest

    from legaltools.provenance import Provenance
    from legaltools.tool import Tool

router = Router(tags=["licences"])


class LicenceOut(Schema):
    key: str
    label: str
    url: str
    spdx: str
    permits: list[str]
    requires: list[str]
    prohibits: list[str]
    retired: str | None


class LicencesOut(Schema):
    count: int
    results: list[LicenceOut]


class SummaryOut(Schema):
    can: list[str]
    must: list[str]
    cannot: list[str]


class OneLicenceOut(LicenceOut):
    name: str
    family: str
    version: str
    jurisdiction: str
    replaced_by: str | None
    legal_texts: list[str]
    summary: SummaryOut


class FoundOut(Schema):
    """What to do with something found where no licence is named."""

    kind: str
    site: str
    message: str
    text: str
    terms: str
    steps: list[str]


class RecognitionOut(Schema):
    text: str
    licence: Licence | None
    problem: str | None
    candidates: list[str]
    found: FoundOut | None


class TextIn(Schema):
    text: str


@router.get("/licences", response={200: LicencesOut}, summary="The catalogue", operation_id="licences")
def licences(request: HttpRequest) -> dict[str, Any]:
    """Every licence and statement known here, all at once. The terms are those of ccREL."""
    answer_language(request)
    tools = catalogue.all_tools()
    return {"count": len(tools), "results": [_licence(tool) for tool in tools]}


@router.get(
    "/licences/recognise",
    response={200: RecognitionOut, 422: Problems},
    openapi_extra={"parameters": [parameter("text", "A name, an address, a sentence.", required=True), LANGUAGE]},
    summary="Recognise a licence",
    operation_id="recognise",
)
def recognise(request: HttpRequest) -> dict[str, Any]:
    """A licence only where it is certain, else the problem in a sentence and what it may have been."""
    language = answer_language(request, parameters={"text"})
    if "text" not in request.GET:
        raise UnacceptableQuery(BadParameter("text", _("Say what is to be recognised.")))
    return _recognition(request.GET["text"], language)


@router.post(
    "/licences/recognise",
    response={200: RecognitionOut, 422: Problems},
    openapi_extra={"parameters": [LANGUAGE]},
    summary="Recognise a licence in a long text",
    operation_id="recognise_long",
)
def recognise_long(request: HttpRequest, body: TextIn) -> dict[str, Any]:
    """As the same address with GET, for texts that are too long for an address."""
    return _recognition(body.text, answer_language(request))


@router.get(
    "/licences/{key}",
    response={200: OneLicenceOut, 404: Problems, 422: Problems},
    openapi_extra={"parameters": [LANGUAGE]},
    summary="One licence",
    operation_id="licence",
    url_name="licence",
)
def licence(request: HttpRequest, key: str) -> Status[Any]:
    """What it is called, what it allows, asks and forbids, in ccREL terms and in plain words."""
    language = answer_language(request)
    tool = catalogue.by_key().get(key)
    if tool is None:
        return Status(404, {"errors": [{"field": "key", "message": unknown_key(key, language)}]})
    return Status(200, _whole(tool, language))


def unknown_key(key: str, language: str) -> str:
    """A sentence that says what this may have been."""
    answer = read_licence(key)
    if answer.tool:
        return _("No licence has this key. Perhaps {key}?").format(key=answer.tool.key)
    return answer.problem.text(language) if answer.problem else ""


def _recognition(text: str, language: str) -> dict[str, Any]:
    if message := too_long(text):
        raise UnacceptableQuery(BadParameter("text", message))
    answer = read_licence(text)
    return {
        "text": text,
        "licence": licence_out(answer.tool) if answer.tool else None,
        "problem": answer.problem.text(language) if answer.problem else None,
        "candidates": list(answer.candidates),
        "found": _provenance_out(provenance_of(answer, text), language),
    }


def _provenance_out(provenance: Provenance | None, language: str) -> dict[str, Any] | None:
    if provenance is None:
        return None
    return {
        "kind": provenance.kind,
        "site": provenance.site,
        "message": provenance.headline(language),
        "text": provenance.text(language),
        "terms": provenance.terms,
        "steps": [step.text(language) for step in provenance.steps],
    }


def _licence(tool: Tool) -> dict[str, Any]:
    return {
        **licence_out(tool),
        "spdx": tool.spdx,
        "permits": sorted(tool.permits),
        "requires": sorted(tool.requires),
        "prohibits": sorted(tool.prohibits),
        "retired": tool.retired_on.isoformat() if tool.retired_on else None,
    }


def _whole(tool: Tool, language: str) -> dict[str, Any]:
    summary = summarise(tool, language)
    return {
        **_licence(tool),
        "name": tool.name(language),
        "family": tool.family,
        "version": tool.version,
        "jurisdiction": tool.jurisdiction,
        "replaced_by": tool.replaced_by or None,
        "legal_texts": list(tool.legalcode_languages),
        "summary": {name: [line.text for line in getattr(summary, name)] for name in ("can", "must", "cannot")},
    }

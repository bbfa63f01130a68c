"""Metadata for programs: what a page, a credit or an XMP packet says of a work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from legaltools.conflicts import conflicts
from legaltools.duties import missing
from legaltools.metadata import read_metadata
from licences.api.works import MissingOut, duty_out
from licences.assistants.recognise import too_long
from web.api.errors import BadParameter, UnacceptableQuery
from web.api.parameters import LANGUAGE, answer_language
from web.api.schemas import Licence, Problems, licence_out

if TYPE_CHECKING:
    from django.http import HttpRequest

    from legaltools.credit import Work
    from legaltools.metadata import Reading

router = Router(tags=["licences"])


class AuthorOut(Schema):
    name: str
    url: str
    role: str


class WorkOut(Schema):
    title: str
    authors: list[AuthorOut]
    source: str
    licence: Licence | None
    year: int | None
    changes: str
    adapted_from: list[WorkOut]


class MetadataOut(Schema):
    format: str | None
    work: WorkOut | None
    missing: list[MissingOut]


class MetadataIn(Schema):
    text: str


@router.post(
    "/licences/metadata",
    response={200: MetadataOut, 422: Problems},
    openapi_extra={"parameters": [LANGUAGE]},
    summary="What a text says of a work",
    operation_id="metadata",
)
def metadata(request: HttpRequest, body: MetadataIn) -> dict[str, Any]:
    """Read XMP, JSON-LD, HTML with RDFa or JSON-LD, or a credit in Markdown, and say what its credit lacks.

    `format` and `work` are null where a text holds no metadata.
    """
    language = answer_language(request)
    if message := too_long(body.text):
        raise UnacceptableQuery(BadParameter("text", message))
    reading = read_metadata(body.text)
    return _reading_out(reading, language) if reading else {"format": None, "work": None, "missing": []}


def _reading_out(reading: Reading, language: str) -> dict[str, Any]:
    work = reading.work
    gaps = (*conflicts(work), *missing(work, changed=bool(work.changes)))
    return {
        "format": reading.format,
        "work": _work(work),
        "missing": [duty_out(duty, language) for duty in gaps],
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "title": work.title,
        "authors": [{"name": one.name, "url": one.url, "role": one.role} for one in work.authors],
        "source": work.source,
        "licence": licence_out(work.licence) if work.licence else None,
        "year": work.year,
        "changes": work.changes,
        "adapted_from": [_work(original) for original in work.adapted_from],
    }

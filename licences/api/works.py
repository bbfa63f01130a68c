"""Works for programs: what may be made of several, and the credit of one."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- read when the schema is made
from typing import TYPE_CHECKING, Any, cast, get_args

from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from pydantic import BaseModel, ConfigDict, create_model, model_validator

from legaltools import catalogue, compat
from legaltools.conflicts import conflicts
from legaltools.credit import WRITERS, Author, Work, credit_text
from legaltools.duties import missing
from legaltools.recognise import recognise
from web.api.body import BODY, check_size
from web.api.errors import BadParameter, UnacceptableQuery
from web.api.parameters import LANGUAGE, answer_language, parameter
from web.api.schemas import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from legaltools.compat import Mix, Result, Target, Use
    from legaltools.duties import Duty
    from legaltools.tool import Tool

router = Router(tags=["licences"])
USES = get_args(compat.Use)
RESULTS = tuple(filter(None, get_args(compat.Result)))
MOST_SOURCES, MOST_AUTHORS, DEEPEST = 100, 200, 20
LONGEST_LINE, FIRST_YEAR, LAST_YEAR = 2000, 1, 9999


class ReasonOut(Schema):
    text: str
    clause: str
    url: str


class TargetOut(Schema):
    licence: str
    verdict: str
    reasons: list[ReasonOut]


class MixOut(Schema):
    sources: list[str]
    use: str
    targets: list[TargetOut]
    blocking: list[str]


class StrictBody(BaseModel):
    """What programs send: null is the same as absent, and a field that there is not is an error with its name."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def without_nulls(cls, data: Any) -> Any:
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data


class AuthorIn(StrictBody):
    name: str = Field("", max_length=LONGEST_LINE)
    url: str = Field("", max_length=LONGEST_LINE)
    role: str = Field("author", max_length=LONGEST_LINE)


class WorkIn(StrictBody):
    """A work to credit. `licence` is a key, an address or a name; `date` is the last update (Licence Ouverte)."""

    title: str = Field("", max_length=LONGEST_LINE)
    authors: list[AuthorIn] = Field(default_factory=list, max_length=MOST_AUTHORS)
    source: str = Field("", max_length=LONGEST_LINE)
    licence: str = Field("", max_length=LONGEST_LINE)
    year: int | None = Field(None, ge=FIRST_YEAR, le=LAST_YEAR)
    date: dt.date | None = None
    changes: str = Field("", max_length=LONGEST_LINE)
    adapted_from: list[WorkIn] = Field(default_factory=list, max_length=MOST_SOURCES)


class MissingOut(Schema):
    field: str
    severity: str
    message: str
    clause: str
    url: str


# A text for each writer there is, and what is wrong with the credit.
_CREDIT_FIELDS: dict[str, Any] = {**dict.fromkeys(WRITERS, str), "missing": list[MissingOut]}
CreditOut = create_model("CreditOut", __base__=Schema, **_CREDIT_FIELDS)


MIX_PARAMETERS = [
    {
        "name": "source",
        "in": "query",
        "required": True,
        "description": "Licence of a work that is used: a key, an address or a name. Repeat for several.",
        "schema": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_SOURCES},
    },
    parameter("use", "How they are used.", {"enum": list(USES), "default": USES[0]}),
    parameter("result", "What is made of a database.", {"enum": list(RESULTS)}),
    LANGUAGE,
]


@router.get(
    "/licences/mix",
    response={200: MixOut, 422: Problems},
    openapi_extra={"parameters": MIX_PARAMETERS},
    summary="What a work made of others may carry",
    operation_id="mix",
)
def mix(request: HttpRequest) -> dict[str, Any]:
    """A verdict for each licence (ok, discouraged, unknown or no), with reasons; and the sources that block."""
    language = answer_language(request, parameters={"source", "use", "result"})
    use, result = request.GET.get("use", USES[0]), request.GET.get("result", "")
    problems = [*_wrong_choice("use", use, USES), *_wrong_choice("result", result, ("", *RESULTS))]
    named = request.GET.getlist("source")
    tools = [_read(text, language) for text in named[:MOST_SOURCES]]
    problems += [BadParameter("source", tool) for tool in tools if isinstance(tool, str)]
    if not named:
        problems.append(BadParameter("source", _("Name at least one licence.")))
    if len(named) > MOST_SOURCES:
        problems.append(BadParameter("source", _("{count} at most, please.").format(count=MOST_SOURCES)))
    if problems:
        raise UnacceptableQuery(*problems)
    licences = [tool for tool in tools if not isinstance(tool, str)]
    return _mixed(_mix(licences, use, cast("Result", result)), language)


@router.post(
    "/licences/credit",
    response={200: CreditOut, 422: Problems},
    openapi_extra={"parameters": [LANGUAGE]},
    summary="The credit of a work",
    operation_id="credit",
)
def credit_of(request: HttpRequest, body: WorkIn) -> dict[str, Any]:
    """The credit in every form, and what is wrong with it: a breach of the licence, or a courtesy. Nothing is invented.

    `missing` also names what the licences forbid: a change under ND, an adaptation under a licence that its original
    does not permit.
    """
    language = answer_language(request)
    check_size(request)
    problems: list[BadParameter] = []
    work = _work(body, language, problems)
    if not problems and not credit_text(work, language):
        problems.append(BadParameter(BODY, _("Say at least one thing of the work: its title, an author, its licence.")))
    if problems:
        raise UnacceptableQuery(*problems)
    written = {name: write(work, language) for name, write in WRITERS.items()}
    gaps = (*conflicts(work), *missing(work))
    return {**written, "missing": [duty_out(duty, language) for duty in gaps]}


def duty_out(duty: Duty, language: str) -> dict[str, str]:
    return {
        "field": _field(duty.field),
        "severity": duty.severity,
        "message": duty.text(language),
        "clause": duty.clause,
        "url": duty.address(language),
    }


def _wrong_choice(name: str, value: str, choices: tuple[str, ...]) -> Iterator[BadParameter]:
    if value not in choices:
        listed = ", ".join(filter(None, choices))
        yield BadParameter(name, _("It is one of: {choices}.").format(choices=listed))


def _read(text: str, language: str) -> Tool | str:
    """The licence that a key, an address or a name is of; else a sentence that says what is wrong."""
    tool = catalogue.by_key().get(text.strip())
    if tool:
        return tool
    answer = recognise(text[:LONGEST_LINE])
    problem = answer.problem.text(language) if answer.problem else ""
    return answer.tool or _("{named}: {problem}").format(named=text[:80], problem=problem)


def _mix(tools: list[Tool], use: Use, result: Result) -> Mix:
    return compat.mix([compat.SourceWork(tool, use, result) for tool in tools], use=use)


def _mixed(answer: Mix, language: str) -> dict[str, Any]:
    return {
        "sources": [source.tool.key for source in answer.sources],
        "use": answer.use,
        "targets": [_target(target, language) for target in answer.targets],
        "blocking": list(answer.blocking),
    }


def _target(target: Target, language: str) -> dict[str, Any]:
    reasons = [
        {"text": one.text(language), "clause": one.clause, "url": one.address(language)} for one in target.reasons
    ]
    return {"licence": target.licence.key, "verdict": target.verdict, "reasons": reasons}


def _work(body: WorkIn, language: str, problems: list[BadParameter], *, place: str = "", depth: int = 1) -> Work:
    """The work that was sent; what cannot be read of it is added to `problems`, with its place."""
    if depth > DEEPEST:
        message = _("{count} originals one behind the other at most.").format(count=DEEPEST)
        problems.append(BadParameter(place.rstrip("."), message))
        return Work()
    tool = _read(body.licence, language) if body.licence.strip() else None
    if isinstance(tool, str):
        problems.append(BadParameter(f"{place}licence", tool))
    originals = [
        _work(original, language, problems, place=f"{place}adapted_from.{index}.", depth=depth + 1)
        for index, original in enumerate(body.adapted_from)
    ]
    return Work(
        title=body.title,
        authors=tuple(Author(one.name, one.url, one.role) for one in body.authors if one.name.strip()),
        source=body.source,
        licence=None if isinstance(tool, str) else tool,
        year=body.year,
        changes=body.changes,
        adapted_from=tuple(originals),
        updated=body.date,
    )


def _field(name: str) -> str:
    """As it is called in what was sent."""
    start, dot, last = name.rpartition(".")
    return f"{start}{dot}{'date' if last == 'updated' else last}"

"""The mixer: what may be made of several works together, what stands in the way, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licences import pool
from licences.core.compat import Result, Source, Use
from licences.domain.mixing import (
    Part,
    count_of,
    equivalents,
    goes_as_collection,
    licence_to_ask_for,
    mix_parts,
    why_blocked,
)
from licences.tools.addresses import asking, only_bare_is_kept
from licences.tools.gathering import credit_links, gather
from licences.tools.letters import letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from licences.core.compat import Reason, Target
    from licences.domain.mixing import Mixed
    from licences.tools.gathering import Gathered

USES: tuple[Use, ...] = get_args(Use)


@require_safe
@only_bare_is_kept
def mixer(request: HttpRequest) -> HttpResponse:
    data = request.GET
    gathered = gather(data)
    read = gathered.ingredients
    context = {
        "nav": "licences",
        "gathered": gathered,
        "rows": [row | _how(data, row["one"]) for row in gathered.rows],
        "uses": _uses(),
        **(_answer(data, gathered) if read.known and not read.are_too_many else {}),
    }
    return render(request, "licences/mixer.html", context)


def _uses() -> list[tuple[str, str]]:
    return [
        ("adaptation", _("I change it, or make it part of something new")),
        ("collection", _("I put it beside others, unchanged")),
        ("reproduction", _("I copy it as it is, alone")),
    ]


def _results() -> list[tuple[str, str]]:
    return [("", _("I do not know yet")), ("work", _("a map, a poster, a text")), ("database", _("another database"))]


def _how(data: QueryDict, one: Any) -> dict[str, Any]:
    source = _source(data, one)
    return {"use": source.use, "result": source.result, "results": _results() if one.tool.unit == "odbl" else ()}


def _source(data: QueryDict, one: Any) -> Source:
    """How this is used: as said of it, else as said of all, else adapted."""
    asked = next((use for use in (data.get(f"use-{one.id}"), data.get("use")) if use in USES), "adaptation")
    result = data.get(f"result-{one.id}", "")
    known = result if result in get_args(Result) else ""
    return Source(one.tool, cast("Use", asked), cast("Result", known))


def _answer(data: QueryDict, gathered: Gathered) -> dict[str, Any]:
    mixed = mix_parts(Part(one, _source(data, one)) for one in gathered.ingredients.known)
    blocking = mixed.blocking
    counts = pool.licence_counts() if blocking else {}
    return {
        "best": "no" if blocking else mixed.best,
        "parts": [{"one": part.ingredient, "use": dict(_uses())[part.source.use]} for part in mixed.parts],
        "blocking": [
            _blocked(mixed, part, counts) | {"letter_id": f"lettre-{number}"}
            for number, part in enumerate(blocking, start=1)
        ],
        "groups": {}
        if blocking
        else {name: _targets(mixed.targets(name)) for name in ("ok", "discouraged", "unknown")},
        "refused": _targets(mixed.targets("no")),
        "sale": {"verdict": mixed.found.sale.verdict, "reasons": _reasons(mixed.found.sale.reasons)},
        "collection_url": _as_collection(gathered, blocking) if blocking and goes_as_collection(mixed) else "",
        "credits": [] if blocking else credit_links(gathered.ingredients.known),
    }


def _targets(targets: Iterable[Target]) -> list[dict[str, Any]]:
    language = get_language() or "fr"
    return [
        {"tool": target.licence, "name": target.licence.name(language), "reasons": _reasons(target.reasons)}
        for target in targets
    ]


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    language = get_language() or "fr"
    return [{"text": reason.text(language), "clause": reason.clause, "url": reason.url} for reason in reasons]


def _blocked(mixed: Mixed, part: Part, counts: Mapping[str, int]) -> dict[str, Any]:
    families = equivalents(mixed, part)
    pairs = [("licence", family) for family in families]
    return {
        "one": part.ingredient,
        "reasons": _reasons(why_blocked(mixed, part)),
        "letter": letter(mixed, part, licence_to_ask_for(mixed, part)),
        "search_url": reverse("search:results") + asking(pairs) if families else "",
        "search_count": count_of(families, counts),
    }


def _as_collection(gathered: Gathered, blocking: Iterable[Part]) -> str:
    """The same question, with what blocks put beside the rest instead."""
    names = [f"use-{part.ingredient.id}" for part in blocking]
    kept = [pair for pair in gathered.pairs() if pair[0] not in names]
    return asking([*kept, *((name, "collection") for name in names)])

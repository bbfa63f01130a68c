"""The mixer: what may be made of several works together, what stands in the way, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legaltools.compat import INTENTS, VERDICT_OF, Result, SourceWork, Use, advise
from legaltools.first_door import groups
from licences import public_items
from licences.assistants.addresses import asking, only_bare_is_cached
from licences.assistants.gathering import credit_links, gather
from licences.assistants.letters import letter, not_enough
from licences.domain.mixing import (
    Part,
    count_of,
    equivalents_for,
    goes_as_collection,
    mix_parts,
    mixes,
    ways_out,
    why_blocked,
    worst_reply,
)
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import HttpRequest, HttpResponse, QueryDict

    from legaltools.compat import Advice, Intent, Reason, Reply, Target
    from licences.assistants.gathering import Gathered
    from licences.domain.mixing import Mixed, WayOut

USES: tuple[Use, ...] = get_args(Use)


@require_safe
@only_bare_is_cached
def mixer(request: HttpRequest) -> HttpResponse:
    data = request.GET
    gathered = gather(data)
    read = gathered.ingredients
    intent = _intent(data)
    context = {
        "nav": "licences",
        "gathered": gathered,
        "intents": _intents(),
        "intent": intent,
        "rows": [row | _how(data, row["one"]) for row in gathered.rows],
        "uses": [] if intent else _uses(),
        **(_answer(data, gathered, intent) if read.usable and not read.are_too_many else {}),
    }
    return render(request, "licences/mixer.html", context)


def _intents() -> list[tuple[str, list[tuple[str, str]]]]:
    """The wishes as a list to choose from, those that go together under what one wants."""
    language = current_language()
    return [(want.title(language), [(one.key, one.text(language)) for one in listed]) for want, listed in groups()]


def _uses() -> list[tuple[str, str]]:
    return [
        ("adaptation", _("I change it, or make it part of something new")),
        ("collection", _("I put it beside others, unchanged")),
        ("reproduction", _("I copy it as it is, alone")),
    ]


def _results() -> list[tuple[str, str]]:
    return [("", _("I do not know yet")), ("work", _("a map, a poster, a text")), ("database", _("another database"))]


def _how(data: QueryDict, one: Any) -> dict[str, Any]:
    source = _source(data, one, None)
    return {"use": source.use, "result": source.result, "results": _results() if one.tool.unit == "odbl" else ()}


def _intent(data: QueryDict) -> Intent | None:
    return next((one for one in INTENTS if one.key == data.get("intent")), None)


def _source(data: QueryDict, one: Any, intent: Intent | None) -> SourceWork:
    """How this is used: as the wish has it, else as said of it, else as said of all, else adapted."""
    if intent:
        return SourceWork(one.tool, intent.use, intent.result)
    asked = next((use for use in (data.get(f"use-{one.id}"), data.get("use")) if use in USES), "adaptation")
    result = data.get(f"result-{one.id}", "")
    checked = result if result in get_args(Result) else ""
    return SourceWork(one.tool, cast("Use", asked), cast("Result", checked))


def _answer(data: QueryDict, gathered: Gathered, intent: Intent | None) -> dict[str, Any]:
    mixed = mix_parts(Part(one, _source(data, one, intent)) for one in gathered.ingredients.usable)
    advice = [(part, advise(part.source.tool, intent.key)) for part in mixed.parts] if intent else []
    refused = [part for part, reply in advice if reply.answer == "no"]
    blocking = (mixed.blocking if mixes(intent) else ()) or refused
    best = _best(mixed, [reply for _part, reply in advice], blocked=bool(blocking), mixing=mixes(intent))
    return {
        "best": best,
        "headline": _headline(best, wished=intent is not None),
        "parts": _parts(mixed, intent),
        "wish": _wish(intent),
        "alone": len(mixed.parts) == 1,
        "advice": [_advice(part, reply) for part, reply in advice],
        "blocking": _blocked(mixed, blocking, intent),
        "credits": [] if blocking else credit_links(gathered.ingredients.usable),
        **(_whole(mixed, gathered, blocking) if mixes(intent) else {}),
    }


def _best(mixed: Mixed, replies: list[Advice], *, blocked: bool, mixing: bool) -> str:
    reply = worst_reply(replies)
    if blocked or reply == "no":
        return "no"
    if reply == "ask":
        return "ask"
    return mixed.best if mixing else "ok"


def _headline(best: str, *, wished: bool) -> str:
    """The answer in a few words: to a wish, which is about each work, or to what one work made of all may be."""
    if wished and best in {"ok", "no"}:
        return _("Yes, you may") if best == "ok" else _("No, not without permission")
    return {
        "ask": _("Ask first"),
        "ok": _("Yes, they go together"),
        "discouraged": _("Possible, but not advised"),
        "unknown": _("We do not know"),
        "no": _("No, not in one work"),
    }[best]


def _sale(mixed: Mixed) -> dict[str, Any]:
    sale = mixed.mix.sale
    headline = {
        "ok": _("It may be sold"),
        "no": _("It may not be sold"),
        "unknown": _("May it be sold? We do not know"),
        "discouraged": _("Selling it is not advised"),
    }[sale.verdict]
    return {"headline": headline, "reasons": _reasons(sale.reasons)}


def _parts(mixed: Mixed, intent: Intent | None) -> list[dict[str, Any]]:
    uses = dict(_uses())
    return [{"one": part.ingredient, "use": "" if intent else uses[part.source.use]} for part in mixed.parts]


def _wish(intent: Intent | None) -> str:
    return intent.text(current_language()) if intent else ""


def _whole(mixed: Mixed, gathered: Gathered, blocking: Sequence[Part]) -> dict[str, Any]:
    """What one work made of all may carry, and whether it may be sold."""
    groups = {name: _targets(mixed.targets(name)) for name in ("ok", "discouraged", "unknown")}
    return {
        "groups": {} if mixed.blocking else groups,
        "refused": _targets(mixed.targets("no")),
        "sale": _sale(mixed),
        "collection_url": _as_collection(gathered, blocking) if mixed.blocking and goes_as_collection(mixed) else "",
    }


def _advice(part: Part, advice: Advice) -> dict[str, Any]:
    """What one may do with this work alone: the reply, what must be done, and why."""
    language = current_language()
    must = [{"text": one.text(language), "clause": one.clause, "url": one.address(language)} for one in advice.must]
    return {
        "one": part.ingredient,
        "verdict": VERDICT_OF[advice.answer],
        "words": _reply_words(advice.answer),
        "must": must,
        "reasons": _reasons(advice.reasons),
    }


def _reply_words(reply: Reply) -> str:
    return {"yes": _("Yes"), "yes_if": _("Yes, if you do this"), "ask": _("Ask first"), "no": _("No")}[reply]


def _targets(targets: Iterable[Target]) -> list[dict[str, Any]]:
    language = current_language()
    return [
        {"tool": target.licence, "name": target.licence.name(language), "reasons": _reasons(target.reasons)}
        for target in targets
    ]


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    language = current_language()
    return [
        {"text": reason.text(language), "clause": reason.clause, "url": reason.address(language)} for reason in reasons
    ]


def _blocked(mixed: Mixed, blocking: Sequence[Part], intent: Intent | None) -> list[dict[str, Any]]:
    counts = public_items.licence_counts() if blocking else {}
    ways = ways_out(mixed) if mixes(intent) else {}
    return [
        {
            "one": part.ingredient,
            "reasons": _reasons(why_blocked(mixed, part)) if mixes(intent) else [],
            "letter_id": f"lettre-{number}",
            **_ways(mixed, part, ways.get(part.source.tool.key), intent, counts),
        }
        for number, part in enumerate(blocking, start=1)
    ]


def _ways(
    mixed: Mixed, part: Part, way: WayOut | None, intent: Intent | None, counts: Mapping[str, int]
) -> dict[str, Any]:
    """The letter, the search, and what has to be settled as well; what is refused by itself has no way of its own."""
    beside = [one.ingredient.title for one in mixed.parts if way and one.source.tool.key in way.beside]
    wished = equivalents_for(intent) if intent else None
    families = [one for one in way.families if wished is None or one in wished] if way else wished or ()
    wish = "" if mixes(intent) else _wish(intent)
    return {
        "beside": not_enough(beside) if beside else "",
        "letter": letter(mixed, part, way.asked if way else (), wish=wish),
        **_instead(families, counts),
    }


def _instead(families: Sequence[str], counts: Mapping[str, int]) -> dict[str, Any]:
    """The search that finds something to put in its place, and how much of it there is."""
    url = reverse("search:results") + asking([("licence", family) for family in families])
    return {"search_url": url if families else "", "search_count": count_of(families, counts)}


def _as_collection(gathered: Gathered, blocking: Iterable[Part]) -> str:
    """The same question, with what blocks put beside the rest instead."""
    names = [f"use-{part.ingredient.id}" for part in blocking]
    rest = [pair for pair in gathered.pairs() if pair[0] not in {*names, "intent"}]
    return asking([*rest, *((name, "collection") for name in names)])

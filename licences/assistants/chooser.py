"""The chooser: one plain question a page, each answer in the address, and at the end a licence with its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from legaltools.credit import Author, Work
from legaltools.summary import summarise
from licences import public_items
from licences.assistants import questions
from licences.assistants.addresses import asking, only_bare_is_cached
from licences.assistants.formats import credit_of_box, mark_formats
from licences.assistants.gathering import OWN, credit_links, gather
from licences.context.licence_box import summary_lines
from licences.domain.choosing import (
    NO,
    OFFERED,
    QUESTIONS,
    YES,
    Choice,
    all_mine,
    allowed_licences,
    asked_about,
    choose,
    cost,
)
from web.languages import current_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from legaltools.compat import Mix
    from legaltools.tool import Tool
    from licences.assistants.gathering import Gathered, Pairs

MADE = ("mine", "others")
ABOUT = {"title": 300, "author": 200, "address": 500}


@require_safe
@only_bare_is_cached
def chooser(request: HttpRequest) -> HttpResponse:
    data = request.GET
    made = data.get("made", "")
    gathered = gather(data)
    if made not in MADE or data.get("step") == "made":
        page = {"step": "made", "question": questions.made(), "chosen": made, "pairs": _other_pairs(data, "made")}
    elif made == "others" and _must_gather(data, gathered):
        page = {"step": "sources", "gathered": gathered, "pairs": _other_pairs(data, *OWN), "stay": ("step", "sources")}
    else:
        page = _after_sources(data, gathered if made == "others" else None)
    return render(request, "licences/chooser.html", {"nav": "licences", "made": made, **page})


def _must_gather(data: QueryDict, gathered: Gathered) -> bool:
    read = gathered.ingredients
    return data.get("step") == "sources" or not read.usable or bool(read.unread or read.gone) or read.are_too_many


def _other_pairs(data: QueryDict, *without: str) -> Pairs:
    """What the person said elsewhere: no step loses it."""
    left_out = {*without, "step"}
    return [(name, value) for name, values in data.lists() if name not in left_out for value in values if value]


def _after_sources(data: QueryDict, gathered: Gathered | None) -> dict[str, Any]:
    """The next question, or the licence, or the sad news that nothing fits."""
    pairs = _other_pairs(data, *OWN) + (gathered.pairs() if gathered else [])
    titles = [one.title for one in gathered.ingredients.usable] if gathered else []
    tools, mix = allowed_licences(gathered.ingredients.tools) if gathered else (all_mine(), None)
    if mix and not tools:
        return {"step": "nothing", "mixer_url": _mixer(gathered), "answers": _answers(data, None, pairs, titles)}
    answers = {name: data.get(name, "") for name in QUESTIONS}
    tools = asked_about(tools)
    choice = choose(tools, answers, until=data.get("step", ""))
    shared = {"answers": _answers(data, choice, pairs, titles)}
    chosen = _chosen(data, choice, (*tools, *mix.allowed()) if mix else tools)
    if chosen is None and choice.question:
        return shared | _question(data, choice, [pair for pair in pairs if pair[0] != choice.question])
    if chosen is None:
        return shared | {"step": "several", "several": _several(choice, pairs)}
    more = {
        "also": _also(mix, chosen, pairs),
        "sources": credit_links(gathered.ingredients.usable) if gathered else [],
    }
    return shared | more | _result(data, chosen, tools, pairs)


def _chosen(data: QueryDict, choice: Choice, allowed: tuple[Tool, ...]) -> Tool | None:
    """The licence that the address names, if it is allowed; otherwise the only one left."""
    named = next((tool for tool in allowed if tool.key == data.get("licence")), None)
    return named or choice.licence


def _mixer(gathered: Gathered | None) -> str:
    pairs = [pair for pair in gathered.pairs() if pair[0] in OWN] if gathered else []
    return reverse("licence_mixer") + asking(pairs)


def _question(data: QueryDict, choice: Choice, pairs: Pairs) -> dict[str, Any]:
    counts = public_items.licence_counts()
    freest = choice.candidates[0]
    costs = {answer: cost(choice.after(answer)[0], counts, against=freest) for answer in (YES, NO)}
    asked = questions.about(choice.question, costs)
    return {"step": choice.question, "question": asked, "chosen": data.get(choice.question, ""), "pairs": pairs}


def _answers(data: QueryDict, choice: Choice | None, pairs: Pairs, titles: list[str]) -> list[dict[str, str]]:
    """What was said so far, each with the address that asks it again and keeps everything else."""
    made = data.get("made", "")
    rows = [{"name": "made", "text": questions.answer("made", made), "by_sources": ""}]
    if titles:
        rows.append({"name": "sources", "text": ", ".join(titles), "by_sources": ""})
    for one in choice.settled if choice else ():
        text = questions.answer(one.question, one.answer)
        rows.append({"name": one.question, "text": text, "by_sources": "1" if one.by_sources else ""})
    return [row | {"url": "" if row["by_sources"] else asking([*pairs, ("step", row["name"])])} for row in rows]


def _also(mix: Mix | None, chosen: Tool, pairs: Pairs) -> list[dict[str, Any]]:
    """Licences of others, or older ones, that the sources allow as well: no question leads to them."""
    allowed = mix.allowed() if mix else ()
    offered = {*OFFERED, chosen.key}
    bare = [pair for pair in pairs if pair[0] != "licence"]
    return [
        {"tool": tool, "url": asking([*bare, ("licence", tool.key)])} for tool in allowed if tool.key not in offered
    ]


def _several(choice: Choice, pairs: Pairs) -> list[dict[str, Any]]:
    language = current_language()
    return [
        {"tool": tool, "name": tool.name(language), "url": asking([*pairs, ("licence", tool.key)])}
        for tool in choice.candidates
    ]


def _result(data: QueryDict, tool: Tool, tools: tuple[Tool, ...], pairs: Pairs) -> dict[str, Any]:
    language = current_language()
    about = {name: data.get(name, "").replace("\x00", "").strip()[:most] for name, most in ABOUT.items()}
    authors = (Author(about["author"]),) if about["author"] else ()
    work = Work(about["title"], authors, about["address"], tool)
    return {
        "step": "result",
        "licence": tool,
        "licence_name": tool.name(language),
        "summary": summary_lines(summarise(tool, language)),
        "price": questions.price(cost(tool, public_items.licence_counts(), against=tools[0])),
        "about": about,
        "credit": credit_of_box(work, language),
        "formats": mark_formats(work, language, badge=badge_address(tool)),
        "pairs": [pair for pair in pairs if pair[0] not in ABOUT],
    }


def badge_address(tool: Tool) -> str:
    """The badge as this site serves it, to be pasted elsewhere: a whole address."""
    return settings.BASE_URL.rstrip("/") + reverse("licence_badge", args=[tool.key])

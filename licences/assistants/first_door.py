"""The first door: may I use it? Two clicks, what one holds and what one wants, and the answer, by links alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legaltools.compat import VERDICT_OF
from legaltools.first_door import answer, groups, holdings, wants
from licences.assistants.addresses import asking, only_bare_is_cached
from licences.assistants.provenance import provenance_context
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from legaltools.compat import Advice, Intent, Reply
    from legaltools.first_door import Card, DoorAnswer

REPLIES: tuple[Reply, ...] = ("yes", "yes_if", "ask", "no")


@require_safe
@only_bare_is_cached
def first_door(request: HttpRequest) -> HttpResponse:
    """Anything that is not one of the choices asks again."""
    have, want = request.GET.get("have", ""), request.GET.get("want", "")
    held = next((card for card in holdings() if card.key == have), None)
    door = answer(have, want)
    context: dict[str, Any] = {"nav": "licences", "step": "have", "cards": _cards(holdings(), "have")}
    if held:
        context |= {"step": "want", "cards": _cards(wants(), "want", have=have), "answers": _answers([held], [])}
    if door:
        context |= {"step": "answer", **_shown(door)}
    return render(request, "licences/first_door.html", context)


def _cards(cards: Iterable[Card], name: str, **pairs: str) -> list[dict[str, str]]:
    """Each choice as components/path_cards.html draws it."""
    language = current_language()
    return [
        {
            "letter": card.letter(language),
            "theme": card.theme,
            "title": card.title(language),
            "text": card.text(language),
            "url": asking([*pairs.items(), (name, card.key)]),
            "language": "",
        }
        for card in cards
    ]


def _answers(held: Iterable[Card], wishes: Iterable[Card]) -> list[dict[str, str]]:
    language = current_language()
    back = reverse("licence_first_door")
    return [
        *({"text": card.title(language), "url": back} for card in held),
        *({"text": card.title(language), "url": ""} for card in wishes),
    ]


def _shown(door: DoorAnswer) -> dict[str, Any]:
    language = current_language()
    answers = _answers([door.holding], [door.want])
    answers[1]["url"] = asking([("have", door.holding.key)])
    wish = door.want.title(language)
    return {
        "answers": answers,
        "licensed": door.holding.licence,
        "headline": door.headline(language),
        "provenance": provenance_context(door.provenance, wish=wish) if door.provenance else None,
        # The headline of the page says it already.
        "is_said": door.provenance is not None and door.provenance.kind == "web",
        "wishes": [_wish(intent, replies) for intent, replies in door.replies],
        "others": _others(door),
    }


def _wish(intent: Intent, replies: Iterable[Advice]) -> dict[str, Any]:
    """What each usual licence answers to one wish, those with the same reply together."""
    language = current_language()
    by_reply: dict[Reply, list[dict[str, str]]] = {reply: [] for reply in REPLIES}
    for one in replies:
        url = reverse("licence_mixer") + asking([("source", one.tool.key), ("intent", intent.key)])
        by_reply[one.answer].append({"label": one.tool.label, "url": url})
    words = _words()
    rows = [
        {"verdict": VERDICT_OF[reply], "words": words[reply], "tools": tools}
        for reply, tools in by_reply.items()
        if tools
    ]
    return {"title": intent.text(language), "rows": rows}


def _words() -> dict[Reply, str]:
    return {
        "yes": _("Yes, with"),
        "yes_if": _("Yes, with a credit, and whatever else the licence asks:"),
        "ask": _("Debatable, ask first:"),
        "no": _("No, not with"),
    }


def _others(door: DoorAnswer) -> list[dict[str, str]]:
    """The other wishes of the same kind, which the mixer answers."""
    if door.holding.licence == "ours":
        return []
    language = current_language()
    asked = {intent.key for intent, _replies in door.replies}
    listed = next(intents for want, intents in groups() if want.key == door.want.key)
    return [
        {"text": one.text(language), "url": reverse("licence_mixer") + asking([("intent", one.key)])}
        for one in listed
        if one.key not in asked
    ]

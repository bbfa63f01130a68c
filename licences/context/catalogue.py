"""What the pages of the catalogue show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from legaltools import catalogue
from legaltools.exports import SOURCES
from legaltools.recognise import recognise
from legaltools.signs import signs
from licences.explainers.queries import public_index
from licences.lookup import GROUPS, find, group_of, group_sizes
from web.languages import current_language
from web.pagination import pagination_context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from legaltools.signs import Sign
    from legaltools.tool import Tool
    from licences.lookup import Lookup

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Card:
    """A licence as components/licence_card.html draws it."""

    tool: Tool
    url: str
    name: str
    tagline: str
    signs: tuple[Sign, ...]


def tagline(tool: Tool) -> str:
    """The licence in a few words; "" for those that are not of the eight."""
    return {
        "cc0-1.0": _("Everything, no strings"),
        "cc-by-4.0": _("Everything, with credit"),
        "cc-by-sa-4.0": _("Everything, shared alike"),
        "pdm-1.0": _("No known rights any more"),
        "cc-by-nc-4.0": _("All but selling"),
        "cc-by-nc-sa-4.0": _("All but selling, shared alike"),
        "cc-by-nd-4.0": _("As it is, even for sale"),
        "cc-by-nc-nd-4.0": _("As it is, not for sale"),
    }.get(tool.key, "")


def card(tool: Tool) -> Card:
    current = current_language()
    return Card(tool, licence_url(tool), tool.name(current), tagline(tool), signs(tool, current))


def licence_url(tool: Tool) -> str:
    return reverse("licence", args=[tool.key])


def catalogue_context(values: QueryDict) -> dict[str, Any]:
    """The catalogue: the eight of today, or what was looked for."""
    lookup = find(values.get("q", ""), group=values.get("group", ""))
    cards = [card(catalogue.get(key)) for key in catalogue.CURRENT]
    sizes = group_sizes()
    return {
        "nav": "licences",
        "lookup": lookup,
        "group": values.get("group", "") if values.get("group", "") in GROUPS else "",
        "groups": [(key, label, sizes[key]) for key, label in GROUPS.items() if key != "current"],
        "free": [one for one in cards if one.tool.is_free],
        "limited": [one for one in cards if not one.tool.is_free],
        "total": len(catalogue.all_tools()),
        "doors": links(),
        "index": None if lookup.q or values.get("group") else public_index(),
        "problem": lookup.problem.text(current_language()) if lookup.problem else "",
        **_results(lookup, values),
    }


def _results(lookup: Lookup, values: QueryDict) -> dict[str, Any]:
    pages = max(1, -(-len(lookup.tools) // PER_PAGE))
    number = min(_page_number(values.get("page", "")), pages)
    shown = lookup.tools[(number - 1) * PER_PAGE : number * PER_PAGE]
    query = [(name, values[name]) for name in ("q", "group") if values.get(name)]
    return {
        "exact": card(lookup.exact) if lookup.exact else None,
        "candidates": [card(tool) for tool in lookup.candidates],
        "results": [(str(GROUPS[group_of(tool)]), card(tool)) for tool in shown],
        **pagination_context(number, total=pages, url_of=lambda page: f"?{urlencode([*query, ('page', page)])}"),
    }


def _page_number(text: str) -> int:
    most_digits = 4
    is_number = text.isascii() and text.isdigit() and len(text) <= most_digits
    return max(1, int(text)) if is_number else 1


def downloads_context() -> dict[str, Any]:
    """The files of the catalogue, and where its facts come from."""
    return {
        "nav": "licences",
        "trail": [(_("Licences"), reverse("licences")), (_("Data"), "")],
        "files": [(name, reverse("licence_download", args=[name]), text) for name, text in _files()],
        "sources": SOURCES,
    }


def _files() -> list[tuple[str, str]]:
    return [
        ("licences.json", _("every licence, with its sources")),
        ("licences.csv", _("the same, one line a licence, for a spreadsheet")),
        ("licences.ttl", _("the same in RDF (Turtle), with the terms of ccREL")),
        ("rules.json", _("the rules of mixing and of credits, with the clause of each, and the common questions")),
        ("mixes.csv", _("what an adaptation of each licence may carry, and why")),
        ("credits.csv", _("what the credit of an adaptation holds, licence by licence")),
    ]


def general_tools() -> list[Tool]:
    """The catalogue without the versions of one country."""
    return [tool for tool in catalogue.all_tools() if not tool.jurisdiction]


def links() -> list[dict[str, str]]:
    """The tools as links, each under the flag of its first letter in the language of the page."""
    doors = [
        (
            "licence_first_door",
            "image",
            _("May I use it?"),
            _("A picture, a song: two clicks, a clear answer."),
        ),
        ("licence_chooser", "culture", _("Choose"), _("A few questions, and the licence that fits your work.")),
        ("licence_mixer", "maps", _("Mix"), _("Several works in one: what may it carry?")),
        ("licence_credit", "image", _("Credit"), _("A few fields, and the credit is written in every form.")),
        ("licence_recognise", "law", _("Recognise"), _("Paste what you found: which licence is it?")),
    ]
    return [
        {"letter": title[0], "theme": theme, "title": title, "text": text, "url": reverse(name), "language": ""}
        for name, theme, title, text in doors
    ]


def unknown_context(key: str) -> dict[str, Any]:
    """What a missing licence may have been."""
    answer = recognise(key.replace("_", " "))
    tools: Iterable[Tool] = [answer.tool] if answer.tool else map(catalogue.get, answer.candidates)
    return {
        "nav": "licences",
        "problem": problem_text(answer),
        "suggestions": list(map(card, tools)),
        "total": len(catalogue.all_tools()),
    }


def problem_text(answer: Any) -> str:
    return answer.problem.text(current_language()) if answer.problem else ""

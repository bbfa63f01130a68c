"""Finding a licence in the catalogue by whatever was typed: a name, an address, a country, a few letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from legaltools.recognise import recognise
from legaltools.vocabulary import terms
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from legaltools.recognise import Problem
    from legaltools.tool import Tool

LONGEST_QUERY = 300
GROUPS: Mapping[str, str | _StrPromise] = {
    "current": _("The licences of today"),
    "older": _("Older versions"),
    "other": _("Other licences and statements"),
    "national": _("National versions"),
    "retired": _("Retired licences"),
}
_WORD = re.compile(r"[^\W_][^\s,;’'«»\"()]*")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a query gives. `exact` is the licence it names for certain; `problem` says why there is none."""

    q: str
    exact: Tool | None
    problem: Problem | None
    candidates: tuple[Tool, ...]
    tools: tuple[Tool, ...]


def find(q: str, *, group: str = "") -> Lookup:
    """Licences that `q` names, and those whose names hold all its words, by group; all of `group` for no words."""
    q = " ".join(q.replace("\x00", " ").split())[:LONGEST_QUERY]
    answer = recognise(q)
    tools = _matching(q, group) if q or group in GROUPS else ()
    problem = answer.problem if q else None
    return Lookup(q, answer.tool, problem, tuple(map(catalogue.get, answer.candidates)), tools)


def group_of(tool: Tool) -> str:
    """The group of `GROUPS` that a licence is shown in."""
    if tool.key in catalogue.CURRENT:
        return "current"
    if not tool.is_cc:
        return "other"
    if tool.is_retired:
        return "retired"
    return "national" if tool.jurisdiction else "older"


@cache
def group_sizes() -> Mapping[str, int]:
    groups = [group_of(tool) for tool in catalogue.all_tools()]
    return {group: groups.count(group) for group in GROUPS}


def _matching(q: str, group: str) -> tuple[Tool, ...]:
    words = [normalize(word).strip(".:/") for word in _WORD.findall(q)]
    chosen = group if group in GROUPS else ""
    if q and not words:
        return ()
    return tuple(
        tool for tool, names in _names() if chosen in {"", group_of(tool)} and all(word in names for word in words)
    )


@cache
def _names() -> tuple[tuple[Tool, str], ...]:
    """Every tool in the order of the page, with all that it may be called by."""
    order = list(GROUPS)
    ranks = {key: rank for rank, key in enumerate(catalogue.CURRENT)}
    tools = sorted(
        catalogue.all_tools(),
        key=lambda tool: (order.index(group_of(tool)), ranks.get(tool.key, 0), -float(tool.version or 0), tool.label),
    )
    return tuple(
        (tool, normalize(" ".join((tool.key, tool.label, tool.spdx, *tool.names.values(), *_phrases(tool)))))
        for tool in tools
    )


def _phrases(tool: Tool) -> tuple[str, ...]:
    """Who looks for the public domain looks for CC0 too, whose French name does not say it."""
    return next(term.phrases for term in terms() if term.key == tool.family) if tool.family == "public-domain" else ()

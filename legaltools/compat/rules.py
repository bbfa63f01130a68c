"""The rules of `data/compatibility.json`: which one decides, for a source and a licence the result could carry.

The file holds, for each use, a list in which the first rule that fits decides. A rule fits by `from` and `to`, which
name a group of the file, a unit of the catalogue or one of the traits below; by `relation`, how the target's text
stands to the source's when both are the same unit; by `result`, what is made of a database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaltools.catalogue import get
from legaltools.compat.model import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaltools.compat.model import Certainty, Result, Verdict
    from legaltools.tool import Tool

_FILE = Path(__file__).parents[1] / "data" / "compatibility.json"
_ANY = frozenset({"*"})


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One entry of the file. `rank` is the place of its verdict, worst last.

    `passes`: enough to make a remix possible, which what is only yellow in Creative Commons' chart is not.
    """

    code: str
    sources: frozenset[str]
    targets: frozenset[str]
    relations: frozenset[str]
    result: str
    verdict: Verdict
    rank: int
    passes: bool
    certainty: Certainty
    clause: str
    url: str
    fr: str
    en: str

    @property
    def cites_the_source(self) -> bool:
        """The clause stands in the source's own text, so each source has its own address."""
        return self.url in {"legalcode", "source"}

    @property
    def names_the_target(self) -> bool:
        """The sentence differs from one licence of the result to another."""
        return "{target}" in self.fr


def first(use: str, source: Tool, target: Tool, result: Result) -> Rule:
    """Give the rule that decides. `use` is a list of the file; every list ends with rules that fit anything."""
    return _first(use, tags(source.key), tags(target.key), relation(source, target), result)


@cache
def _first(use: str, source: frozenset[str], target: frozenset[str], related: str, result: Result) -> Rule:
    """The same for all licences of one kind, of which there are few."""
    return next(
        rule
        for rule in rules(use)
        if not rule.sources.isdisjoint(source)
        and not rule.targets.isdisjoint(target)
        and (not rule.relations or related in rule.relations)
        and (not rule.result or rule.result == result)
    )


@cache
def tags(key: str) -> frozenset[str]:
    """Give the names by which rules speak of this tool."""
    tool = get(key)
    traits = {
        "*": True,
        "cc": tool.is_cc,
        "cc-licence": tool.is_cc and tool.is_licence,
        "cc-share-alike": tool.is_cc and tool.share_alike,
        "sellable": tool.allows_sale,
        "noncommercial": tool.allows_sharing and not tool.allows_sale and not tool.unit.endswith("sampling+"),
    }
    return frozenset(
        {_group(tool), tool.unit, f"{tool.unit}-{tool.version}", *(name for name, held in traits.items() if held)}
    )


def relation(source: Tool, target: Tool) -> str:
    """Tell how the target's text stands to the source's.

    `itself`; `other`, another unit; `later`, a later version; `port` and `unported`, the same version for another
    country or for all; `earlier-port` and `earlier`.
    """
    if source.key == target.key:
        return "itself"
    if source.unit != target.unit:
        return "other"
    if target.version > source.version:
        return "later"
    if target.version == source.version:
        return "port" if target.jurisdiction else "unported"
    return "earlier-port" if target.jurisdiction else "earlier"


@cache
def rules(use: str) -> tuple[Rule, ...]:
    """Give a list of the file in its order: a use, `sale` or `remix`."""
    return tuple(read_rule(row) for row in data()[use])


@cache
def data() -> Mapping[str, Any]:
    """Give the file as it is written: `offered`, `places`, `groups`, `clauses` and the lists of rules."""
    read: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


def offered() -> tuple[Tool, ...]:
    """Give the licences that every mix is asked about, whatever its sources."""
    return tuple(get(key) for key in data()["offered"])


def read_rule(row: dict[str, Any]) -> Rule:
    """Make a rule of an object of the file."""
    return Rule(
        code=row["code"],
        sources=frozenset(row["from"]),
        targets=frozenset(row.get("to", _ANY)),
        relations=frozenset(row.get("relation", ())),
        result=row.get("result", ""),
        verdict=row["verdict"],
        rank=VERDICTS.index(row["verdict"]),
        passes=row["verdict"] != "no" and not row.get("chart", False),
        certainty=row["certainty"],
        clause=row["clause"],
        url=row["url"],
        fr=row["fr"],
        en=row["en"],
    )


def _group(tool: Tool) -> str:
    return next((group["name"] for group in data()["groups"] if _belongs(tool, group)), "other")


def _belongs(tool: Tool, group: dict[str, Any]) -> bool:
    return (
        tool.unit in group["units"]
        and tool.version in group.get("versions", (tool.version,))
        and tool.jurisdiction in group.get("jurisdictions", (tool.jurisdiction,))
    )

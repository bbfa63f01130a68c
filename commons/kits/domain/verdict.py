"""What may be done with a kit: shared as it is composed, made into one new work, sold; and what stands in the way.

A kit is a collection: each item stays a work of its own, and one that is adapted gives an adaptation of its own beside
the others. So two items quarrel only where all are made into one work. Source: Creative Commons, “Frequently asked
questions”, on collections and on combining works; BY-NC, BY-NC-SA and BY-NC-ND enter collections that are not for sale.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from legaltools import catalogue
from legaltools.compat import SourceWork, collection, mix
from licences.domain.choosing import allowed_licences
from licences.domain.ingredients import Ingredient
from licences.domain.mixing import Part, mix_parts, ways_out, why_blocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from commons.kits.domain.entries import Entry
    from legaltools.compat import Answer as EngineAnswer
    from legaltools.compat import Reason, Use, Verdict
    from legaltools.tool import Tool
    from licences.domain.mixing import Mixed, WayOut

WORST_FIRST: tuple[Verdict, ...] = ("no", "unknown", "discouraged", "ok")
# Licences of today, one for each family that a search can narrow by.
_FAMILIES = (
    "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-4.0",
)  # fmt: skip


# Licences whose quarrel is explained, whatever the number of those that quarrel: the others are named.
MOST_EXPLAINED = 6


@dataclass(frozen=True, slots=True)
class Blocked:
    """An entry that stands in the way, why, and the ways out.

    `as_is`: unchanged beside the rest it would not. `families` of licences (`Tool.family`) would go in its place.
    `asked` are the licences to ask its author for, where that would settle it; `beside` are the others that have to be
    settled as well, without which none of this is enough.
    """

    entry: Entry
    reasons: tuple[Reason, ...]
    as_is: bool = False
    families: tuple[str, ...] = ()
    asked: tuple[Tool, ...] = ()
    beside: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`blocked` when it is no, `unknown` the entries whose licence nobody knows or whose verdict is not known.

    `reasons` are of what is discouraged or not known; `tools` are the licences that the result may carry.
    """

    verdict: Verdict
    blocked: tuple[Blocked, ...] = ()
    unknown: tuple[Entry, ...] = ()
    reasons: tuple[Reason, ...] = ()
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True, slots=True)
class KitVerdict:
    """The three answers. `mixed`: all as one new work, one entry for each licence."""

    sharing: Answer
    adapting: Answer
    selling: Answer
    mixed: Mixed


def verdict_of(entries: Sequence[Entry]) -> KitVerdict:
    """Work out what may be done with these entries, of which there is at least one for the answers to mean anything.

    The engine is asked once for each licence and use, however many entries there are.
    """
    first = {entry.tool.key: entry for entry in reversed(entries) if entry.tool}
    mixed = mix_parts(part_of(entry, "adaptation") for entry in reversed(first.values()))
    return KitVerdict(
        sharing=_each(entries, shared, _goes_in),
        adapting=_adapting(entries, mixed),
        selling=_each(entries, sold, _is_sold),
        mixed=mixed,
    )


def part_of(entry: Entry, use: Use) -> Part:
    """The entry as the tools about licences take it. Its licence must be known."""
    tool = entry.tool
    assert tool is not None  # noqa: S101 -- for the reader and the checker: callers look first
    return Part(Ingredient(entry.id, entry.title, tool, entry.item, entry.work), SourceWork(tool, use))


@lru_cache(maxsize=2**12)
def shared(tool: Tool, use: Use) -> EngineAnswer:
    """Whether a work under `tool` may stand, so used, in a collection that anybody may share."""
    if use == "collection":
        return collection(tool).noncommercial
    own = mix([SourceWork(tool, use)])
    best = next(verdict for verdict in reversed(WORST_FIRST) if verdict == "no" or own.allowed(verdict))
    reasons = next((target.reasons for target in own.targets if target.verdict == best), ())
    return type(own.sale)(best, reasons)


@lru_cache(maxsize=2**12)
def sold(tool: Tool, use: Use) -> EngineAnswer:
    """Whether what holds a work under `tool`, so used, may be sold; what may not be shared may not be sold either."""
    answer = shared(tool, use)
    return answer if answer.verdict in {"no", "unknown"} else mix([SourceWork(tool, use)]).sale


def carried(tool: Tool) -> tuple[Tool, ...]:
    """The licences that an adaptation of a work under `tool` may carry, the freest first, as its form offers them."""
    return allowed_licences([SourceWork(tool, "adaptation")])[0]


def _goes_in(tool: Tool, use: Use) -> bool:
    return shared(tool, use).verdict == "ok"


def _is_sold(tool: Tool, use: Use) -> bool:
    return sold(tool, use).verdict == "ok"


def _each(
    entries: Iterable[Entry], ask: Callable[[Tool, Use], EngineAnswer], goes: Callable[[Tool, Use], bool]
) -> Answer:
    """Each entry alone: the worst answer is that of the whole."""
    blocked: list[Blocked] = []
    unknown: list[Entry] = []
    reasons: dict[tuple[str, tuple[str, ...]], Reason] = {}
    verdicts: set[Verdict] = set()
    for entry in entries:
        answer = ask(entry.tool, entry.use) if entry.tool else None
        verdicts.add(answer.verdict if answer else "unknown")
        if answer is None or answer.verdict == "unknown":
            unknown.append(entry)
        elif answer.verdict == "no":
            blocked.append(_blocked(entry, answer, goes))
        if answer and answer.verdict in {"unknown", "discouraged"}:
            reasons |= {(reason.code, reason.sources): reason for reason in answer.reasons}
    return Answer(worst(verdicts), tuple(blocked), tuple(unknown), tuple(reasons.values()))


def _blocked(entry: Entry, answer: EngineAnswer, goes: Callable[[Tool, Use], bool]) -> Blocked:
    tool = entry.tool
    families = tuple(one.family for one in map(catalogue.get, _FAMILIES) if goes(one, entry.use))
    as_is = tool is not None and entry.use == "adaptation" and goes(tool, "collection")
    return Blocked(entry, answer.reasons[:1], as_is=as_is, families=families)


def _adapting(entries: Sequence[Entry], mixed: Mixed) -> Answer:
    unknown = tuple(entry for entry in entries if entry.tool is None)
    ways = ways_out(mixed)
    if ways:
        blocked = _stand_in_the_way(entries, mixed, ways)
        return Answer("no", blocked, unknown)
    best = mixed.best if mixed.parts else "ok"
    verdict = worst({best, *(["unknown"] if unknown else [])})
    reasons = tuple(reason for target in mixed.targets(best)[:1] for reason in target.reasons) if best != "ok" else ()
    return Answer(verdict, (), unknown, reasons, allowed_licences(part.source for part in mixed.parts)[0])


def _stand_in_the_way(entries: Sequence[Entry], mixed: Mixed, ways: Mapping[str, WayOut]) -> tuple[Blocked, ...]:
    """Each entry under a licence that blocks, with its ways out; why is told of some licences."""
    parts = {part.source.tool.key: part for part in mixed.parts}
    why = {key: _why(mixed, parts[key], ways) for key in list(ways)[:MOST_EXPLAINED]}
    under: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.tool and entry.tool.key in ways:
            under.setdefault(entry.tool.key, []).append(entry)
    beside = {key: tuple(entry for other in way.beside for entry in under[other]) for key, way in ways.items()}
    return tuple(
        Blocked(
            entry,
            why.get(entry.tool.key, ()),
            as_is=shared(entry.tool, "collection").verdict == "ok",
            families=ways[entry.tool.key].families,
            asked=ways[entry.tool.key].asked,
            beside=beside[entry.tool.key],
        )
        for entry in entries
        if entry.tool and entry.tool.key in ways
    )


def _why(mixed: Mixed, part: Part, ways: Iterable[str]) -> tuple[Reason, ...]:
    """It is told beside some of the others that block: to ask of all of a hundred would take seconds."""
    others = [one for one in mixed.parts if one.source.tool.key in ways and one is not part]
    return why_blocked(mix_parts([part, *others[: MOST_EXPLAINED - 1]]), part)


def worst(verdicts: Iterable[str]) -> Verdict:
    """The verdict that decides for all; ok when there is none."""
    given = set(verdicts)
    return next((verdict for verdict in WORST_FIRST if verdict in given), "ok")

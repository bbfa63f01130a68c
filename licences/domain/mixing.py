"""What may be made of several works together, what stands in the way, and the ways out."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaltools import catalogue
from legaltools.compat import VERDICTS, SourceWork, advise, carry, mix, obstacles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from legaltools.compat import Advice, Intent, Mix, Obstacle, Reason, Target
    from legaltools.tool import Tool
    from licences.domain.ingredients import Ingredient

# What a search filter can tell apart, each with a licence of today that stands for it.
_FAMILIES = ("cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0")


@dataclass(frozen=True, slots=True)
class Part:
    """An ingredient and what becomes of it."""

    ingredient: Ingredient
    source: SourceWork


@dataclass(frozen=True, slots=True)
class Mixed:
    """The answer of the engine for these parts."""

    parts: tuple[Part, ...]
    mix: Mix

    @property
    def blocking(self) -> tuple[Part, ...]:
        """All that stands in the way: what goes with nothing, what others quarrel with, what has to go with these."""
        ways = ways_out(self)
        return tuple(part for part in self.parts if part.source.tool.key in ways)

    def targets(self, verdict: str) -> tuple[Target, ...]:
        return tuple(target for target in self.mix.targets if target.verdict == verdict)

    @property
    def best(self) -> str:
        """The best verdict that any licence got: ok, discouraged, unknown, or no."""
        got = {target.verdict for target in self.mix.targets}
        return next((verdict for verdict in ("ok", "discouraged", "unknown") if verdict in got), "no")


def mix_parts(parts: Iterable[Part]) -> Mixed:
    made = tuple(parts)
    return Mixed(made, mix([part.source for part in made]))


def goes_as_collection(mixed: Mixed) -> bool:
    """Whether what blocks would do so no more, put unchanged beside the rest."""
    blocked = {part.ingredient.id for part in mixed.blocking}
    moved = [
        SourceWork(part.source.tool, "collection", part.source.result) if part.ingredient.id in blocked else part.source
        for part in mixed.parts
    ]
    answer = mix(moved)
    return not answer.blocking and bool(answer.allowed("ok", "discouraged"))


def why_blocked(mixed: Mixed, part: Part) -> tuple[Reason, ...]:
    """Why this part stands in the way, in one sentence: what its licence says of another's that it quarrels with.

    Else what it says of any licence. Parts that block whatever is beside them count only for themselves.
    """
    key = part.source.tool.key
    one = None if mix([part.source]).blocking else _quarrels_with(mixed, part)
    told = mix_parts([part, one]) if one else mixed
    own = [carry([part.source], one.source.tool)] if one else []
    refused = (target for target in (*own, *told.targets("no")) if target.verdict == "no")
    reasons = (reason for target in refused for reason in target.reasons if key in reason.sources)
    return tuple(itertools.islice(reasons, 1))


def _quarrels_with(mixed: Mixed, part: Part) -> Part | None:
    """The first that, beside this one alone, leaves no licence, though each of the two leaves some."""
    keys = set(mixed.mix.blocking) - {part.source.tool.key}
    others = (one for one in mixed.parts if one.source.tool.key in keys)
    return next(
        (one for one in others if not mix([one.source]).blocking and mix([one.source, part.source]).blocking), None
    )


@dataclass(frozen=True, slots=True)
class WayOut:
    """What frees a mix of what is under one licence that blocks.

    `beside` are keys of the others that have to be settled as well. `asked` are the licences to ask for leave for, that
    of the result first, then those that the ways out of others need; none where nothing is left that binds.
    `families` of licences (`Tool.family`) would go in its place.
    """

    beside: tuple[str, ...]
    asked: tuple[Tool, ...]
    families: tuple[str, ...]


def ways_out(mixed: Mixed) -> Mapping[str, WayOut]:
    """The way out for each licence (key) that blocks, the fewest others settled beside it. Empty when nothing blocks.

    Whoever settles one and those beside it, each by leaving it out or unchanged beside the rest, with something of its
    `families` in its place or with the leave that is asked, may share what is made of the rest.
    """
    if not mixed.mix.blocking:
        return {}
    sources = [part.source for part in mixed.parts]
    found = sorted(obstacles(sources), key=_best_first)
    chosen: dict[str, Obstacle] = {}
    wanted = list(mixed.mix.blocking)
    while wanted:
        key = wanted.pop()
        chosen[key] = next(one for one in found if key in one.against)
        wanted += [other for other in chosen[key].against if other not in chosen and other not in wanted]
    keys = dict.fromkeys(source.tool.key for source in sources)
    replacing = _replacing(sources)
    alone = {key: [one.licence.key for one in found if {*one.against} <= {key}] for key in chosen}
    return {key: _way(key, chosen, len(keys), alone[key], replacing) for key in keys if key in chosen}


def _replacing(sources: Sequence[SourceWork]) -> Mapping[str, frozenset[Tool]]:
    """For each licence (key) that these could carry, what of `_FAMILIES` could be made part of a work under it."""
    tools = [catalogue.get(key) for key in _FAMILIES]
    found = obstacles([*sources, *tools])
    return {one.licence.key: frozenset(tool for tool in tools if tool.key not in one.against) for one in found}


def _best_first(one: Obstacle) -> tuple[int, int, bool]:
    """Few to settle, a better verdict for what is left, and a licence that keeps the names of those who are asked."""
    return len(one.against), VERDICTS.index(one.verdict), not one.licence.needs_credit


def _way(
    key: str, chosen: Mapping[str, Obstacle], total: int, alone: Sequence[str], replacing: Mapping[str, frozenset[Tool]]
) -> WayOut:
    """`total` licences are mixed; `alone` are those (keys) that nothing but this one stands against.

    What goes in the place of one goes with what is left, whatever stands in the place of the others.
    """
    own = chosen[key]
    serving = {own.licence.key: own} | {one.licence.key: one for one in chosen.values() if key in one.against}
    binds = all(len(one.against) < total for one in serving.values())
    asked = tuple(one.licence for one in serving.values()) if binds else ()
    fits = [
        frozenset().union(*(replacing[name] for name in alone)) if len(one.against) == 1 else replacing[name]
        for name, one in serving.items()
    ]
    families = tuple(tool.family for tool in map(catalogue.get, _FAMILIES) if all(tool in fit for fit in fits))
    return WayOut(tuple(one for one in own.against if one != key), asked, families)


def mixes(intent: Intent | None) -> bool:
    """Whether this wish makes one new work, to be shared, of the parts: then the whole needs a licence."""
    return intent is None or (intent.use == "adaptation" and intent.must is None)


def worst_reply(replies: Iterable[Advice]) -> str:
    """The reply that decides for all: no, ask, yes_if or yes; empty when nothing was asked."""
    given = {advice.answer for advice in replies}
    return next((reply for reply in ("no", "ask", "yes_if", "yes") if reply in given), "")


def equivalents_for(intent: Intent) -> tuple[str, ...]:
    """Families of licences (`Tool.family`) under which this wish is allowed without asking."""
    tools = map(catalogue.get, (*_FAMILIES, "cc-by-nd-4.0", "cc-by-nc-nd-4.0"))
    return tuple(tool.family for tool in tools if advise(tool, intent.key).answer in {"yes", "yes_if"})


def count_of(families: Sequence[str], counts: Mapping[str, int]) -> int:
    """How many items of the pool carry a licence of these families. `counts`: items by key of the catalogue."""
    tools = catalogue.by_key()
    return sum(number for key, number in counts.items() if key in tools and tools[key].family in families)

"""What may be made of several works together, what stands in the way, and the ways out."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaltools import catalogue
from legaltools.compat import SourceWork, advise, carry, mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from legaltools.compat import Advice, Intent, Mix, Reason, Target
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
        """All that stands in the way: without those that leave nothing, others of the rest may still quarrel."""
        keys = set(self.mix.blocking)
        while more := mix(part.source for part in self.parts if part.source.tool.key not in keys).blocking:
            keys.update(more)
        return tuple(part for part in self.parts if part.source.tool.key in keys)

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
    """Why this part stands in the way, in one sentence: what its licence says of another's of those that block.

    Else what it says of any licence. Parts that block whatever is beside them count only for themselves.
    """
    key, first = part.source.tool.key, mixed.mix.blocking
    if first and key not in first:
        return why_blocked(mix_parts(one for one in mixed.parts if one.source.tool.key not in first), part)
    own = [carry([part.source], one.source.tool) for one in mixed.blocking if one is not part]
    refused = (target for target in (*own, *mixed.targets("no")) if target.verdict == "no")
    reasons = (reason for target in refused for reason in target.reasons if key in reason.sources)
    return tuple(itertools.islice(reasons, 1))


def licence_to_ask_for(mixed: Mixed, part: Part) -> Tool | None:
    """The freest licence that the others allow: what to ask of whoever made this part. None when they allow none."""
    others = [one.source for one in mixed.parts if one is not part]
    return next(iter(mix(others).allowed()), None)


def equivalents(mixed: Mixed, part: Part) -> tuple[str, ...]:
    """Families of licences (`Tool.family`) whose works could be adapted in the place of this part."""
    others = [one.source for one in mixed.parts if one is not part]
    tools = map(catalogue.get, _FAMILIES)
    return tuple(tool.family for tool in tools if not mix([*others, tool]).blocking)


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

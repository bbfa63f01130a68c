"""From a few plain answers to one licence, among those that the sources allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaltools import catalogue
from legaltools.compat import mix
from legaltools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from legaltools.compat import Mix, SourceWork

YES, NO = "yes", "no"
# The freest first: the first that remains stands for an answer when its cost is counted.
OFFERED = ("cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-4.0")
QUESTIONS: Mapping[str, Callable[[Tool], bool]] = {
    "change": lambda tool: tool.allows_changes,
    "alike": lambda tool: tool.share_alike,
    "sale": lambda tool: tool.allows_sale,
    "credit": lambda tool: tool.needs_credit,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that is answered: by the person, or because only one answer was left (`by_sources`)."""

    question: str
    answer: str
    by_sources: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the person stands. `question` is the next one, empty when there is nothing left to ask.

    `candidates` are the licences that remain, the freest first; `settled` what is known, in the order asked.
    """

    candidates: tuple[Tool, ...]
    settled: tuple[Settled, ...]
    question: str = ""

    @property
    def licence(self) -> Tool | None:
        """The only licence left."""
        return self.candidates[0] if len(self.candidates) == 1 and not self.question else None

    def after(self, answer: str) -> tuple[Tool, ...]:
        """The licences that would remain after this answer to the open question."""
        return tuple(tool for tool in self.candidates if answer_of(tool, self.question) == answer)


def answer_of(tool: Tool, question: str) -> str:
    return YES if QUESTIONS[question](tool) else NO


def allowed_licences(sources: Iterable[Tool | SourceWork]) -> tuple[tuple[Tool, ...], Mix]:
    """The licences that a work made of these may carry, the freest first, and the answer of the engine.

    Those of today, then the sources' own, older or of others, where the result may keep them: what is under LAL 1.3 or
    the Licence Ouverte may stay so (their texts, as `legaltools.compat.mix` cites them). Discouraged licences are
    offered only when nothing better is; what is unknown never is.
    """
    made = tuple(sources)
    answer = mix(made)
    tools = answer.allowed() or answer.allowed("discouraged")
    order = {key: place for place, key in enumerate(OFFERED)}
    own = {(source if isinstance(source, Tool) else source.tool).key for source in made}
    known = sorted((tool for tool in tools if tool.key in order), key=lambda tool: order[tool.key])
    kept = [tool for tool in tools if tool.key in own and tool.key not in order]
    return tuple([*known, *kept] or tools), answer


def asked_about(tools: Sequence[Tool]) -> tuple[Tool, ...]:
    """Those of these licences that the questions are about, in their order; all of them where none is."""
    return tuple(tool for tool in tools if tool.key in OFFERED) or tuple(tools)


def all_mine() -> tuple[Tool, ...]:
    """What may be offered for a work that owes nothing to others."""
    return tuple(map(catalogue.get, OFFERED))


def choose(tools: Sequence[Tool], answers: Mapping[str, str], *, until: str = "") -> Choice:
    """Ask the questions that still tell these licences apart. Answers that no question asks for count for nothing.

    `until` names a question to ask again, whatever was answered to it; it has to be one that is open.
    """
    remaining, settled = tuple(tools), list[Settled]()
    for question in QUESTIONS:
        possible = {answer_of(tool, question) for tool in remaining}
        answer = answers.get(question, "") if len(possible) > 1 else next(iter(possible), "")
        if len(possible) > 1 and (answer not in possible or question == until):
            return Choice(remaining, tuple(settled), question)
        if len(possible) > 1 or _was_open(question, remaining, settled):
            settled.append(Settled(question, answer, by_sources=len(possible) == 1))
        remaining = tuple(tool for tool in remaining if answer_of(tool, question) == answer)
    return Choice(remaining, tuple(settled))


def _was_open(question: str, remaining: Sequence[Tool], settled: Sequence[Settled]) -> bool:
    """Whether somebody without sources, who answered the same, would have been asked."""
    if not remaining:
        return False
    alike = [tool for tool in all_mine() if all(answer_of(tool, one.question) == one.answer for one in settled)]
    return len({answer_of(tool, question) for tool in alike}) > 1


@dataclass(frozen=True, slots=True)
class Cost:
    """How many of the items of the pool a licence excludes: `lost` of `total`. Licences not known count as open."""

    lost: int
    total: int


def cost(licence: Tool, counts: Mapping[str, int], *, against: Tool | None = None) -> Cost:
    """Count the items that cannot be mixed into one work with a work under this licence.

    `counts`: how many items carry each licence. `against`: only those are counted that could be mixed with a work under
    that other licence, so that a choice is charged with what it alone excludes.
    """
    shut = {key for key in counts if _is_shut(licence, key) and not (against and _is_shut(against, key))}
    return Cost(sum(counts[key] for key in shut), sum(counts.values()))


def _is_shut(licence: Tool, key: str) -> bool:
    other = catalogue.by_key().get(key)
    return other is not None and bool(mix([licence, other]).blocking)

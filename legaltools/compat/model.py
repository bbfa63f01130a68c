"""The questions put to the engine and the answers it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaltools.languages import choose

if TYPE_CHECKING:
    from legaltools.tool import Tool

Use = Literal["adaptation", "collection", "reproduction"]
Verdict = Literal["ok", "discouraged", "unknown", "no"]
Result = Literal["", "database", "work"]
Certainty = Literal["stated", "inferred", "general"]

VERDICTS: tuple[Verdict, ...] = ("ok", "discouraged", "unknown", "no")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a plain sentence in both languages, the clause that decides and where to read it.

    `code` names the rule in `data/compatibility.json`; `sources` are the keys of the licences it speaks of.
    `certainty`: `stated` by a text that was read, `inferred` from one, or `general` knowledge; the last two say
    "probably" or answer `unknown`.
    """

    code: str
    fr: str
    en: str
    clause: str
    url: str
    sources: tuple[str, ...]
    certainty: Certainty = "stated"
    url_fr: str = ""

    def text(self, language: str) -> str:
        """Give the sentence in French (`fr…`) or English (anything else)."""
        return choose(language, fr=self.fr, en=self.en)

    def address(self, language: str) -> str:
        """Give where to read the clause, in French (`fr…`) where the text exists in French."""
        return choose(language, fr=self.url_fr or self.url, en=self.url)


@dataclass(frozen=True, slots=True)
class SourceWork:
    """A work that is used, by its licence.

    `use`: changed into something new, put unchanged beside others, or copied as it is. `result` only matters for
    databases (ODbL): a `database` is made of it, or a `work` such as a map, a poster or a text; empty when nobody said.
    """

    tool: Tool
    use: Use = "adaptation"
    result: Result = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A licence that the result could carry, and whether it may. Only an empty list of sources leaves no reason."""

    licence: Tool
    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict with its reasons, on something that is not a licence."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """What may be done with the sources together.

    `sources` have no doubles and stand in the catalogue's order. `targets` are the licences of today, then the
    sources' own older ones where they may be kept. `blocking`: the keys of every source that goes with nothing or that
    another one quarrels with; empty when something is possible. `sale`: whether the result may be sold, if it may be
    shared.
    """

    sources: tuple[SourceWork, ...]
    use: Use
    targets: tuple[Target, ...]
    blocking: tuple[str, ...]
    sale: Answer

    def target(self, key: str) -> Target | None:
        """Give the answer for this licence; None when it is not among those looked at: ask `carry` then."""
        return next((target for target in self.targets if target.licence.key == key), None)

    def allowed(self, *verdicts: Verdict) -> tuple[Tool, ...]:
        """Give the licences that got one of these verdicts, `ok` if none is named, in the order of `targets`."""
        return tuple(target.licence for target in self.targets if target.verdict in (verdicts or ("ok",)))


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A licence that the result could carry, the keys of the sources `against` it, and the `verdict` without these."""

    licence: Tool
    against: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CollectionAnswer:
    """Which collections a work may enter: one that people may sell, one without commercial purpose."""

    tool: Tool
    commercial: Answer
    noncommercial: Answer

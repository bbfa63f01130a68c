"""Licence compliance: may this work, made from these sources and showing these parts, carry this licence?

One verb for every entry point: the editing forms, publishing, moderation, the timer, import and the stewards' report.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from legaltools import catalogue
from legaltools.compat import SourceWork, carry, collection
from licences.records.sources import USES, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from legaltools.compat import Reason, Use, Verdict
    from legaltools.tool import Tool
    from licences.models import LicensedMixin

    Rows = Sequence[Mapping[str, str]]


_WORST_FIRST: tuple[Verdict, ...] = ("no", "discouraged", "unknown", "ok")


@dataclass(frozen=True, slots=True)
class Issue:
    """What is to be said of some sources, or of one part. `reason` is None where a source has no licence.

    `verdict` is ours, not always the engine's: a part that only enters collections without commercial purpose is `ok`
    with something to know. `keys` are the licences of what is named; `is_part`: a picture or file, not a source.
    """

    verdict: Verdict
    names: tuple[str, ...]
    keys: tuple[str, ...]
    reason: Reason | None
    use: Use = "adaptation"
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Compliance:
    """All issues, worst first. `question` is what a confirmation answers: another licence or source makes another."""

    licence: str
    issues: tuple[Issue, ...]
    question: str

    @property
    def verdict(self) -> Verdict:
        """The worst one; `ok` when there is nothing to say."""
        return self.issues[0].verdict if self.issues else "ok"

    def issues_of(self, *verdicts: Verdict) -> tuple[Issue, ...]:
        """The issues of these verdicts, all without any."""
        return tuple(issue for issue in self.issues if not verdicts or issue.verdict in verdicts)


def check(item: LicensedMixin, *, parts: Iterable[LicensedMixin] = ()) -> Compliance:
    """Check an item's licence against its sources and against the pictures and files it shows."""
    return check_licence(item.licence, item.sources, parts=parts)


def check_licence(licence: str, sources: Rows, *, parts: Iterable[LicensedMixin] = ()) -> Compliance:
    """Check a licence, by key, against rows of sources and against parts. Nothing is said while there is no licence.

    What was changed must be allowed to carry this licence, and a copy keeps its own: `legaltools.compat.carry`. What
    is shown unchanged beside others keeps its licence and only asks where it may be put: `collection`. So a picture for
    non-commercial use is lawful beside a text that may be sold; what it says is that the whole may not.
    """
    tool = catalogue.by_key().get(licence)
    if tool is None:
        return Compliance(licence, (), "")
    shown = [part for part in parts if part.licence in catalogue.by_key()]
    issues = [*_of_changed(tool, sources), *_of_gathered(tool, sources), *_of_parts(tool, shown), *_unknown(sources)]
    issues.sort(key=lambda issue: _WORST_FIRST.index(issue.verdict))
    return Compliance(licence, tuple(issues), _question(licence, sources, shown))


def _of_changed(tool: Tool, sources: Rows) -> list[Issue]:
    """Adapted, translated or copied whole: together they must leave this licence possible."""
    rows = [row for row in _with_licence(sources) if USES[row["kind"]] != "collection"]
    if not rows:
        return []
    verdict, reasons = _carried(tuple(sorted({(row["licence"], USES[row["kind"]]) for row in rows})), tool.key)
    if verdict == "ok":
        return []
    return [_of_rows(verdict, reason, [row for row in rows if row["licence"] in reason.sources]) for reason in reasons]


def _of_rows(verdict: Verdict, reason: Reason, rows: Rows) -> Issue:
    return Issue(
        verdict,
        tuple(name_of(row) for row in rows),
        tuple(dict.fromkeys(row["licence"] for row in rows)),
        reason,
        USES[rows[0]["kind"]],
    )


@lru_cache(maxsize=2**12)
def _carried(sources: tuple[tuple[str, Use], ...], licence: str) -> tuple[Verdict, tuple[Reason, ...]]:
    """The engine's verdict on keys, and the reasons that count for it; cached, as a report asks the same many times."""
    made = [SourceWork(catalogue.get(key), use) for key, use in sources]
    target = carry(made, catalogue.get(licence))
    return target.verdict, tuple(reason for reason in target.reasons if _counts(reason, made, target.verdict, licence))


def _counts(reason: Reason, made: Sequence[SourceWork], verdict: Verdict, licence: str) -> bool:
    """Whether a reason is behind the verdict: alone, what it speaks of would get no better one."""
    alone = [source for source in made if source.tool.key in reason.sources]
    return carry(alone, catalogue.get(licence)).verdict == verdict


def _of_gathered(tool: Tool, sources: Rows) -> list[Issue]:
    rows = [row for row in _with_licence(sources) if USES[row["kind"]] == "collection"]
    return [issue for row in rows for issue in _gathered(tool, name_of(row), row["licence"], is_part=False)]


def _of_parts(tool: Tool, parts: Iterable[LicensedMixin]) -> list[Issue]:
    return [issue for part in parts for issue in _gathered(tool, part.title, part.licence, is_part=True)]


def _gathered(tool: Tool, name: str, key: str, *, is_part: bool) -> list[Issue]:
    """Unchanged beside others: without leave it asks; where only commerce is refused, the whole is not for sale."""
    answer = collection(catalogue.get(key))
    free, sold = answer.noncommercial, answer.commercial
    if free.verdict in {"no", "discouraged"}:
        return [Issue("discouraged", (name,), (key,), free.reasons[0], "collection", is_part)]
    if free.verdict == "unknown":
        return [Issue("unknown", (name,), (key,), free.reasons[0], "collection", is_part)]
    if sold.verdict != "ok" and tool.allows_sale:
        return [Issue("ok", (name,), (key,), sold.reasons[0], "collection", is_part)]
    return []


def _unknown(sources: Rows) -> list[Issue]:
    names = tuple(name_of(row) for row in sources if not row["licence"])
    return [Issue("unknown", names, (), None)] if names else []


def _with_licence(sources: Rows) -> Rows:
    return [row for row in sources if row["licence"] in catalogue.by_key()]


def _question(licence: str, sources: Rows, parts: Iterable[LicensedMixin]) -> str:
    """What a confirmation is about. Parts count when nobody may show them without leave."""
    asked = sorted((row["licence"], row["kind"], row["url"] or row["title"]) for row in sources)
    reserved = [part for part in parts if catalogue.get(part.licence).is_reserved]
    shown = sorted((type(part).__name__, part.pk, part.licence) for part in reserved)
    return hashlib.sha256(json.dumps([licence, asked, shown]).encode()).hexdigest()

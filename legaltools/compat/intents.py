"""From what people want to do to yes, yes if, no or ask: `data/intents.json` says which use each wish is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from legaltools.compat.engine import carry, collection, mix
from legaltools.compat.model import VERDICTS, Answer, SourceWork
from legaltools.compat.rules import Rule, read_rule, tags
from legaltools.compat.words import duty, reason
from legaltools.duties import duties
from legaltools.languages import choose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from legaltools.compat.model import Reason, Result, Use, Verdict
    from legaltools.duties import Duty
    from legaltools.tool import Tool

Reply = Literal["yes", "yes_if", "ask", "no"]
# The verdict of the rules that each reply to a wish comes from: the reverse of `_reply`.
VERDICT_OF: Mapping[Reply, Verdict] = {"yes": "ok", "yes_if": "ok", "ask": "unknown", "no": "no"}
Commercial = Literal["no", "doubt", "yes"]

_FILE = Path(__file__).parents[1] / "data" / "intents.json"


class UnknownIntent(KeyError):
    """No intent has this key."""

    def __str__(self) -> str:
        return f"No intent has the key {self.args[0]!r}. INTENTS holds them all."


@dataclass(frozen=True, slots=True)
class Intent:
    """Something people want to do with a work.

    `commercial`: `doubt` when it may or may not be, so that a non-commercial licence makes it a question for a person.
    `changed`: the work is not shared as it was. `must` names what has to be done instead of what the licence asks;
    None for the licence's own duties. A work that asks for nothing owes nothing. `rules` decide before the general
    ones, `notes` are added to what these say.
    """

    key: str
    fr: str
    en: str
    use: Use
    commercial: Commercial
    changed: bool
    result: Result
    must: tuple[str, ...] | None
    rules: tuple[Rule, ...]
    notes: tuple[Rule, ...]

    def text(self, language: str) -> str:
        """Give the wish in French (`fr…`) or English (anything else), as a verb: "Traduire", "Translate"."""
        return choose(language, fr=self.fr, en=self.en)


@dataclass(frozen=True, slots=True)
class Advice:
    """The reply to a wish. `must` is what has to be done: not empty for `yes_if`, empty for `yes` and `no`."""

    tool: Tool
    intent: Intent
    answer: Reply
    must: tuple[Duty, ...]
    reasons: tuple[Reason, ...]


def advise(tool: Tool, intent_key: str) -> Advice:
    """Tell whether somebody may do this with a work under `tool`, and what must be done.

    `ask`: a person has to decide, the author or whoever reads the permission. Raise `UnknownIntent` for a key that
    `INTENTS` does not hold. Rules: those of `mix`, the duties of the licence, and those of `data/intents.json`.
    """
    intent = find_intent(intent_key)
    answers = [_base(tool, intent), *_commercial(tool, intent), *(_ruled(note, tool) for note in _notes(tool, intent))]
    worst = max(_rank(answer) for answer in answers)
    must = _must(tool, intent) if VERDICTS[worst] != "no" else ()
    reasons = dict.fromkeys(
        sentence
        for answer in sorted(answers, key=_rank, reverse=True)
        for sentence in answer.reasons
        if VERDICTS[worst] != "no" or answer.verdict == "no"
    )
    return Advice(tool, intent, _reply(worst, must), must, tuple(reasons))


def find_intent(key: str) -> Intent:
    """Give the intent with this key. Raise `UnknownIntent` when there is none."""
    try:
        return _by_key()[key]
    except KeyError:
        raise UnknownIntent(key) from None


def _reply(rank: int, must: Sequence[Duty]) -> Reply:
    replies: dict[str, Reply] = {"no": "no", "unknown": "ask"}
    return replies.get(VERDICTS[rank], "yes_if" if must else "yes")


def _rank(answer: Answer) -> int:
    return VERDICTS.index(answer.verdict)


def _base(tool: Tool, intent: Intent) -> Answer:
    decided = next((rule for rule in intent.rules if _speaks_of(rule, tool)), None)
    if decided:
        return _ruled(decided, tool)
    if intent.use == "collection":
        return collection(tool).noncommercial
    if intent.use == "reproduction":
        copy = carry([tool], tool, use="reproduction")
        return Answer(copy.verdict, copy.reasons)
    return _adapted(tool, intent)


def _adapted(tool: Tool, intent: Intent) -> Answer:
    """Give the best that an adaptation may carry, its own licence first."""
    targets = mix([SourceWork(tool, "adaptation", intent.result)]).targets
    best = min(targets, key=lambda target: (VERDICTS.index(target.verdict), target.licence.key != tool.key))
    return Answer(best.verdict, best.reasons)


def _commercial(tool: Tool, intent: Intent) -> list[Answer]:
    sale = mix([tool]).sale
    if intent.commercial == "no" or sale.verdict == "ok":
        return []
    if intent.commercial == "doubt" and "noncommercial" in tags(tool.key):
        return [_ruled(_doubt(), tool)]
    if intent.commercial == "doubt":
        return [Answer("unknown", sale.reasons)]
    return [Answer(collection(tool).commercial.verdict, sale.reasons)]


def _notes(tool: Tool, intent: Intent) -> list[Rule]:
    return [note for note in intent.notes if _speaks_of(note, tool)]


def _speaks_of(rule: Rule, tool: Tool) -> bool:
    return not rule.sources.isdisjoint(tags(tool.key))


def _ruled(rule: Rule, tool: Tool) -> Answer:
    return Answer(rule.verdict, (reason(rule, [tool], tool),))


def _must(tool: Tool, intent: Intent) -> tuple[Duty, ...]:
    texts = _data()["duties"]
    if intent.must is not None:
        asks = tool.requires or not tool.allows_sharing
        return tuple(duty(name, tool, (), texts[name]) for name in intent.must if asks)
    asked = [one for one in duties(tool, changed=intent.changed) if one.severity == "breach"]
    if intent.use == "adaptation" and tool.share_alike:
        allowed = [
            one for one in mix([SourceWork(tool, "adaptation", intent.result)]).allowed() if not one.for_software
        ]
        asked.append(duty("share_alike", tool, allowed or (tool,), texts["share_alike"]))
    # What limits the use comes before how it is credited: it decides whether one may at all.
    return (*_conditions(tool, intent), *asked)


def _conditions(tool: Tool, intent: Intent) -> Iterator[Duty]:
    """What is asked besides the credit, by how the work is used."""
    for row in _data()["conditions"]:
        if intent.use in row.get("uses", (intent.use,)) and not tags(tool.key).isdisjoint(row["from"]):
            yield duty(row["field"], tool, (), {"code": row["field"], **row})


@cache
def _data() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _doubt() -> Rule:
    return read_rule(_data()["noncommercial"])


@cache
def _by_key() -> Mapping[str, Intent]:
    return MappingProxyType({intent.key: intent for intent in INTENTS})


def _intent(row: dict[str, Any]) -> Intent:
    return Intent(
        key=row["key"],
        fr=row["fr"],
        en=row["en"],
        use=row["use"],
        commercial=row["commercial"],
        changed=row["changed"],
        result=row["result"],
        must=tuple(row["must"]) if "must" in row else None,
        rules=tuple(map(read_rule, row.get("rules", ()))),
        notes=tuple(map(read_rule, row.get("notes", ()))),
    )


INTENTS: tuple[Intent, ...] = tuple(map(_intent, _data()["intents"]))

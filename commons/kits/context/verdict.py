"""The verdict of a kit in plain words: three questions, each with its answer, what blocks and the ways out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commons.kits.context.blocked import (
    ADAPTING,
    SELLING,
    SHARING,
    Project,
    blocked_groups,
    others,
    reasons,
    unlicensed,
)
from commons.kits.context.entries import MOST_LICENCES, either

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commons.kits.domain.entries import Entry
    from commons.kits.domain.verdict import Answer, KitVerdict
    from legaltools.tool import Tool

MOST_NAMED = 8


def verdict_context(verdict: KitVerdict, project: Project | None = None) -> dict[str, Any]:
    """What kits/verdict.html shows."""
    known = project or Project()
    selling, repeated = _without_repeats(verdict.selling, verdict.sharing)
    answers = [
        _answer(SHARING, verdict.sharing, _shared(verdict, known.licence), known),
        _answer(ADAPTING, verdict.adapting, _adapted(verdict.adapting), known),
        _answer(SELLING, selling, _sold() if repeated else [], known),
    ]
    return {"best": verdict.sharing.verdict, "answers": answers, "in_short": _in_short(answers)}


def _sold() -> list[str]:
    return [_("What keeps it from being shared keeps it from being sold too.")]


def _in_short(answers: Sequence[dict[str, Any]]) -> str:
    """The three answers in one line, for whoever hears what changed."""
    return " ".join(f"{answer['question']} {answer['headline']}." for answer in answers)


def _without_repeats(answer: Answer, said: Answer) -> tuple[Answer, bool]:
    """Without what blocks for a reason that was given already, and whether there was any."""
    before = {(one.entry.id, one.reasons) for one in said.blocked}
    left = tuple(one for one in answer.blocked if (one.entry.id, one.reasons) not in before)
    return replace(answer, blocked=left), len(left) < len(answer.blocked)


def _answer(name: str, answer: Answer, sentences: list[str], project: Project) -> dict[str, Any]:
    # Said once, and again where it is what the answer hangs on.
    unknown = answer.unknown[:MOST_NAMED] if name == SHARING or answer.verdict == "unknown" else ()
    return {
        "name": name,
        "verdict": answer.verdict,
        "question": _questions()[name],
        "headline": _headlines()[name][answer.verdict],
        "sentences": [*sentences, *_of_unknown(unknown)],
        "reasons": reasons(answer.reasons),
        "blocked": blocked_groups(name, answer, project),
        "blocked_count": len(answer.blocked),
        "also": others(answer),
        "unknown": unlicensed(name, unknown, project) if name == SHARING else _named(unknown),
    }


def _named(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [{"title": entry.title, "url": entry.url, "language": entry.language} for entry in entries]


def _questions() -> dict[str, str]:
    return {
        SHARING: _("May it be shared, as it is composed?"),
        ADAPTING: _("May it all become one new work?"),
        SELLING: _("May it be sold?"),
    }


def _headlines() -> dict[str, dict[str, str]]:
    return {
        SHARING: {
            "ok": _("Yes, as a collection"),
            "discouraged": _("Possible, but not advised"),
            "unknown": _("We do not know"),
            "no": _("No, not as it is composed"),
        },
        ADAPTING: {
            "ok": _("Yes"),
            "discouraged": _("Possible, but not advised"),
            "unknown": _("We do not know"),
            "no": _("No, they do not go together in one work"),
        },
        SELLING: {
            "ok": _("Yes"),
            "discouraged": _("Possible, but not advised"),
            "unknown": _("We do not know"),
            "no": _("No, not with all this in it"),
        },
    }


def _shared(verdict: KitVerdict, licence: Tool | None) -> list[str]:
    """Under what, when it may."""
    if verdict.sharing.verdict == "no":
        return []
    each = _("Each item stays under its own licence, with its own credit.")
    if licence is None:
        return [each]
    own = _("The words of this kit and the selection are under %(licence)s.") % {"licence": licence.label}
    return [f"{each} {own}"]


def _adapted(answer: Answer) -> list[str]:
    if answer.verdict not in {"ok", "discouraged"} or not answer.tools:
        return []
    names = either(tool.label for tool in answer.tools[:MOST_LICENCES])
    return [_("It would be shared under %(licences)s.") % {"licences": names}]


def _of_unknown(unknown: Sequence[Entry]) -> list[str]:
    if not unknown:
        return []
    return [_("Of these, nobody has said under which licence they are: find it, or ask their authors.")]

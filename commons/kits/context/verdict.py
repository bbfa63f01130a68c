"""The verdict of a kit in plain words: three questions, each with its answer, what blocks and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.kits.context.entries import MOST_LICENCES, either
from commons.kits.domain.verdict import part_of
from licences import public_items
from licences.assistants.addresses import asking
from licences.assistants.letters import letter
from licences.domain.mixing import count_of, licence_to_ask_for, mix_parts
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commons.kits.domain.entries import Entry
    from commons.kits.domain.verdict import Answer, Blocked, KitVerdict
    from legaltools.compat import Reason
    from legaltools.tool import Tool

# With their ways out; the others are named.
MOST_BLOCKED, MOST_NAMED = 6, 8
SHARING, ADAPTING, SELLING = "sharing", "adapting", "selling"


def verdict_context(verdict: KitVerdict, *, licence: Tool | None = None) -> dict[str, Any]:
    """What kits/verdict.html shows. `licence` is that of the kit's own words; a basket has none."""
    counts = public_items.licence_counts()
    answers = [
        _answer(SHARING, verdict.sharing, _shared(verdict, licence), verdict, counts),
        _answer(ADAPTING, verdict.adapting, _adapted(verdict.adapting), verdict, counts),
        _answer(SELLING, verdict.selling, [], verdict, counts),
    ]
    return {"best": verdict.sharing.verdict, "answers": answers}


def _answer(
    name: str, answer: Answer, sentences: list[str], verdict: KitVerdict, counts: Mapping[str, int]
) -> dict[str, Any]:
    # Said once, and again where it is what the answer hangs on.
    unknown = answer.unknown[:MOST_NAMED] if name == SHARING or answer.verdict == "unknown" else ()
    return {
        "name": name,
        "verdict": answer.verdict,
        "question": _questions()[name],
        "headline": _headlines()[name][answer.verdict],
        "sentences": [*sentences, *_of_unknown(unknown)],
        "reasons": _reasons(answer.reasons),
        "blocked": [
            _blocked(name, number, one, verdict, counts)
            for number, one in enumerate(answer.blocked[:MOST_BLOCKED], start=1)
        ],
        "also": [one.entry.title for one in answer.blocked[MOST_BLOCKED:]],
        "unknown": [{"title": one.title, "url": one.url} for one in unknown],
    }


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


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, str]]:
    language = current_language()
    return [
        {"text": reason.text(language), "clause": reason.clause, "url": reason.address(language)} for reason in reasons
    ]


def _blocked(
    name: str, number: int, blocked: Blocked, verdict: KitVerdict, counts: Mapping[str, int]
) -> dict[str, Any]:
    entry = blocked.entry
    return {
        "title": entry.title,
        "url": entry.url,
        "language": entry.language,
        "tool": entry.tool,
        "reasons": _reasons(blocked.reasons),
        "as_is": _as_is(name) if blocked.as_is else "",
        "letter": _letter(name, blocked, verdict),
        "letter_id": f"lettre-{name}-{number}",
        **_instead(blocked.families, counts),
    }


def _as_is(name: str) -> str:
    if name == ADAPTING:
        return _("Leave it unchanged in the kit, beside what you make of the rest.")
    return _("Use it as is: unchanged beside the rest, its licence allows it.")


def _instead(families: Sequence[str], counts: Mapping[str, int]) -> dict[str, Any]:
    """The search that finds something to put in its place, and how much of it there is."""
    url = reverse("search:results") + asking([("licence", family) for family in families])
    return {"search_url": url if families else "", "search_count": count_of(families, counts)}


def _letter(name: str, blocked: Blocked, verdict: KitVerdict) -> str:
    entry = blocked.entry
    if name == ADAPTING:
        part = part_of(entry, "adaptation")
        others = [one.entry for one in verdict.adapting.blocked[:MOST_BLOCKED] if one.entry.tool != entry.tool]
        rest = [part_of(one, "adaptation") for one in others]
        mixed = mix_parts([*rest, part])
        return letter(mixed, part, licence_to_ask_for(mixed, part))
    part = part_of(entry, entry.use)
    alone = mix_parts([part])
    if name == SELLING:
        return letter(alone, part, None, wish=_("sell a kit that it is part of"))
    if entry.use == "adaptation":
        return letter(alone, part, None)
    return letter(alone, part, None, wish=_("show it, unchanged, in a kit that anybody may share"))

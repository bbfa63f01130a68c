"""What stands in the way of a kit, and the ways out: what several works have in common is said of them together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.kits.context.subjects import on_the_same_subject
from commons.kits.domain.verdict import part_of
from licences import public_items
from licences.assistants.addresses import asking
from licences.assistants.letters import letter, not_enough
from licences.assistants.provenance import letter_for
from licences.domain.mixing import count_of, mix_parts
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commons.kits.context.subjects import Subjects
    from commons.kits.domain.entries import Entry
    from commons.kits.domain.verdict import Answer, Blocked
    from legaltools.compat import Reason
    from legaltools.tool import Tool

# With their ways out; the others are named.
MOST_BLOCKED = 6
SHARING, ADAPTING, SELLING = "sharing", "adapting", "selling"


@dataclass(frozen=True, slots=True)
class Project:
    """What the works are gathered for, as far as it is known: a basket has neither title nor licence."""

    title: str = ""
    url: str = ""
    licence: Tool | None = None
    subjects: Subjects = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """For a letter; empty when it has no page yet."""
        if not self.url:
            return ""
        return _("a kit for facilitators, “%(title)s” (%(url)s)") % {"title": self.title, "url": self.url}


def blocked_groups(name: str, answer: Answer, project: Project) -> list[dict[str, Any]]:
    """The first that block, those of one licence, with one reason and the same ways out, in one group."""
    groups: dict[Any, list[tuple[int, Blocked]]] = {}
    for number, one in enumerate(answer.blocked[:MOST_BLOCKED], start=1):
        why = tuple((reason.code, reason.sources) for reason in one.reasons)
        tool = one.entry.tool
        groups.setdefault((tool and tool.key, why, one.as_is, one.families), []).append((number, one))
    return [_group(name, group, answer, project) for group in groups.values()]


def others(answer: Answer) -> list[str]:
    """Titles of the others that block."""
    return [one.entry.title for one in answer.blocked[MOST_BLOCKED:]]


def reasons(given: Iterable[Reason]) -> list[dict[str, str]]:
    """What components/reasons.html shows."""
    language = current_language()
    return [
        {"text": reason.text(language), "clause": reason.clause, "url": reason.address(language)} for reason in given
    ]


def unlicensed(name: str, entries: Iterable[Entry], project: Project) -> list[dict[str, Any]]:
    """Works whose licence nobody knows, each with a letter that asks for it."""
    return [
        {
            "title": entry.title,
            "url": entry.url,
            "language": entry.language,
            "letter": letter_for(_wish(), work=entry.work, project=project.in_words) if entry.tool is None else "",
            "letter_id": f"lettre-{name}-inconnue-{number}",
        }
        for number, entry in enumerate(entries, start=1)
    ]


def _wish() -> str:
    return _("show it, unchanged, in a kit that anybody may share")


def _group(name: str, group: Sequence[tuple[int, Blocked]], answer: Answer, project: Project) -> dict[str, Any]:
    first = group[0][1]
    themes = [theme for _number, one in group for theme in project.subjects.get(one.entry.id, ())]
    return {
        "works": [_work(name, number, one, answer, project) for number, one in group],
        "tool": first.entry.tool,
        "reasons": reasons(first.reasons),
        "beside": _not_enough(first.beside),
        "as_is": _as_is(name, len(group)) if first.as_is else "",
        "subjects": on_the_same_subject(themes, first.families),
        **_instead(first.families),
    }


def _work(name: str, number: int, blocked: Blocked, answer: Answer, project: Project) -> dict[str, Any]:
    entry = blocked.entry
    return {
        "title": entry.title,
        "url": entry.url,
        "language": entry.language,
        "letter": _letter(name, blocked, answer, project),
        "letter_id": f"lettre-{name}-{number}",
    }


def _not_enough(beside: Sequence[Entry]) -> str:
    return not_enough([entry.title for entry in beside]) if beside else ""


def _as_is(name: str, count: int) -> str:
    if name == ADAPTING:
        one, many = (
            _("Leave it unchanged in the kit, beside what you make of the rest."),
            _("Leave them unchanged in the kit, beside what you make of the rest."),
        )
    else:
        one, many = (
            _("Use it as is: unchanged beside the rest, its licence allows it."),
            _("Use them as they are: unchanged beside the rest, their licence allows it."),
        )
    return many if count > 1 else one


def _instead(families: Sequence[str]) -> dict[str, Any]:
    """The search that finds something to put in its place, and how much of it there is."""
    url = reverse("search:results") + asking([("licence", family) for family in families])
    counts: Mapping[str, int] = public_items.licence_counts() if families else {}
    return {"search_url": url if families else "", "search_count": count_of(families, counts)}


def _letter(name: str, blocked: Blocked, answer: Answer, project: Project) -> str:
    entry, words = blocked.entry, project.in_words
    if name == ADAPTING:
        part = part_of(entry, "adaptation")
        mixed = mix_parts([part, *(part_of(one, "adaptation") for one in _named_beside(entry, answer))])
        return letter(mixed, part, blocked.asked, project=words)
    part = part_of(entry, entry.use)
    alone = mix_parts([part])
    if name == SELLING:
        return letter(alone, part, wish=_("sell a kit that it is part of"), project=words)
    if entry.use == "adaptation":
        return letter(alone, part, [project.licence] if project.licence else (), project=words)
    return letter(alone, part, wish=_wish(), project=words)


def _named_beside(entry: Entry, answer: Answer) -> list[Entry]:
    """What a letter names of the rest, of which a kit may hold hundreds: what blocks too, under other licences."""
    return [one.entry for one in answer.blocked if one.entry.tool != entry.tool][:MOST_BLOCKED]

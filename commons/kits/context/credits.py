"""All that a kit must credit, written in the language of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from commons.kits.domain.credits import works_of_guides
from legaltools.credit import credit_html, credit_text

if TYPE_CHECKING:
    from commons.kits.context.entries import Guides
    from commons.kits.domain.entries import Entries, Entry
    from commons.kits.models import KitPage
    from legaltools.credit import Work


def credits_context(kit: KitPage, entries: Entries, guides: Guides, language: str) -> dict[str, Any]:
    """What kits/credits.html shows; three queries, however many works there are."""
    groups = credit_groups(entries, guides, language)
    own = kit.as_work()
    return {
        "own_credit": _html(own, language) if kit.legal_tool else "",
        "groups": groups,
        "count": 1 + len(groups) + sum(len(group["parts"]) for group in groups),
        "as_text": "\n".join((credit_text(own, language), text_of_groups(groups))).rstrip(),
    }


def credit_groups(entries: Entries, guides: Guides, language: str) -> list[dict[str, Any]]:
    """Each thing with its credit, and those of the pictures and files in it; three queries, however many there are."""
    parts = works_of_guides(guides.in_order)
    groups = []
    for number, entry in enumerate(entries.shown, start=1):
        key = entry.pk if entry.type == "guide" else 0
        groups.append(_group(number, entry, parts.pop(key, []), language))
    return groups


def _group(number: int, entry: Entry, parts: list[Work], language: str) -> dict[str, Any]:
    return {
        "number": number,
        "title": entry.title,
        "url": entry.url,
        "language": entry.language,
        "kind": entry.kind,
        "is_adapted": entry.use == "adaptation",
        "tool": entry.tool,
        "licence_words": entry.licence_words,
        "credit": _html(entry.work, language),
        "parts": [{"credit": _html(work, language), "tool": work.licence} for work in parts],
        "texts": [credit_text(work, language) for work in (entry.work, *parts)],
    }


def _html(work: Work, language: str) -> str:
    return mark_safe(credit_html(work, language))  # noqa: S308 -- escaped by legaltools


def text_of_groups(groups: list[dict[str, Any]]) -> str:
    """One list to paste at the end of a document."""
    lines = []
    for group in groups:
        head, *rest = group["texts"]
        used = _("adapted") if group["is_adapted"] else _("as is")
        unknown = "" if group["tool"] else _("; licence unknown: ask before using it")
        lines.append(f"{group['number']}. {head} ({used}{unknown})")
        lines += [f"   – {one}" for one in rest]
    return "\n".join(lines)

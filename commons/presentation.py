"""A guide as its page needs it: texts rendered, quantities counted, nothing left for the template to fetch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from commons.domain.materials import MOST_PEOPLE, materials_for
from commons.enums import Audience, FileRole, HelpWanted, SectionKind
from commons.jsonld import guide_jsonld
from commons.parts import source
from commons.rendering import picture_context, prepare_pictures, render_texts
from licences.core.credit import credit_html, credit_markdown, credit_text
from licences.core.summary import summarise
from licences.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from commons.models import GuidePage, LicensedDocument

DEFAULT_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    anchor: str
    title: str
    minutes: int | None
    text: SafeString
    note: SafeString
    files: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SectionView:
    anchor: str
    title: str
    text: SafeString


def guide_context(guide: GuidePage, request: HttpRequest) -> dict[str, Any]:
    """Everything templates/commons/guide_page.html names in its contract."""
    language = get_language() or "fr"
    participants = asked_participants(request, guide)
    steps, sections = rendered_texts(guide)
    return {
        "page": guide,
        "guide": guide,
        "nav": "guides",
        "participants": participants,
        "most_participants": MOST_PEOPLE,
        "materials": materials_for([block.value for block in guide.materials], participants=participants),
        "steps": steps,
        "has_notes": any(step.note for step in steps),
        "sections": sections,
        "files": [file_context(block.value["document"], block.value) for block in guide.files if block.value["document"]],
        "cover": cover_context(guide),
        "licence": guide.legal_tool,
        "summary": summarise(guide.legal_tool, language) if guide.legal_tool else None,
        "credit": guide_credit(guide, language),
        "credits": credit_rows(guide.credits),
        "audience": [Audience(key).label for key in guide.audience],
        "help_wanted": [HelpWanted(key).label for key in guide.help_wanted],
        "markdown_url": guide.url + "guide.md" if guide.url else "",
        "jsonld": guide_jsonld(guide, steps=steps, language=language),
    }


def asked_participants(request: HttpRequest, guide: GuidePage) -> int:
    """The number in the address when it is one, else the largest group the guide is made for."""
    asked = request.GET.get("participants", "")
    if asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_PEOPLE)):
        return min(max(int(asked), 1), MOST_PEOPLE)
    return guide.group_max or guide.group_min or DEFAULT_PEOPLE


def rendered_texts(guide: GuidePage) -> tuple[list[StepView], list[SectionView]]:
    sources = [source(step.value[name]) for step in guide.steps for name in ("text", "note")]
    sources += [source(section.value["text"]) for section in guide.sections]
    rendered = render_texts(sources, language=guide.language)
    steps = [
        StepView(
            number=index + 1,
            anchor=f"etape-{index + 1}",
            title=block.value["title"],
            minutes=block.value["minutes"],
            text=rendered[2 * index],
            note=rendered[2 * index + 1],
            files=[file_context(document) for document in block.value["files"] if document],
        )
        for index, block in enumerate(guide.steps)
    ]
    texts = rendered[2 * len(steps) :]
    sections = [
        SectionView(anchor=f"rubrique-{index + 1}", title=section_title(block.value), text=text)
        for index, (block, text) in enumerate(zip(guide.sections, texts, strict=True))
    ]
    return steps, sections


def section_title(value: Any) -> str:
    return value["title"] if value["kind"] == SectionKind.OTHER else str(SectionKind(value["kind"]).label)


def cover_context(guide: GuidePage) -> dict[str, Any] | None:
    if guide.cover is None:
        return None
    prepare_pictures([guide.cover])
    return picture_context(guide.cover)


def file_context(document: LicensedDocument, value: Any = None) -> dict[str, Any]:
    return {
        "title": document.title,
        "url": document.url,
        "extension": document.file_extension.upper(),
        "size": document.file_size or 0,
        "role": str(FileRole(value["role"]).label) if value else "",
        "copies": value["copies"] if value else "",
        "two_sided": bool(value and value["two_sided"]),
        "licence": document.legal_tool,
        "credit_html": credit_html(document.as_work(), get_language() or "fr") if document.licence else "",
    }


def guide_credit(guide: GuidePage, language: str) -> dict[str, str] | None:
    if guide.legal_tool is None:
        return None
    work = guide.as_work()
    return {
        "text": credit_text(work, language),
        "html": credit_html(work, language),
        "markdown": credit_markdown(work, language),
    }


def credit_rows(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"name": row["name"], "url": row.get("url", ""), "role": str(Role(row["role"]).label)} for row in rows]

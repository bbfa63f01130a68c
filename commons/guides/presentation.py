"""A guide as its page and its card need it: texts rendered, quantities counted, nothing left to fetch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.guides.domain.materials import MOST_PEOPLE, materials_for
from commons.guides.enums import (
    Audience,
    Difficulty,
    FacilitationLevel,
    FileRole,
    HelpWanted,
    Internet,
    Kind,
    Remote,
    SectionKind,
)
from commons.guides.exports import links
from commons.guides.items import GuideProvider
from commons.guides.jsonld import guide_jsonld
from commons.guides.queries import in_the_open, read_by, versions_of
from commons.guides.references import kit_of, source
from commons.library.rendering import picture_credit, picture_element, prepare_pictures, render_texts
from legaltools.credit import credit_html
from licences.context import licence_box, source_credits
from licences.roles import Role
from markup.typography import ages, duration, file_size, people
from web.languages import own_name

if TYPE_CHECKING:
    from django.http import HttpRequest

    from commons.guides.models import GuidePage
    from commons.library.models import LicensedDocument

DEFAULT_PEOPLE = 10
LONGEST_NUMBER = 9
BEFORE_STEPS = {SectionKind.INTRODUCTION, SectionKind.PREPARATION, SectionKind.ROOM, SectionKind.PREREQUISITES}


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    anchor: str
    title: str
    minutes: int | None
    text: SafeString
    note: SafeString
    files: list[dict[str, Any]]
    pictures: tuple[()] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    kind: str
    anchor: str
    title: str
    html: SafeString


def guide_context(guide: GuidePage, request: HttpRequest) -> dict[str, Any]:
    """Everything templates/guides/guide_page.html names in its contract, as this visitor may see it."""
    with read_by(request):
        return _guide_context(guide, request)


def _guide_context(guide: GuidePage, request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "fr"
    participants = asked_participants(request, guide)
    materials = materials_for([block.value for block in guide.materials], participants=participants)
    counted = participants if any(item.quantity is not None for item in materials) else None
    shown = in_the_open(kit_of(guide))
    steps, sections = rendered_texts(guide, shown)
    return {
        "page": guide,
        "nav": "guides",
        "trail": trail(guide, request),
        "objectives": guide.objectives,
        "questions": guide.questions,
        "key_points": guide.key_points,
        "facts": known(facts(guide, language)),
        "practical": known(practical_facts(guide, language)),
        "participants": counted,
        "materials": materials,
        "steps": steps,
        "has_notes": any(step.note for step in steps),
        "sections_before": [section for section in sections if section.kind in BEFORE_STEPS],
        "sections_after": [section for section in sections if section.kind not in BEFORE_STEPS],
        "files": [
            file_context(block.value["document"], block.value)
            for block in guide.files
            if block.value["document"] in shown
        ],
        "alternates": [alternate(other, request) for other in versions_of(guide)],
        **cover_context(guide),
        **licence_box(guide, language),
        "credits": credit_rows(guide.credits),
        "origins": source_credits(guide, language),
        "about": about(guide),
        "help_wanted": [HelpWanted(key).label for key in guide.help_wanted],
        "tags": labels(guide),
        **doors(guide, request),
        **ways_to_take(guide, request, participants=counted),
        "structured_data": guide_jsonld(guide, steps=steps, language=language),
    }


def doors(guide: GuidePage, request: HttpRequest) -> dict[str, str]:
    """Where one goes on from the guide; its id in the pool only while it is published."""
    return {
        "edit_url": edit_url(guide, request),
        "pool_id": f"{GuideProvider.type}:{guide.pk}" if guide.live else "",
        "social_card_url": f"{guide.full_url}carte.png",
    }


def ways_to_take(guide: GuidePage, request: HttpRequest, *, participants: int | None) -> dict[str, str]:
    """Addresses of what components/take.html offers; no archive of a guide that is its text alone."""
    url = guide.get_url(request) or ""
    return {
        "page_url": url,
        "print_url": f"{url}imprimer/" + (f"?participants={participants}" if participants else ""),
        "exports": links(guide, url),
    }


def alternate(page: GuidePage, request: HttpRequest) -> dict[str, str]:
    """Another version of the page, as its links name it: the language in its own words."""
    words = {"url": page.get_url(request) or "", "full_url": page.full_url or "", "language": page.language}
    return {**words, "title": page.title, "label": own_name(page.language)}


def edit_url(guide: GuidePage, request: HttpRequest) -> str:
    """Where a reader who may change the guide does so; empty for everybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not guide.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def trail(guide: GuidePage, request: HttpRequest) -> list[tuple[str, str]]:
    way = [(_("Guides"), guide.get_parent().get_url(request))]
    if guide.main_theme:
        way.append((guide.main_theme.name, guide.main_theme.get_absolute_url()))
    return way


def known(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["value"]]


def facts(guide: GuidePage, language: str) -> list[dict[str, str]]:
    """The fact bar: what one must know before choosing."""
    audience = ", ".join(str(Audience(key).label) for key in guide.audience)
    return [
        {"label": _("Duration"), "value": duration(guide.minutes, language=language) if guide.minutes else ""},
        {"label": _("Group"), "value": people(guide.group_min, guide.group_max, language=language)},
        {"label": _("Audience"), "value": audience, "detail": ages(guide.age_min, guide.age_max, language=language)},
        {"label": _("Level"), "value": str(Difficulty(guide.difficulty).label) if guide.difficulty else ""},
        {"label": _("Cost"), "value": cost_in_words(guide), "detail": guide.cost_note, "written_in": guide.language},
    ]


def cost_in_words(guide: GuidePage) -> str:
    if guide.cost is None:
        return ""
    if not guide.cost:
        return _("free")
    cents = guide.cost % 1
    return _("about %(euros)s €") % {"euros": localize(guide.cost if cents else int(guide.cost))}


def practical_facts(guide: GuidePage, language: str) -> list[dict[str, str]]:
    """What one prepares by: kept apart from the bar, which must stay short."""
    preparation = duration(guide.preparation_minutes, language=language) if guide.preparation_minutes else ""
    level = str(FacilitationLevel(guide.facilitation_level).label) if guide.facilitation_level else ""
    return [
        {"label": _("Kind"), "value": str(Kind(guide.kind).label)},
        {"label": _("Preparation"), "value": preparation},
        {"label": _("Facilitators"), "value": str(guide.facilitators or "")},
        {"label": _("Facilitating it"), "value": level},
        {"label": _("Internet"), "value": str(Internet(guide.internet).label) if guide.internet else ""},
        {"label": _("At a distance"), "value": str(Remote(guide.remote).label) if guide.remote else ""},
    ]


def about(guide: GuidePage) -> list[dict[str, str]]:
    published = guide.last_published_at
    rows = [
        (_("Version"), guide.version),
        (_("Tested on"), date_format(guide.tested_on, "DATE_FORMAT") if guide.tested_on else ""),
        (_("Updated on"), date_format(published, "DATE_FORMAT") if published else ""),
        (_("Shared by"), _link(guide.sharer.title, guide.sharer.url) if guide.sharer else ""),
        (_("First published at"), _link(guide.source_url, guide.source_url) if guide.source_url else ""),
        *([] if guide.sources else [(_("What was changed"), guide.changes)]),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _link(words: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, words)


def labels(guide: GuidePage) -> list[dict[str, str]]:
    themes = [
        {"label": theme.name, "url": theme.get_absolute_url(), "theme": theme.palette} for theme in guide.theme_list
    ]
    return themes + [{"label": tag.name, "url": tag.get_absolute_url(), "theme": ""} for tag in guide.tag_list]


def asked_participants(request: HttpRequest, guide: GuidePage) -> int:
    """The number in the address when it is one, else the largest group the guide is made for."""
    asked = request.GET.get("participants", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
    people = int(asked) if is_number else guide.group_max or guide.group_min or DEFAULT_PEOPLE
    return min(max(people, 1), MOST_PEOPLE)


def rendered_texts(guide: GuidePage, shown: list[LicensedDocument]) -> tuple[list[StepView], list[SectionView]]:
    sources = [source(step.value[name]) for step in guide.steps for name in ("text", "note")]
    sources += [source(section.value["text"]) for section in guide.sections]
    rendered = render_texts(sources, language=guide.language)
    anchors = step_anchors([block.value["title"] for block in guide.steps])
    steps = [
        StepView(
            number=index + 1,
            anchor=anchors[index],
            title=block.value["title"],
            minutes=block.value["minutes"],
            text=rendered[2 * index],
            note=rendered[2 * index + 1],
            files=[file_context(document) for document in block.value["files"] if document in shown],
        )
        for index, block in enumerate(guide.steps)
    ]
    texts = rendered[2 * len(steps) :]
    sections = [
        SectionView(
            kind=block.value["kind"], anchor=f"rubrique-{index + 1}", title=section_title(block.value), html=text
        )
        for index, (block, text) in enumerate(zip(guide.sections, texts, strict=True))
    ]
    return steps, sections


def step_anchors(titles: list[str]) -> list[str]:
    """Made of the titles, so that a link that somebody kept finds its step again when the order changes."""
    given: Counter[str] = Counter()
    anchors = []
    for title in titles:
        anchor = f"etape-{slugify(title)[:60].strip('-')}".rstrip("-")
        given[anchor] += 1
        anchors.append(anchor if given[anchor] == 1 else f"{anchor}--{given[anchor]}")
    return anchors


def section_title(value: Any) -> str:
    return value["title"] if value["kind"] == SectionKind.OTHER else str(SectionKind(value["kind"]).label)


def cover_context(guide: GuidePage) -> dict[str, Any]:
    if guide.cover is None or not in_the_open([guide.cover]):
        return {"image": "", "image_credit": ""}
    prepare_pictures([guide.cover])
    return {
        "image": picture_element(guide.cover, sizes="(min-width: 60rem) 20rem, 92vw", lazy=False),
        "image_credit": mark_safe(picture_credit(guide.cover)),  # noqa: S308 -- legaltools escapes what it writes
    }


def file_context(document: LicensedDocument, value: Any = None) -> dict[str, Any]:
    return {
        "title": document.title,
        "url": document.url,
        "format": document.file_extension.upper(),
        "size": file_size(document.file_size, language=get_language() or "fr") if document.file_size else "",
        "role": str(FileRole(value["role"]).label) if value else "",
        "copies": value["copies"] if value else "",
        "two_sided": bool(value and value["two_sided"]),
        "licence": document.legal_tool,
        "credit": document_credit(document),
    }


def document_credit(document: LicensedDocument) -> str:
    if not document.licence:
        return ""
    return mark_safe(credit_html(document.as_work(), get_language() or "fr"))  # noqa: S308 -- escaped by legaltools


def credit_rows(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"name": row["name"], "url": row.get("url", ""), "role": str(Role(row["role"]).label)} for row in rows]

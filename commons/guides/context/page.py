"""A guide as its page needs it: texts rendered, quantities counted, nothing left to fetch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from commons.guides.context.facts import about, facts, labels, practical_facts, without_empty
from commons.guides.context.files import file_context
from commons.guides.context.materials import materials
from commons.guides.context.steps import BEFORE_STEPS, rendered_texts
from commons.guides.enums import HelpWanted
from commons.guides.exports import links, url_of
from commons.guides.items import TYPE
from commons.guides.jsonld import guide_jsonld
from commons.guides.queries import in_the_open, versions_of
from commons.guides.references import kit_of, shown_by
from commons.library.context.credit_rows import credit_rows
from commons.library.credited import prepare_credits
from commons.library.rendering import picture_credit, picture_element, prepare_pictures
from commons.lineage.context.relatives import door
from design.addresses import address, full_address
from exporting.sizes import expected
from licences.context.licence_box import licence_box, source_credits
from web.languages import current_language, own_name
from wiki.context.upkeep import notes_of_translations
from wiki.queries import open_threads_at

if TYPE_CHECKING:
    from commons.guides.context.steps import StepView
    from commons.guides.models import GuidePage


def guide_context(guide: GuidePage, *, participants: int | None = None) -> dict[str, Any]:
    """Everything templates/guides/guide_page.html names in its contract, as the reader of the moment may see it.

    Quantities are counted for so many participants, else for the largest group that the guide is made for.
    """
    language = current_language()
    written = texts(guide)
    needed = materials(guide, participants=participants)
    return {
        "page": guide,
        "nav": "guides",
        "trail": breadcrumb(guide),
        "objectives": guide.objectives,
        "questions": guide.questions,
        "key_points": guide.key_points,
        "facts": without_empty(facts(guide, language)),
        "practical": without_empty(practical_facts(guide, language)),
        **needed,
        **written,
        "steps": discussed(guide, written["steps"]),
        "alternates": alternates(guide),
        **cover_context(guide),
        **licence_box(guide, language),
        "credits": credit_rows(guide.credits),
        "origins": source_credits(guide, language),
        "about": about(guide),
        "help_wanted": [HelpWanted(key).label for key in guide.help_wanted],
        "tags": labels(guide),
        **_identifiers(guide),
        "adapt_door": door(guide),
        **ways_to_take(guide, participants=needed["participants"], asked=participants),
        "structured_data": guide_jsonld(guide, steps=written["steps"], language=language),
    }


def texts(guide: GuidePage) -> dict[str, Any]:
    """Steps, sections, and the files that this reader may see."""
    shown = in_the_open(kit_of(guide))
    prepare_credits(shown)
    steps, sections = rendered_texts(guide, shown)
    files = [(block.value["document"], block.value) for block in guide.files]
    return {
        "steps": steps,
        "has_notes": any(step.note for step in steps),
        "sections_before": [section for section in sections if section.kind in BEFORE_STEPS],
        "sections_after": [section for section in sections if section.kind not in BEFORE_STEPS],
        "files": [file_context(document, value) for document, value in files if document in shown],
    }


def discussed(guide: GuidePage, steps: list[StepView]) -> list[StepView]:
    """The steps with how many open discussions each has; one query."""
    threads = open_threads_at(guide, "steps") if guide.live else {}
    return [replace(step, threads=threads.get(step.key, 0)) for step in steps]


def _identifiers(guide: GuidePage) -> dict[str, str]:
    """Its id in the pool, only while it is published, and the address of its social card."""
    return {
        "pool_id": f"{TYPE}:{guide.pk}" if guide.live else "",
        "social_card_url": url_of("social_card", full_address(guide)),
    }


def ways_to_take(guide: GuidePage, *, participants: int | None, asked: int | None) -> dict[str, Any]:
    """Addresses of what components/take.html offers; `asked` is the number of people that a reader gave."""
    url = address(guide)
    return {
        "page_url": url,
        "print_url": f"{url}imprimer/" + (f"?participants={participants}" if participants else ""),
        "exports": links(guide, url, participants=participants if asked else None, sizes=_sizes(guide)),
    }


def _sizes(guide: GuidePage) -> dict[str, int]:
    """Of what it leaves as, with what this reader may see."""
    shown = shown_by(guide)
    pictures, files = in_the_open(shown.pictures), in_the_open(shown.documents)
    return expected((one.file_size for one in pictures), (one.file_size for one in files))


def alternates(guide: GuidePage) -> list[dict[str, str]]:
    """The other public versions of a guide; `note` says how far one is behind an original that anybody may read."""
    others = versions_of(guide)
    is_public = guide.live and guide.work_id in {guide.pk, *(other.pk for other in others)}
    notes = notes_of_translations(others, guide.work_id) if is_public else {}
    return [{**alternate(other), "note": notes.get(other.pk, "")} for other in others]


def alternate(page: GuidePage) -> dict[str, str]:
    """Another version of the page, as its links name it: the language in its own words."""
    words = {"url": address(page), "full_url": full_address(page), "language": page.language}
    return {**words, "title": page.title, "label": own_name(page.language)}


def breadcrumb(guide: GuidePage) -> list[tuple[str, str]]:
    links = [(_("Guides"), address(guide.get_parent()))]
    if guide.main_theme:
        links.append((guide.main_theme.name, guide.main_theme.get_absolute_url()))
    return links


def cover_context(guide: GuidePage) -> dict[str, Any]:
    if guide.cover is None or not in_the_open([guide.cover]):
        return {"image": "", "image_credit": ""}
    prepare_pictures([guide.cover])
    return {
        "image": picture_element(guide.cover, sizes="(min-width: 60rem) 20rem, 92vw", lazy=False),
        "image_credit": mark_safe(picture_credit(guide.cover)),  # noqa: S308 -- legaltools escapes what it writes
    }

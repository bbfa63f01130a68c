"""A kit as its page needs it: looked up, counted, judged; nothing left to fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commons.kits.context.blocked import Project
from commons.kits.context.credits import credits_context
from commons.kits.context.entries import guides_among, rows, what_it_holds
from commons.kits.context.exports import exports
from commons.kits.context.media import media_among
from commons.kits.context.subjects import subjects_of
from commons.kits.context.verdict import verdict_context
from commons.kits.domain.credits import parts_of_guides
from commons.kits.domain.entries import read_entries
from commons.kits.domain.verdict import verdict_of
from commons.kits.initials import initials_of
from commons.kits.items import TYPE
from commons.kits.jsonld import kit_jsonld
from commons.kits.models.kit import MOST_PEOPLE
from commons.library.context.credit_rows import credit_rows
from commons.library.models import LicensedImage
from design.addresses import address, full_address
from exporting.sizes import expected
from licences.context.licence_box import licence_box
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.kits.domain.credits import Part
    from commons.kits.models import KitPage


def kit_context(kit: KitPage, *, participants: int | None = None) -> dict[str, Any]:
    """Everything templates/kits/kit_page.html names in its contract.

    Queries: what each provider of items asks for, the guides with their themes, and their pictures and files.
    """
    language = current_language()
    entries = read_entries(kit.entries.raw_data)
    guides, media = guides_among(entries), media_among(entries)
    people = min(max(participants or kit.participants, 1), MOST_PEOPLE)
    times = guides.times
    parts = [part for some in parts_of_guides(guides.in_order).values() for part in some]
    subjects = subjects_of(entries, guides, media, kit.theme_list)
    project = Project(kit.title, full_address(kit), kit.legal_tool, subjects)
    return {
        "page": kit,
        "nav": "kits",
        "trail": [(_("Kits"), address(kit.get_parent()))],
        "letters": initials_of(entries),
        "entries": rows(entries, guides, media),
        "holds": what_it_holds(entries),
        "missing": len(entries.missing),
        "times": times,
        "materials": guides.materials(people),
        "participants": people,
        "verdict": verdict_context(verdict_of(entries.shown), project) if entries.shown else None,
        "credits": credit_rows(kit.credits),
        "credit_count": 1 + len(entries.shown) + len(parts),
        "credits_url": f"{address(kit)}credits/",
        "full_credits_url": f"{full_address(kit)}credits/",
        "exports": exports(
            address(kit), participants=people, sizes=_sizes(parts, media.values(), len(guides.in_order))
        ),
        "sharer": kit.sharer,
        "themes": kit.theme_list,
        "pool_id": f"{TYPE}:{kit.pk}" if kit.live else "",
        **licence_box(kit, language),
        "structured_data": kit_jsonld(kit, entries=entries, minutes=times.minutes, language=language),
    }


def _sizes(parts: list[Part], media: Iterable[Mapping[str, Any]], guides: int) -> dict[str, int]:
    """Of what the kit leaves as."""
    held = [(isinstance(part, LicensedImage), part.file_size) for part in parts]
    held += [(one["is_picture"], one["bytes"]) for one in media]
    pictures = [size for is_picture, size in held if is_picture]
    return expected(pictures, [size for is_picture, size in held if not is_picture], sheets=guides)


def credits_page_context(kit: KitPage) -> dict[str, Any]:
    """What templates/kits/credits.html names in its contract."""
    language = current_language()
    entries = read_entries(kit.entries.raw_data)
    return {
        "page": kit,
        "nav": "kits",
        "trail": [(_("Kits"), address(kit.get_parent())), (kit.title, address(kit))],
        "page_url": address(kit),
        "full_credits_url": f"{full_address(kit)}credits/",
        "licence": kit.legal_tool,
        **credits_context(kit, entries, guides_among(entries), language),
    }
